// Goal: tests of means, ratios and adjusted means agree with independent values, with each other, and survive edges.
// Method: fixture rows (SciPy, statsmodels, mpmath; cited there), properties over generated moments, edges by hand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cuped, cupedSchema } from '../../../engine/core/statistics/cuped.ts';
import {
  differenceOf,
  effectTestSchema,
  meanOf,
  normalTest,
} from '../../../engine/core/statistics/effect.ts';
import { fieller, fiellerSchema } from '../../../engine/core/statistics/fieller.ts';
import {
  addPair,
  addValue,
  type Moments,
  mergeMoments,
  mergePairMoments,
  noMoments,
  noPairMoments,
} from '../../../engine/core/statistics/moments.ts';
import { ratioMetric } from '../../../engine/core/statistics/ratioMetric.ts';
import { regressionAdjustment } from '../../../engine/core/statistics/regressionAdjustment.ts';
import { welch, welchSchema } from '../../../engine/core/statistics/welch.ts';
import fixture from '../../fixtures/statistics/means.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

const asEffect = ([estimate = 0, standardError = 0]: number[]) => ({ estimate, standardError });

describe('against independent values', () => {
  test.each(fixture.welch)('Welch with $control.units and $treatment.units units at $alpha', (row) => {
    const result = mustCompute(welch(row));
    welchSchema.parse(result);
    for (const key of ['estimate', 'standardError', 't', 'degreesOfFreedom', 'pValue'] as const) {
      expectNear(result[key], row[key], 1e-10, key);
    }
    expectNear(result.lower, row.lower, 1e-9, 'lower');
    expectNear(result.upper, row.upper, 1e-9, 'upper');
  });

  test.each(fixture.fieller)('Fieller for $treatment over $control at $alpha', (row) => {
    const result = mustCompute(fieller(asEffect(row.control), asEffect(row.treatment), row.alpha));
    fiellerSchema.parse(result);
    const [ratio = 0, lower = 0, upper = 0] = row.ratio;
    expectNear(result.estimate, ratio, 1e-12, 'ratio');
    expectNear(result.lower, lower, 1e-10, 'lower');
    expectNear(result.upper, upper, 1e-10, 'upper');
    expectNear(result.lift.lower, lower - 1, 1e-8, 'lift');
  });

  test.each(fixture.ratioMetric)('ratio metric over $moments.units units', (row) => {
    const result = mustCompute(ratioMetric(row.moments));
    expectNear(result.estimate, row.estimate, 1e-12);
    expectNear(result.standardError, row.standardError, 1e-9);
  });

  test.each(fixture.cuped)('CUPED with $control.units and $treatment.units units', (row) => {
    const result = mustCompute(cuped(row));
    cupedSchema.parse(result);
    for (const key of ['theta', 'estimate', 'standardError'] as const)
      expectNear(result[key], row[key], 1e-10, key);
    expectNear(result.raw.estimate, row.rawEstimate, 1e-12, 'raw');
    expectNear(result.raw.standardError, row.rawStandardError, 1e-12, 'raw error');
    expectNear(result.varianceReduction, row.varianceReduction, 1e-9, 'reduction');
  });

  test.each(fixture.regression)('regression with own slopes and HC2 errors, example %#', (row) => {
    const result = mustCompute(regressionAdjustment(row));
    effectTestSchema.parse(result);
    expectNear(result.estimate, row.estimate, 1e-9, 'estimate');
    expectNear(result.standardError, row.standardError, 1e-9, 'error');
    expectNear(result.pValue, row.pValue, 1e-8, 'p');
  });

  test('unit rows added one by one give the same moments', () => {
    const [row] = fixture.ratioMetric;
    const rows = row?.rows;
    expect(rows).toBeTruthy();
    const moments = (rows?.y ?? []).reduce(
      (sum, y, index) => addPair(sum, y, rows?.x[index] ?? 0),
      noPairMoments,
    );
    expectNear(moments.centredXY, row?.moments.centredXY ?? 0, 1e-12);
    expectNear(moments.centredYY, row?.moments.centredYY ?? 0, 1e-12);
    expect(moments.units).toBe(12);
  });
});

