// Goal: an analysis is always whole, finite, the same for the same data, and turns with its arms.
// Method: generated experiments with few and many customers, epochs, versions, values and holes; fixed seed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { type AnalysisInput, analysisInputSchema } from '../../../engine/core/experiments/analysisInput.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import type { RateCounts } from '../../../engine/core/statistics/rates.ts';
import { type Analysis, analysisSchema } from '../../../shared/experiment/analysis.ts';
import { seededDraws } from '../statistics/seeded.ts';
import { experimentInput, FIRST_DAY_MS, type Group, metricOf } from './experimentInput.ts';
import { inputArbitrary } from './inputArbitrary.ts';

const RUNS = { seed: 4, numRuns: 60 };

const asJson = (analysis: Analysis): string => JSON.stringify(analysis);

function shuffled<Row>(rows: readonly Row[], seed: number): Row[] {
  const draw = seededDraws(seed);
  return rows
    .map((row) => ({ row, at: draw() }))
    .sort((one, other) => one.at - other.at)
    .map(({ row }) => row);
}

/** The arm's interval turned round: what the reference is against it. */
const turned = (interval: Interval | undefined): unknown =>
  interval?.state === 'computed'
    ? { estimate: -interval.estimate, lower: -interval.upper, upper: -interval.lower }
    : interval;

const bounds = (interval: Interval | undefined): unknown =>
  interval?.state === 'computed'
    ? { estimate: interval.estimate, lower: interval.lower, upper: interval.upper }
    : interval;

/** Numbers within rounding of each other, wherever they stand. */
function expectSame(one: unknown, other: unknown, where = ''): void {
  if (typeof one === 'number' && typeof other === 'number') {
    const scale = Math.max(1e-6, Math.abs(one), Math.abs(other));
    expect(Math.abs(one - other), `${where}: ${one} and ${other}`).toBeLessThanOrEqual(1e-7 * scale);
  } else if (one && other && typeof one === 'object' && typeof other === 'object') {
    expect(Object.keys(one)).toEqual(Object.keys(other));
    for (const [key, value] of Object.entries(one))
      expectSame(value, (other as Record<string, unknown>)[key], `${where}.${key}`); // its keys have just been compared
  } else {
    expect(one).toEqual(other);
  }
}

const countsArbitrary = fc
  .record({ units: fc.integer({ min: 30, max: 50_000 }), rate: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ units, rate }) => ({ units, conversions: Math.round(units * rate) }));
const dayArbitrary = fc.record({ control: countsArbitrary, b: countsArbitrary, stratum: fc.nat(1) });
const daysArbitrary = fc.array(dayArbitrary, { minLength: 1, maxLength: 6 });

const groupsOf = (days: readonly { control: RateCounts; b: RateCounts; stratum: number }[]): Group[] =>
  days.flatMap(({ control, b, stratum }, day) => [
    { arm: 'control', day, epoch: 1 + stratum, ...control },
    { arm: 'b', day, epoch: 1 + stratum, ...b },
  ]);

function twoArms(groups: readonly Group[], control = 'control'): AnalysisInput {
  const input = experimentInput(groups, { shares: { control: 50, b: 50 }, plan: { plannedCustomers: 100 } });
  return { ...input, arms: input.arms.map((arm) => ({ ...arm, control: arm.id === control })) };
}

