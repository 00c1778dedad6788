// Goal: money, segments and guardrails are those of the customers given.
// Method: SciPy and NumPy reference values, and small cases that can be added up by hand.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import { plannedUnits } from '../../../engine/core/experiments/plannedUnits.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { expectNear, mustCompute } from '../statistics/near.ts';
import { atPlannedEnd, experimentInput, metricOf, trial, twoArms } from './experimentInput.ts';

const nothing: Interval = { state: 'notComputable', reason: 'no-units' };

describe('money', () => {
  const worth = { currency: 'EUR', perConversion: 50, costPerCustomer: { treatment: 0.4, control: 0.1 } };
  const {
    money,
    primary,
    incremental: increments,
  } = analyse(trial([400, 8_000], [560, 8_000], { worth, plannedCustomers: 16_000 }));
  const [arm] = money?.arms ?? [];

  test('is what the arm brought beyond the reference, less what it cost beyond it', () => {
    expect(money?.currency).toBe('EUR');
    const always = mustCompute(primary?.comparisons[0]?.alwaysValid ?? nothing);
    const incremental = mustCompute(increments[0]?.conversions ?? nothing);
    expectNear(incremental.estimate, 160, 1e-12);
    expectNear(incremental.lower, 8_000 * always.lower, 1e-12);
    expectNear(arm?.cost ?? 0, 2_400, 1e-12);
    expectNear(arm?.costPerIncremental ?? 0, 15, 1e-12);
    const net = mustCompute(arm?.net ?? nothing);
    expectNear(net.estimate, 160 * 50 - 2_400, 1e-12);
    expectNear(net.upper, 8_000 * always.upper * 50 - 2_400, 1e-12);
  });

  test('an arm that brought nothing has no cost per conversion', () => {
    const lost = analyse(trial([560, 8_000], [400, 8_000], { worth })).money?.arms[0];
    expect(lost?.costPerIncremental).toBeNull();
    expect(mustCompute(lost?.net ?? nothing).estimate).toBeLessThan(-8_000);
  });

  test('without a worth per conversion only conversions and cost are told', () => {
    const [bare] =
      analyse(trial([400, 8_000], [560, 8_000], { worth: { currency: 'CNY' } })).money?.arms ?? [];
    expect(bare).toMatchObject({ worth: null, net: null, cost: 0 });
  });

  test('without any there is no money', () => {
    expect(analyse(trial([400, 8_000], [560, 8_000])).money).toBeNull();
  });
});

describe('where a sequence is to be tightest', () => {
  const shares = { control: 50, b: 30, c: 20 };
  const input = (plan: ExperimentPlanInput) => experimentInput(twoArms([1, 10], [1, 10]), { shares, plan });

  test.each([
    {
      name: 'the customers planned for both arms by their first shares',
      plan: { plannedCustomers: 10_000 },
      wanted: 8_000,
    },
    // rate 5 %, 4 · 0.0475 · ((3.04 + 0.8416) / 0.01)²
    {
      name: 'else those that show the smallest effect worth knowing',
      plan: { minimumEffect: 0.01 },
      wanted: 28_629,
    },
    { name: 'else a constant', plan: {}, wanted: 20_000 },
    {
      name: 'and for a value without customers too',
      plan: { minimumEffect: 5, primary: { measure: 'value' as const } },
      wanted: 20_000,
    },
  ])('is $name', ({ plan, wanted }) => {
    expectNear(plannedUnits(input(plan), 'control', 'b'), wanted, 1e-4);
  });

  test('does not move with shares that were changed on the way, nor with what came of it', () => {
    const before = input({ plannedCustomers: 10_000 });
    const later = { epoch: 2, version: 2, fromMs: before.asOfMs, shares: { control: 5, b: 95 } };
    expect(plannedUnits({ ...before, epochs: [...before.epochs, later], exposed: [] }, 'control', 'b')).toBe(
      8_000,
    );
  });
});