describe('edges are states, not numbers', () => {
  const none = noMoments;
  const one: Moments = { units: 1, mean: 3, centredSquares: 0 };
  const flat: Moments = { units: 50, mean: 3, centredSquares: 0 };
  const some: Moments = { units: 50, mean: 4, centredSquares: 200 };
  const state = (reason: string) => ({ state: 'notComputable', reason });

  test.each([
    { says: 'nobody in an arm', control: none, treatment: some, reason: 'no-units' },
    { says: 'one unit in an arm', control: some, treatment: one, reason: 'too-few-units' },
    { says: 'no variance in either arm', control: flat, treatment: flat, reason: 'no-variance' },
  ])('Welch: $says', ({ control, treatment, reason }) => {
    expect(welch({ control, treatment })).toEqual(state(reason));
  });

  test('means, ratios and adjustments say why they cannot be computed', () => {
    expect(meanOf(none)).toEqual(state('no-units'));
    expect(meanOf(one)).toEqual(state('too-few-units'));
    expect(normalTest({ estimate: 1, standardError: 0 })).toEqual(state('no-variance'));
    expect(fieller(asEffect([1, 1]), asEffect([5, 1]))).toEqual(
      state('control-mean-not-distinguishable-from-zero'),
    );
    expect(fieller(asEffect([0, 0]), asEffect([5, 1]))).toEqual(
      state('control-mean-not-distinguishable-from-zero'),
    );
    expect(fieller(asEffect([1, 0]), asEffect([5, 0]))).toEqual(state('no-variance'));
    expect(ratioMetric(noPairMoments)).toEqual(state('no-units'));
    expect(ratioMetric({ ...noPairMoments, units: 1, meanX: 1 })).toEqual(state('too-few-units'));
    expect(ratioMetric({ ...noPairMoments, units: 5 })).toEqual(state('denominator-zero'));
    const pair = { ...noPairMoments, units: 30, meanY: 2, centredYY: 12 };
    expect(cuped({ control: noPairMoments, treatment: pair })).toEqual(state('no-units'));
    expect(cuped({ control: { ...pair, centredYY: 0 }, treatment: { ...pair, centredYY: 0 } })).toEqual(
      state('no-variance'),
    );
  });

  test('a covariate without variance leaves the raw result', () => {
    const pair = { ...noPairMoments, units: 30, meanY: 2, centredYY: 12 };
    const result = mustCompute(cuped({ control: pair, treatment: { ...pair, meanY: 3 } }));
    expect(result).toMatchObject({
      theta: 0,
      varianceReduction: 0,
      changesSign: false,
      changesDecision: false,
    });
    expect(result.estimate).toBe(result.raw.estimate);
  });

  test('regression: too few units, collinear covariates, constant and unknown ones', () => {
    const outcomes = [1, 3, 2, 5, 4, 6];
    const column = [1, 2, 3, 4, 5, 7];
    const arm = { outcomes, covariates: [column] };
    const short = { outcomes: [1, 2], covariates: [[1, 2]] };
    const twice = { outcomes, covariates: [column, column.map((value) => 2 * value)] };
    const constant = { outcomes, covariates: [column.map(() => 7)] };
    const raw = { outcomes, covariates: [] };
    const other = { outcomes: [2, 4, 4, 7, 5, 9], covariates: [] };
    expect(regressionAdjustment({ control: { outcomes: [], covariates: [] }, treatment: raw })).toEqual(
      state('no-units'),
    );
    expect(regressionAdjustment({ control: short, treatment: arm })).toEqual(state('too-few-units'));
    expect(regressionAdjustment({ control: twice, treatment: twice })).toEqual(state('covariates-collinear'));
    expect(
      regressionAdjustment({ control: constant, treatment: { ...other, covariates: constant.covariates } }),
    ).toEqual(regressionAdjustment({ control: raw, treatment: other }));
    const unknown = { outcomes, covariates: [[1, null, 3, 4, null, 7]] };
    const result = mustCompute(
      regressionAdjustment({ control: unknown, treatment: { ...unknown, outcomes: other.outcomes } }),
    );
    expect(result.standardError).toBeGreaterThan(0);
  });

  test('regression without covariates is the plain difference with unpooled errors', () => {
    const [control, treatment] = [
      [1, 3, 2, 5, 4],
      [2, 4, 4, 7, 5, 9],
    ] as const;
    const momentsOf = (values: readonly number[]) => values.reduce(addValue, noMoments);
    const [from, to] = [mustCompute(meanOf(momentsOf(control))), mustCompute(meanOf(momentsOf(treatment)))];
    const plain = mustCompute(normalTest(differenceOf(from, to)));
    const adjusted = mustCompute(
      regressionAdjustment({
        control: { outcomes: [...control], covariates: [] },
        treatment: { outcomes: [...treatment], covariates: [] },
      }),
    );
    expectNear(adjusted.standardError, plain.standardError, 1e-12);
    expectNear(adjusted.estimate, plain.estimate, 1e-12);
  });
});

