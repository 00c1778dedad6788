// Goal: of a split that draws for households nothing is computed as if their customers were independent.
// Method: figures of whole analyses against cluster-robust regressions of another program (source in the fixture), and limits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { analysisInputSchema } from '../../../engine/core/experiments/analysisInput.ts';
import { mergePairMoments, noPairMoments } from '../../../engine/core/statistics/moments.ts';
import { ratioMetric } from '../../../engine/core/statistics/ratioMetric.ts';
import { welch } from '../../../engine/core/statistics/welch.ts';
import { analysisSchema } from '../../../shared/experiment/analysis.ts';
import fixture from '../../fixtures/statistics/households.json' with { type: 'json' };
import { expectNear, mustCompute } from '../statistics/near.ts';
import { seededDraws } from '../statistics/seeded.ts';
import { type HouseholdRow, householdExperiment } from './householdInput.ts';

type Measure = 'conversion' | 'value';

/** The fixture keeps customers, the sum, and whether anybody converted; of a conversion the sum is who did. */
const rowsOf = (rows: number[][], measure: Measure): HouseholdRow[] =>
  rows.map(([customers = 0, sum = 0, any = 0]) => [customers, sum, measure === 'conversion' ? sum : any]);

function analysed(
  control: readonly HouseholdRow[],
  treatment: readonly HouseholdRow[],
  measure: Measure,
  alpha = 0.05,
) {
  const groups = [
    { arm: 'control', rows: control },
    { arm: 'treatment', rows: treatment },
  ];
  return analyse(householdExperiment(groups, { alpha, method: { type: 'fixed' } }, measure));
}

describe.each(fixture.cases)('$says', (known) => {
  const measure = known.measure === 'value' ? 'value' : 'conversion';
  const analysis = analysed(
    rowsOf(known.control, measure),
    rowsOf(known.treatment, measure),
    measure,
    known.alpha,
  );
  const comparison = analysis.primary?.comparisons[0];
  const fixed = mustCompute(comparison?.fixed?.test ?? { state: 'notComputable' as const });

  test('difference, interval and p-value are those of a cluster-robust regression', () => {
    expect(comparison?.fixed?.method).toBe('ratio');
    for (const name of ['estimate', 'lower', 'upper', 'pValue'] as const) {
      expectNear(fixed[name], known[name], 1e-9, name);
    }
    // one regression of both arms has no correction for few households: a little narrower, never by much
    const standardError = (fixed.upper - fixed.lower) / ((known.upper - known.lower) / known.standardError);
    expect(standardError).toBeGreaterThan(known.jointStandardError);
    expect(standardError).toBeLessThan(1.02 * known.jointStandardError);
  });

  test('levels are per customer, and the lift is Fieller’s of both', () => {
    const levels = analysis.primary?.arms.map(({ rate, mean }) => mean ?? rate) ?? [];
    for (const [index, level] of levels.entries()) {
      expectNear(mustCompute(level).estimate, known.levels[index]?.estimate ?? 0, 1e-12, 'level');
    }
    const lift = mustCompute(comparison?.fixedHorizon.lift ?? { state: 'notComputable' as const });
    expectNear(lift.lower, known.lift.lower, 1e-9, 'lower');
    expectNear(lift.upper, known.lift.upper, 1e-9, 'upper');
    // both say whether there is an effect, and never different things
    expect(lift.lower <= 0 && 0 <= lift.upper).toBe(fixed.pValue > known.alpha);
  });
});

test('the analysis is whole: units are households, customers stand beside, methods and gaps are named', () => {
  const [known] = fixture.cases;
  const analysis = analysed(
    rowsOf(known?.control ?? [], 'conversion'),
    rowsOf(known?.treatment ?? [], 'conversion'),
    'conversion',
  );
  expect(analysisSchema.parse(analysis)).toEqual(analysis);
  const customers = (rows: number[][]) => rows.reduce((sum, [count = 0]) => sum + count, 0);
  const both = customers(known?.control ?? []) + customers(known?.treatment ?? []);
  expect(analysis.unit).toMatchObject({ attribute: 'household', exposed: { units: 200, customers: both } });
  expect(analysis.primary?.arms.map(({ units }) => units)).toEqual([90, 110]);
  expect(analysis.primary?.arms[0]?.customers).toBe(customers(known?.control ?? []));
  expect(analysis.primary?.arms[0]?.exactRate).toEqual({
    state: 'notComputable',
    reason: 'not-for-households',
  });
  expect(analysis.primary?.comparisons[0]?.fixedHorizon.newcombe).toBeNull();
  expect(analysis.strata.combined[0]?.mantelHaenszel).toMatchObject({ reason: 'not-for-households' });
  expect(analysis.checks.find(({ id }) => id === 'overlap')).toMatchObject({
    state: 'unknown',
    advice: 'notForHouseholds',
  });
  const methods = Object.fromEntries(analysis.methods.map(({ figure, method }) => [figure, method]));
  expect(methods).toMatchObject({ difference: 'ratio', lift: 'fieller', chanceBest: 'normalPosterior' });
  for (const figure of analysis.unit?.leftOut ?? []) expect(methods, figure).not.toHaveProperty(figure);
  const used = new Set(Object.values(methods));
  for (const method of ['miettinenNurminenDifference', 'clopperPearson', 'betaBinomial', 'scoreOrFisher']) {
    expect(used, method).not.toContain(method);
  }
});

