// Goal: when a plan is ready, where its planned look stands, and what an effect comes to per 1,000 customers.
// Method: one experiment per case; before and after the planned end, by customers and by date.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { mustCompute } from '../statistics/near.ts';
import { DAY_MS, dayText, experimentInput, FIRST_DAY_MS, metricOf } from './experimentInput.ts';
import { arms, fixed, planned, running } from './plannedTrials.ts';

describe('when the plan is ready', () => {
  const readyAt = (plan: ExperimentPlanInput, more: Partial<AnalysisInput> = {}) =>
    analyse({ ...arms(440, plan), ...more }).verdict.readyAt;

  test('at the pace so far, and a window later', () => {
    // 16,000 customers in 22 days: 16,000 more take 22, and their window 7
    const asOfMs = FIRST_DAY_MS + 22 * DAY_MS;
    expect(readyAt({ plannedCustomers: 32_000 }, { asOfMs })).toBe(
      new Date(asOfMs + 29 * DAY_MS).toISOString(),
    );
  });

  test('when the last of those exposed is mature', () => {
    const asOfMs = FIRST_DAY_MS + 3 * DAY_MS;
    expect(readyAt(planned, { asOfMs })).toBe(new Date(FIRST_DAY_MS + 7 * DAY_MS).toISOString());
  });

  test('at the planned end where it names no customers', () => {
    expect(readyAt({ plannedEnd: dayText(60) })).toBe(`${dayText(60)}T00:00:00.000Z`);
  });

  test.each([
    { name: 'already fulfilled', plan: planned, more: {} },
    { name: 'nothing planned', plan: {}, more: {} },
    { name: 'ended before', plan: running, more: { endedAtMs: FIRST_DAY_MS + DAY_MS } },
  ])('never: $name', ({ plan, more }) => {
    expect(readyAt(plan, more)).toBeNull();
  });
});

describe('a planned end by date', () => {
  const groups = Array.from({ length: 30 }, (_, day) => [
    { arm: 'control', day, units: 400, conversions: 20 },
    { arm: 'treatment', day, units: 400, conversions: day < 20 ? 26 : 10 },
  ]).flat();
  const plan = { plannedEnd: dayText(28), ...fixed };

  test('has no test before it', () => {
    const asOfMs = FIRST_DAY_MS + 27.5 * DAY_MS;
    expect(
      analyse({ ...experimentInput(groups, { plan }), asOfMs }).primary?.comparisons[0]?.fixed,
    ).toBeNull();
  });

  test('tests those whose windows were over then, and is not moved by those after', () => {
    const { primary, verdict } = analyse(experimentInput(groups, { plan }));
    // windows of seven days: those exposed on days 0 to 20 were over when day 28 began
    expect(primary?.comparisons[0]?.fixed).toMatchObject({ untilDay: dayText(20), units: 21 * 800 });
    expect(verdict.state).toBe('winner');
  });

  test('by customers waits until a day is mature as a whole', () => {
    const byCount = { plannedCustomers: 6_000, ...fixed };
    const partly = groups.map((group) =>
      group.day > 6 ? { ...group, matureUnits: group.day === 7 ? 399 : 300, matureConversions: 20 } : group,
    );
    const fixedOf = (given: Parameters<typeof experimentInput>[0]) =>
      analyse(experimentInput(given, { plan: byCount })).primary?.comparisons[0]?.fixed;
    expect(fixedOf(partly)).toBeNull();
    expect(fixedOf(groups)).toMatchObject({ untilDay: dayText(7), units: 6_400 });
  });

  test('waits for the windows where the plan left no time for them', () => {
    const late = { plannedEnd: dayText(3), ...fixed };
    const at = (day: number) =>
      analyse({ ...experimentInput(groups, { plan: late }), asOfMs: FIRST_DAY_MS + day * DAY_MS }).primary
        ?.comparisons[0]?.fixed;
    expect(at(9)).toBeNull();
    expect(at(11)).toMatchObject({ untilDay: dayText(3), units: 4 * 800 });
  });
});

describe('the effect per 1,000 customers', () => {
  test('in conversions and money', () => {
    const plan = { ...planned, worth: { currency: 'EUR', perConversion: 40 } };
    const { perThousand, effect } = analyse(arms(560, plan)).verdict;
    const shown = mustCompute(effect ?? { state: 'notComputable' as const });
    expect(mustCompute(perThousand?.conversions ?? { state: 'notComputable' as const }).estimate).toBeCloseTo(
      20,
      10,
    );
    expect(mustCompute(perThousand?.money ?? { state: 'notComputable' as const }).lower).toBeCloseTo(
      40_000 * shown.lower,
      8,
    );
  });

  test('without a worth there is no money', () => {
    expect(analyse(arms(560, planned)).verdict.perThousand?.money).toBeNull();
  });
});

test('a secondary goal that the journey has lost leaves its place to the next', () => {
  const plan: ExperimentPlanInput = {
    ...planned,
    secondary: [{ goal: 'lost' }, { goal: 'kept' }],
    guardrails: [{ goal: 'unsubscribed', margin: 0.01 }],
  };
  const input = arms(560, plan);
  const [primary] = input.metrics;
  if (!primary) throw new Error('no metric');
  const metrics = [primary, { ...primary, goal: 'kept' }, { ...primary, goal: 'unsubscribed' }];
  const { secondary, guardrails } = analyse({ ...input, metrics });
  expect(secondary.map(({ goal }) => goal)).toEqual(['kept']);
  expect(guardrails.map(({ metric, margin }) => [metric.goal, margin])).toEqual([['unsubscribed', 0.01]]);
  expect(guardrails[0]?.metric.direction).toBe('decrease');
});

test('secondary goals are corrected together, and decide nothing', () => {
  const input = arms(402, { ...planned, secondary: [{ goal: 'one' }, { goal: 'two' }] });
  const metric = (goal: string, converted: number) =>
    metricOf(
      [
        { arm: 'control', units: 8_000, conversions: 400 },
        { arm: 'treatment', units: 8_000, conversions: converted },
      ],
      { goal },
    );
  const { secondary, verdict } = analyse({
    ...input,
    metrics: [...input.metrics, metric('one', 560), metric('two', 440)],
  });
  const [one, two] = secondary.map(({ comparisons }) => comparisons[0]);
  expect(one?.isBetter).toBe(true);
  expect(one?.adjustedPValue).toBeCloseTo(2 * (one?.alwaysValidPValue ?? 0), 15);
  expect(two?.adjustedPValue).toBe(two?.alwaysValidPValue);
  expect(verdict.state).toBe('undecided');
});