// sixty-fourths, so that scaling by powers of two stays exact
const momentsArbitrary = fc.record({
  units: fc.integer({ min: 2, max: 100_000 }),
  mean: fc.integer({ min: -64_000_000, max: 64_000_000 }).map((value) => value / 64),
  centredSquares: fc.integer({ min: 1, max: 2 ** 40 }).map((value) => value / 64),
});

describe('what holds for all moments', () => {
  test('swapping arms flips the sign; scaling values scales the means and leaves p', () => {
    fc.assert(
      fc.property(
        momentsArbitrary,
        momentsArbitrary,
        fc.constantFrom(2 ** -10, 0.5, 8, 2 ** 20),
        (control, treatment, factor) => {
          const there = mustCompute(welch({ control, treatment }));
          const back = mustCompute(welch({ control: treatment, treatment: control }));
          expect(back.estimate + there.estimate).toBe(0);
          expectNear(back.lower, -there.upper, 1e-12);
          expectNear(back.pValue, there.pValue, 1e-12);
          const scale = (moments: Moments) => ({
            units: moments.units,
            mean: moments.mean * factor,
            centredSquares: moments.centredSquares * factor ** 2,
          });
          const scaled = mustCompute(welch({ control: scale(control), treatment: scale(treatment) }));
          expectNear(scaled.estimate, there.estimate * factor, 1e-12);
          expectNear(scaled.pValue, there.pValue, 1e-12);
        },
      ),
    );
  });

  test('the Welch interval excludes 0 exactly when p is below alpha', () => {
    fc.assert(
      fc.property(momentsArbitrary, momentsArbitrary, (control, treatment) => {
        const { lower, upper, pValue } = mustCompute(welch({ control, treatment }));
        if (Math.abs(pValue / 0.05 - 1) > 1e-9) expect(lower > 0 || upper < 0).toBe(pValue < 0.05);
      }),
    );
  });

  test('Fieller excludes a lift of 0 exactly when the normal test rejects', () => {
    const effect = fc.record({
      estimate: fc.double({ min: 1, max: 100, noNaN: true }),
      standardError: fc.double({ min: 0.01, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(effect, effect, (control, treatment) => {
        const relative = fieller(control, treatment);
        const { pValue } = mustCompute(normalTest(differenceOf(control, treatment)));
        if (relative.state === 'notComputable' || Math.abs(pValue / 0.05 - 1) < 1e-9) return;
        expect(relative.lift.lower > 0 || relative.lift.upper < 0).toBe(pValue < 0.05);
      }),
      { numRuns: 500 },
    );
  });

  test('merging is associative, and nothing added changes nothing', () => {
    const pairs = fc.array(
      fc.tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(pairs, pairs, pairs, (a, b, c) => {
        const [one, two, three] = [a, b, c].map((rows) =>
          rows.reduce((sum, [y, x]) => addPair(sum, y, x), noPairMoments),
        );
        if (!one || !two || !three) return;
        const left = mergePairMoments(mergePairMoments(one, two), three);
        const right = mergePairMoments(one, mergePairMoments(two, three));
        for (const key of ['units', 'meanY', 'meanX', 'centredYY', 'centredXX', 'centredXY'] as const) {
          expect(Math.abs(left[key] - right[key])).toBeLessThanOrEqual(
            1e-9 * (1 + Math.abs(left[key]) + Math.sqrt(left.centredYY * left.centredXX)),
          );
        }
        expect(mergePairMoments(one, noPairMoments)).toEqual(one);
      }),
    );
    const moments = { units: 3, mean: 2, centredSquares: 8 };
    expect(mergeMoments(moments, noMoments)).toEqual(moments);
  });

  test('a balance of a billion keeps its variance of one', () => {
    const moments = [1e9, 1e9 + 1, 1e9 + 2].reduce(addValue, noMoments);
    expectNear(moments.centredSquares, 2, 1e-12);
  });
});