test('fewer than twenty households of an arm have no fixed test, and hardly any conversions no sequence', () => {
  const one: HouseholdRow = [3, 3, 3];
  const none: HouseholdRow = [3, 0, 0];
  const few = [...Array<HouseholdRow>(9).fill(one), ...Array<HouseholdRow>(10).fill(none)];
  const many = [...Array<HouseholdRow>(19).fill(one), ...Array<HouseholdRow>(200).fill(none)];
  const [small] = analysed(few, many, 'conversion').primary?.comparisons ?? [];
  expect(small?.fixed?.test).toMatchObject({ reason: 'too-few-units' });
  const [rare] = analysed(many, many, 'conversion').primary?.comparisons ?? [];
  expect(rare?.alwaysValid).toMatchObject({ reason: 'too-early' });
  expect(rare?.fixed?.test).toMatchObject({ state: 'computed', estimate: 0 });
});

test('arms without a single conversion are not certain to be equal', () => {
  const none = Array<HouseholdRow>(50).fill([2, 0, 0]);
  const comparison = analysed(none, none, 'conversion').primary?.comparisons[0];
  const { lower, upper } = mustCompute(comparison?.fixed?.test ?? { state: 'notComputable' as const });
  expect(upper).toBeGreaterThan(0.01);
  expect(lower).toBe(-upper);
  expect(comparison?.fixedHorizon.lift.state).toBe('notComputable');
});

const rowArbitrary = fc
  .record({ customers: fc.integer({ min: 1, max: 6 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ customers, share }): HouseholdRow => {
    const converted = Math.round(customers * share);
    return [customers, converted, converted];
  });
const rowsArbitrary = fc.array(rowArbitrary, { minLength: 30, maxLength: 80 });
const RUNS = { seed: 9, numRuns: 40 };

test('households of one customer each give the difference and the error of Welch', () => {
  const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(amounts, amounts, (control, treatment) => {
      const single = (values: readonly number[]) => values.map((value): HouseholdRow => [1, value, 1]);
      const moments = (values: readonly number[]) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const centredSquares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        return { units: values.length, mean, centredSquares };
      };
      const plain = welch({ control: moments(control), treatment: moments(treatment) });
      const fixed = analysed(single(control), single(treatment), 'value').primary?.comparisons[0]?.fixed
        ?.test;
      if (plain.state === 'notComputable') return;
      const found = mustCompute(fixed ?? { state: 'notComputable' as const });
      expectNear(found.estimate, plain.estimate, 1e-6 + 1e-9 / Math.max(1e-9, Math.abs(plain.estimate)));
      expectNear((found.upper - found.lower) / 2, 1.959963984540054 * plain.standardError, 1e-7);
    }),
    RUNS,
  );
});

test('turned arms turn the sign, twice the value is twice the effect with the same p-value', () => {
  fc.assert(
    fc.property(rowsArbitrary, rowsArbitrary, (control, treatment) => {
      const testOf = (one: readonly HouseholdRow[], other: readonly HouseholdRow[], measure: Measure) =>
        analysed(one, other, measure).primary?.comparisons[0]?.fixed?.test;
      const [there, back] = [
        testOf(control, treatment, 'conversion'),
        testOf(treatment, control, 'conversion'),
      ];
      if (there?.state !== 'computed' || back?.state !== 'computed') return;
      expect(there.estimate).toBeCloseTo(-back.estimate, 12);
      expect(there.pValue).toBeCloseTo(back.pValue, 9);
      const twice = (rows: readonly HouseholdRow[]) =>
        rows.map(([customers, sum, converted]): HouseholdRow => [customers, 2 * sum, converted]);
      const [once, doubled] = [
        testOf(control, treatment, 'value'),
        testOf(twice(control), twice(treatment), 'value'),
      ];
      if (once?.state !== 'computed' || doubled?.state !== 'computed') return;
      expect(doubled.estimate).toBeCloseTo(2 * once.estimate, 12);
      expect(doubled.pValue).toBeCloseTo(once.pValue, 9);
    }),
    RUNS,
  );
});

test('the order of days and cells changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(rowsArbitrary, { minLength: 2, maxLength: 3 }),
      rowsArbitrary,
      (control, treatment) => {
        const groups = [
          ...control.map((rows, day) => ({ arm: 'control', day, rows })),
          { arm: 'treatment', day: 0, rows: treatment },
        ];
        const input = analysisInputSchema.parse(householdExperiment(groups));
        const reversed = {
          ...input,
          exposed: [...input.exposed].reverse(),
          metrics: input.metrics.map((metric) => ({ ...metric, cells: [...metric.cells].reverse() })),
        };
        expect(JSON.stringify(analyse(reversed))).toBe(JSON.stringify(analyse(input)));
      },
    ),
    RUNS,
  );
});

test('sums of households are merged in any grouping', () => {
  const draw = seededDraws(3);
  const part = () => {
    const moments = {
      ...noPairMoments,
      units: 1 + Math.floor(20 * draw()),
      meanY: draw(),
      meanX: 1 + draw(),
    };
    return { ...moments, centredYY: draw(), centredXX: draw(), centredXY: draw() / 4 };
  };
  const [a, b, c] = [part(), part(), part()];
  const left = ratioMetric(mergePairMoments(mergePairMoments(a, b), c));
  const right = ratioMetric(mergePairMoments(a, mergePairMoments(b, c)));
  expectNear(mustCompute(left).standardError, mustCompute(right).standardError, 1e-12);
});