describe('segments', () => {
  const rows = (value: string, control: [number, number], treatment: [number, number]) =>
    twoArms(control, treatment).map(({ arm, units, conversions }) => ({
      value,
      arm,
      epoch: 1,
      version: 1,
      exposed: units,
      matureUnits: units,
      matureConversions: conversions,
      values: null,
    }));
  const withSegments = (cells: ReturnType<typeof rows>): AnalysisInput => ({
    ...atPlannedEnd(experimentInput(twoArms([320, 6_000], [368, 6_000]), { plan: { segments: ['region'] } })),
    segments: [{ attribute: 'region', cells }],
  });

  test("differ when Cochran's Q says so", () => {
    // NumPy 2.4 and SciPy 1.17.1
    const cells = [
      ...rows('north', [100, 2_000], [160, 2_000]),
      ...rows('south', [100, 2_000], [90, 2_000]),
      ...rows('west', [120, 2_000], [118, 2_000]),
    ];
    const [segment] = analyse(withSegments(cells)).segments;
    expectNear(segment?.heterogeneity?.q ?? 0, 13.049211992125802, 1e-10);
    expectNear(segment?.heterogeneity?.pValue ?? 0, 0.0014668969963898665, 1e-10);
    expect(segment?.differ).toBe(true);
    expect(segment?.values.map(({ value }) => value)).toEqual(['north', 'south', 'west']);
    const smallest = segment?.values[0]?.comparisons[0];
    expect(smallest?.adjustedPValue).toBeLessThan(0.01);
    // drawn from 0.03 towards what all three have in common
    expect(smallest?.shrunken).toBeLessThan(0.03);
    expect(smallest?.shrunken).toBeGreaterThan(0.02);
  });

  test('do not differ within noise, however large the effect', () => {
    const cells = [
      ...rows('north', [100, 2_000], [160, 2_000]),
      ...rows('south', [110, 2_000], [165, 2_000]),
    ];
    const [segment] = analyse(withSegments(cells)).segments;
    expect(segment?.differ).toBe(false);
    expect(segment?.heterogeneity?.adjustedPValue).toBeGreaterThan(0.5);
  });

  test('of one value have nothing to differ from', () => {
    const [segment] = analyse(withSegments(rows('north', [100, 2_000], [160, 2_000]))).segments;
    expect(segment).toMatchObject({ heterogeneity: null, differ: false });
  });

  test('of several arms share the limit of one', () => {
    const cells = [...rows('north', [100, 2_000], [160, 2_000]), ...rows('south', [100, 2_000], [90, 2_000])];
    const third = cells.filter(({ arm }) => arm === 'control').map((cell) => ({ ...cell, arm: 'third' }));
    const three = experimentInput(
      [...twoArms([320, 6_000], [368, 6_000]), { arm: 'third', units: 6_000, conversions: 320 }],
      {
        shares: { control: 34, treatment: 33, third: 33 },
      },
    );
    const alone = analyse(withSegments(cells)).segments[0]?.heterogeneity;
    const segments = [{ attribute: 'region', cells: [...cells, ...third] }];
    const among = analyse(atPlannedEnd({ ...three, segments })).segments[0]?.heterogeneity;
    expectNear(among?.q ?? 0, alone?.q ?? 1, 1e-9);
    expectNear(among?.pValue ?? 0, 2 * (alone?.pValue ?? 0), 1e-12);
  });

  test('of three customers who all converted make no difference', () => {
    const cells = [...rows('north', [100, 2_000], [120, 2_000]), ...rows('isle', [0, 2], [3, 3])];
    expect(analyse(withSegments(cells)).segments[0]?.differ).toBe(false);
  });
});

describe('guardrails', () => {
  const withGuardrail = (
    control: [number, number],
    treatment: [number, number],
    margin: number,
    plannedCustomers = 40_000,
  ) => {
    const plan: ExperimentPlanInput = { plannedCustomers, guardrails: [{ goal: 'unsubscribed', margin }] };
    const input = trial([1_000, 20_000], [1_200, 20_000], plan);
    return analyse({
      ...input,
      metrics: [...input.metrics, metricOf(twoArms(control, treatment), { goal: 'unsubscribed' })],
    });
  };

  test('within its margin is safe, by the non-inferiority test', () => {
    const { guardrails, rule } = withGuardrail([200, 20_000], [220, 20_000], 0.005);
    expect(guardrails[0]?.arms[0]).toMatchObject({ arm: 'treatment', state: 'safe' });
    // SciPy 1.17.1: normal tail of (margin − harm) over the unpooled standard error
    expectNear(guardrails[0]?.arms[0]?.pValue ?? 1, 4.349038088326544e-5, 1e-9);
    expect(rule).toMatchObject({ allows: ['rollOut'], arm: 'treatment' });
  });

  test('not yet shown to be within keeps a winner from being rolled out', () => {
    const { guardrails, rule, verdict } = withGuardrail([200, 20_000], [220, 20_000], 0.001);
    expect(guardrails[0]?.arms[0]?.state).toBe('notYetProvenSafe');
    expect(verdict.state).toBe('winner');
    expect(rule.allows).not.toContain('rollOut');
  });

  test('surely worse is harm, at any look, though the reference has hardly any', () => {
    const { guardrails, rule } = withGuardrail([2, 20_000], [80, 20_000], 0.001, 400_000);
    expect(guardrails[0]?.arms[0]?.state).toBe('harmed');
    expect(rule.allows).toEqual(['keepControl', 'continue']);
  });

  test('without a single event is safe when that says enough', () => {
    expect(withGuardrail([0, 20_000], [0, 20_000], 0.001).guardrails[0]?.arms[0]?.state).toBe('safe');
  });

  test('of few customers is not called safe for having no event', () => {
    expect(withGuardrail([0, 50], [0, 50], 0.001).guardrails[0]?.arms[0]?.state).toBe('notYetProvenSafe');
  });

  test('before the planned end is safe only by what holds at every look', () => {
    expect(withGuardrail([200, 20_000], [220, 20_000], 0.003, 400_000).guardrails[0]?.arms[0]?.state).toBe(
      'notYetProvenSafe',
    );
    expect(withGuardrail([200, 20_000], [220, 20_000], 0.02, 400_000).guardrails[0]?.arms[0]?.state).toBe(
      'safe',
    );
  });
});