describe('two arms', () => {
  test('held against each other the other way round give the same with the sign turned', () => {
    fc.assert(
      fc.property(daysArbitrary, (days) => {
        const groups = groupsOf(days);
        const one = analyse(twoArms(groups)).primary?.comparisons[0];
        const other = analyse(twoArms(groups, 'b')).primary?.comparisons[0];
        expectSame(bounds(one?.fixedHorizon.difference), turned(other?.fixedHorizon.difference));
        expectSame(bounds(one?.alwaysValid), turned(other?.alwaysValid));
        expectSame(one?.alwaysValidPValue, other?.alwaysValidPValue);
        expectSame(one?.chanceToWin, other?.chanceToWin == null ? other?.chanceToWin : 1 - other.chanceToWin);
        expect(one?.isBetter).toBe(other?.isBetter == null ? other?.isBetter : !other.isBetter);
      }),
      RUNS,
    );
  });

  test('do not mind into how many cells a day was cut', () => {
    fc.assert(
      fc.property(daysArbitrary, (days) => {
        const groups = groupsOf(days);
        const halves = groups.flatMap((group) => {
          const [units, conversions] = [Math.floor(group.units / 3), Math.floor(group.conversions / 3)];
          const rest = { units: group.units - units, conversions: group.conversions - conversions };
          return [
            { ...group, units, conversions },
            { ...group, ...rest },
          ];
        });
        expect(asJson(analyse(twoArms(halves)))).toBe(asJson(analyse(twoArms(groups))));
      }),
      RUNS,
    );
  });

  test('in one stratum give what they give without any, and alike strata the same effect', () => {
    fc.assert(
      fc.property(countsArbitrary, countsArbitrary, (control, b) => {
        const one = analyse(twoArms(groupsOf([{ control, b, stratum: 0 }])));
        const other = analyse(twoArms(groupsOf([{ control, b, stratum: 1 }])));
        expect(other.primary?.comparisons).toEqual(one.primary?.comparisons);
        const [whole] = one.primary?.comparisons ?? [];
        const held = one.horizon === 'plannedEnd' ? whole?.fixedHorizon.difference : whole?.alwaysValid;
        expect(one.strata.combined[0]?.stratified).toEqual(held);
        const twice = analyse(twoArms(groupsOf([0, 1].map((stratum) => ({ control, b, stratum })))));
        const [single, double] = [one, twice].map(
          ({ primary }) => primary?.comparisons[0]?.fixedHorizon.difference,
        );
        expect(single?.state).toBe('computed');
        if (single?.state !== 'computed' || double?.state !== 'computed') return;
        expectSame(double.estimate, single.estimate);
      }),
      RUNS,
    );
  });
});

describe('any experiment', () => {
  test('gives a whole analysis of finite numbers that survives JSON', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        analysisInputSchema.parse(input);
        const analysis = analyse(input);
        const whole = JSON.stringify(analysisSchema.parse(analysis));
        expect(JSON.parse(asJson(analysis))).toEqual(JSON.parse(whole));
      }),
      RUNS,
    );
  });

  test('gives the same bytes for the same input, and for its sets in another order', () => {
    fc.assert(
      fc.property(inputArbitrary, fc.nat(), (input, seed) => {
        const bytes = asJson(analyse(input));
        expect(asJson(analyse(structuredClone(input)))).toBe(bytes);
        const permuted: AnalysisInput = {
          ...input,
          exposed: shuffled(input.exposed, seed),
          epochs: shuffled(input.epochs, seed),
          before: shuffled(input.before, seed),
          messages: shuffled(input.messages, seed),
          covariate: input.covariate && shuffled(input.covariate, seed),
          metrics: input.metrics.map((metric) => ({
            ...metric,
            cells: shuffled(metric.cells, seed + 1),
            times: shuffled(metric.times, seed),
          })),
          segments: input.segments.map((segment) => ({ ...segment, cells: shuffled(segment.cells, seed) })),
          overlaps: input.overlaps.map((other) => ({
            ...other,
            cells: shuffled(other.cells, seed),
            outcomes: other.outcomes && shuffled(other.outcomes, seed),
          })),
          carryOver: {
            cells: shuffled(input.carryOver.cells, seed),
            outcomes: input.carryOver.outcomes && shuffled(input.carryOver.outcomes, seed),
          },
        };
        expect(asJson(analyse(permuted))).toBe(bytes);
      }),
      RUNS,
    );
  });
});

test('a quarter of a year with four arms, three goals and five epochs takes no more than 150 ms', () => {
  const arms = ['control', 'b', 'c', 'd'];
  const shares = Object.fromEntries(arms.map((arm) => [arm, 25]));
  const groups = Array.from({ length: 90 }, (_, day) =>
    arms.map((arm, index) => {
      const epoch = 1 + Math.floor(day / 18);
      return {
        arm,
        day,
        epoch,
        version: epoch,
        units: 500 + ((day * 7 + index * 13) % 5),
        conversions: 20 + ((day + index * 3) % 7),
      };
    }),
  ).flat();
  const input = experimentInput(groups, {
    shares,
    plan: { secondary: [{ goal: 'second' }, { goal: 'third' }] },
  });
  const times = arms.flatMap((arm) =>
    Array.from({ length: 30 }, (_, day) => ({ arm, day, events: 60 - day, censored: 20 })),
  );
  const whole: AnalysisInput = {
    ...input,
    epochs: [1, 2, 3, 4, 5].map((epoch) => ({ epoch, version: epoch, fromMs: FIRST_DAY_MS + epoch, shares })),
    metrics: ['first', 'second', 'third'].map((goal) => metricOf(groups, { goal, times })),
  };
  // time of this process alone: the machine may be busy with others
  const spent = Array.from({ length: 7 }, () => {
    const before = process.cpuUsage();
    analyse(whole);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  expect(Math.min(...spent)).toBeLessThan(150);
});
