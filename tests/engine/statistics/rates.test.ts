// Goal: tests and intervals of rates agree with independent high-precision values, with each other, and survive edges.
// Method: fixture rows in 50 digits, Newcombe's published example, and properties over generated tables.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clopperPearson } from '../../../engine/core/statistics/clopperPearson.ts';
import { decidingPValue } from '../../../engine/core/statistics/decidingPValue.ts';
import { exactTestSchema, fisherExact, hasSmallCells } from '../../../engine/core/statistics/fisherExact.ts';
import {
  miettinenNurminenDifference,
  rateDifferenceTestSchema,
} from '../../../engine/core/statistics/miettinenNurminenDifference.ts';
import {
  miettinenNurminenRatio,
  rateRatioTestSchema,
} from '../../../engine/core/statistics/miettinenNurminenRatio.ts';
import { newcombe } from '../../../engine/core/statistics/newcombe.ts';
import { mergeRates, type RateCounts, rateCountsSchema } from '../../../engine/core/statistics/rates.ts';
import { rateIntervalSchema, wilson } from '../../../engine/core/statistics/wilson.ts';
import fixture from '../../fixtures/statistics/rates.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

const rateOf = ([conversions = 0, units = 0]: number[]): RateCounts => ({ conversions, units });
const titled = fixture.pairs.map((row) => ({
  ...row,
  says: `${row.treatment.join('/')} against ${row.control.join('/')}`,
}));

describe('two rates against 50-digit values', () => {
  test.each(titled)('$says at $alpha', (row) => {
    const rates = { control: rateOf(row.control), treatment: rateOf(row.treatment), alpha: row.alpha };
    const difference = mustCompute(miettinenNurminenDifference(rates));
    const [estimate = 0, lower = 0, upper = 0] = row.difference;
    expectNear(difference.estimate, estimate, 1e-12, 'estimate');
    expectNear(difference.lower, lower, 1e-10, 'lower');
    expectNear(difference.upper, upper, 1e-10, 'upper');
    expectNear(difference.z, row.z, 1e-10, 'z');
    expectNear(difference.pValue, row.pValue, 1e-10, 'p');
    expectNear(mustCompute(fisherExact(rates)).pValue, row.fisher, 1e-10, 'Fisher');
    const closedForm = mustCompute(newcombe(rates));
    expectNear(closedForm.lower, row.newcombe[0] ?? 0, 1e-10, 'Newcombe lower');
    expectNear(closedForm.upper, row.newcombe[1] ?? 0, 1e-10, 'Newcombe upper');
    const relative = miettinenNurminenRatio(rates);
    if (row.ratio === undefined) {
      expect(relative).toEqual({ state: 'notComputable', reason: 'control-rate-zero' });
      return;
    }
    const ratio = mustCompute(relative);
    const [ratioEstimate = 0, ratioLower = 0, ratioUpper = 0] = row.ratio;
    expectNear(ratio.estimate, ratioEstimate, 1e-12, 'ratio');
    expectNear(ratio.lower, ratioLower, 1e-10, 'ratio lower');
    expectNear(ratio.upper, ratioUpper, 1e-10, 'ratio upper');
    expectNear(ratio.lift.upper, ratioUpper - 1, 1e-8, 'lift upper');
    expectNear(ratio.pValue, row.pValue, 1e-10, 'ratio p');
  });

  // R. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, rows (a) and (b), methods 6 and 10
  test.each([
    {
      rates: [
        [48, 80],
        [56, 70],
      ],
      score: [0.0528, 0.3382],
      hybrid: [0.0524, 0.3339],
    },
    {
      rates: [
        [3, 10],
        [9, 10],
      ],
      score: [0.17, 0.8406],
      hybrid: [0.1705, 0.809],
    },
  ])('Newcombe’s published example $rates', ({ rates: [control = [], treatment = []], score, hybrid }) => {
    const rates = { control: rateOf(control), treatment: rateOf(treatment) };
    const difference = mustCompute(miettinenNurminenDifference(rates));
    expect([difference.lower, difference.upper].map((limit) => Number(limit.toFixed(4)))).toEqual(score);
    const closedForm = mustCompute(newcombe(rates));
    expect([closedForm.lower, closedForm.upper].map((limit) => Number(limit.toFixed(4)))).toEqual(hybrid);
  });
});

describe('one rate against 50-digit values', () => {
  test.each(fixture.singles)('$rate at $alpha', (row) => {
    const score = mustCompute(wilson(rateOf(row.rate), row.alpha));
    expectNear(score.lower, row.wilson[0] ?? 0, 1e-10, 'Wilson lower');
    expectNear(score.upper, row.wilson[1] ?? 0, 1e-10, 'Wilson upper');
    const exact = mustCompute(clopperPearson(rateOf(row.rate), row.alpha));
    expectNear(exact.lower, row.clopperPearson[0] ?? 0, 1e-10, 'Clopper-Pearson lower');
    expectNear(exact.upper, row.clopperPearson[1] ?? 0, 1e-10, 'Clopper-Pearson upper');
  });

  test('nobody converted: the lower limit is exactly 0', () => {
    expect(wilson({ conversions: 0, units: 40 })).toMatchObject({ estimate: 0, lower: 0 });
    // z² / (n + z²), which cancels when it is one less a rate near 1 (mpmath 1.2.1)
    const rare = mustCompute(wilson({ conversions: 0, units: 1_000_000_000 }));
    expectNear(rare.upper, 3.84145880593732e-9, 1e-12);
    expect(wilson({ conversions: 40, units: 40 })).toMatchObject({ estimate: 1, upper: 1 });
    expect(clopperPearson({ conversions: 0, units: 40 })).toMatchObject({ estimate: 0, lower: 0 });
  });
});

describe('edges are states, not numbers', () => {
  const empty = { conversions: 0, units: 0 };
  const some = { conversions: 3, units: 40 };
  const noUnits = { state: 'notComputable', reason: 'no-units' };

  test('an arm without units is not computable anywhere', () => {
    for (const rates of [
      { control: empty, treatment: some },
      { control: some, treatment: empty },
    ]) {
      expect(miettinenNurminenDifference(rates)).toEqual(noUnits);
      expect(miettinenNurminenRatio(rates)).toEqual(noUnits);
      expect(newcombe(rates)).toEqual(noUnits);
      expect(fisherExact(rates)).toEqual(noUnits);
    }
    expect(wilson(empty)).toEqual(noUnits);
    expect(clopperPearson(empty)).toEqual(noUnits);
  });

  test('no conversions at all still tell how large a difference may have been missed', () => {
    const rates = { control: { conversions: 0, units: 1000 }, treatment: { conversions: 0, units: 1000 } };
    const difference = mustCompute(miettinenNurminenDifference(rates));
    expect(difference).toMatchObject({ estimate: 0, z: 0, pValue: 1 });
    expect(difference.upper).toBeGreaterThan(0.003);
    expect(difference.upper).toBeLessThan(0.005);
    expectNear(difference.lower, -difference.upper, 1e-12);
    expect(fisherExact(rates)).toEqual({ state: 'computed', pValue: 1 });
  });

  test('counts that cannot be are refused by the schema', () => {
    expect(rateCountsSchema.safeParse({ conversions: 3, units: 2 }).success).toBe(false);
    expect(rateCountsSchema.safeParse({ conversions: -1, units: 2 }).success).toBe(false);
    expect(rateCountsSchema.safeParse({ conversions: 0.5, units: 2 }).success).toBe(false);
  });

  test('with a small expected cell the larger p-value decides, otherwise the score test', () => {
    const few = { control: some, treatment: { conversions: 6, units: 40 } };
    const score = mustCompute(miettinenNurminenDifference(few)).pValue;
    const exact = mustCompute(fisherExact(few)).pValue;
    expect(exact).toBeGreaterThan(score);
    expect(decidingPValue(few)).toEqual({ state: 'computed', pValue: exact, method: 'exact' });
    const none = { control: { conversions: 0, units: 40 }, treatment: { conversions: 0, units: 40 } };
    expect(decidingPValue(none)).toEqual({ state: 'computed', pValue: 1, method: 'score' });
    const many = { control: { conversions: 30, units: 400 }, treatment: { conversions: 45, units: 400 } };
    expect(decidingPValue(many)).toMatchObject({ method: 'score' });
    expect(decidingPValue({ control: empty, treatment: some })).toEqual(noUnits);
  });

  test('a cell expected to hold fewer than five asks for the exact test', () => {
    expect(hasSmallCells({ control: some, treatment: some })).toBe(true);
    expect(
      hasSmallCells({ control: { conversions: 5, units: 40 }, treatment: { conversions: 5, units: 40 } }),
    ).toBe(false);
    expect(hasSmallCells({ control: { conversions: 37, units: 40 }, treatment: some })).toBe(false);
  });
});

const rateArbitrary = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([units, share]) => ({ conversions: Math.round(units * share * share), units }));
const ratesArbitrary = fc.record({
  control: rateArbitrary,
  treatment: rateArbitrary,
  alpha: fc.constantFrom(0.1, 0.05, 0.01, 0.001),
});

describe('what holds for every table', () => {
  test('swapping the arms flips the sign of the difference and inverts the ratio', () => {
    fc.assert(
      fc.property(ratesArbitrary, ({ control, treatment, alpha }) => {
        const there = mustCompute(miettinenNurminenDifference({ control, treatment, alpha }));
        const back = mustCompute(
          miettinenNurminenDifference({ control: treatment, treatment: control, alpha }),
        );
        expect(Math.abs(there.lower + back.upper)).toBeLessThan(1e-12);
        expect(Math.abs(there.estimate + back.estimate)).toBeLessThan(1e-15);
        expectNear(there.pValue, back.pValue, 1e-12);
        const ratio = miettinenNurminenRatio({ control, treatment, alpha });
        const inverse = miettinenNurminenRatio({ control: treatment, treatment: control, alpha });
        if (ratio.state === 'computed' && inverse.state === 'computed')
          expectNear(ratio.lower * inverse.upper, 1, 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  test('difference and ratio exclude "no effect" exactly when p is below alpha', () => {
    fc.assert(
      fc.property(ratesArbitrary, (rates) => {
        const difference = mustCompute(miettinenNurminenDifference(rates));
        if (Math.abs(difference.pValue / rates.alpha - 1) < 1e-9) return;
        const isSignificant = difference.pValue < rates.alpha;
        expect(difference.lower > 0 || difference.upper < 0).toBe(isSignificant);
        const ratio = miettinenNurminenRatio(rates);
        if (ratio.state === 'computed') expect(ratio.lower > 1 || ratio.upper < 1).toBe(isSignificant);
      }),
      { numRuns: 500 },
    );
  });

  test('the estimate lies inside its interval, and every answer fits its schema', () => {
    fc.assert(
      fc.property(ratesArbitrary, (rates) => {
        for (const result of [
          miettinenNurminenDifference(rates),
          newcombe(rates),
          wilson(rates.control),
          clopperPearson(rates.control),
        ]) {
          const { estimate, lower, upper } = mustCompute(result);
          expect(lower).toBeLessThanOrEqual(estimate);
          expect(upper).toBeGreaterThanOrEqual(estimate);
        }
        rateDifferenceTestSchema.parse(miettinenNurminenDifference(rates));
        rateRatioTestSchema.parse(miettinenNurminenRatio(rates));
        rateIntervalSchema.parse(newcombe(rates));
        exactTestSchema.parse(fisherExact(rates));
      }),
      { numRuns: 300 },
    );
  });

  test('Fisher’s p is the same with arms or outcomes swapped, and between 0 and 1', () => {
    fc.assert(
      fc.property(ratesArbitrary, ({ control, treatment }) => {
        const { pValue } = mustCompute(fisherExact({ control, treatment }));
        const failed = (rate: RateCounts) => ({
          conversions: rate.units - rate.conversions,
          units: rate.units,
        });
        expectNear(mustCompute(fisherExact({ control: treatment, treatment: control })).pValue, pValue, 1e-9);
        expectNear(
          mustCompute(fisherExact({ control: failed(control), treatment: failed(treatment) })).pValue,
          pValue,
          1e-9,
        );
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test('merging counts is associative', () => {
    fc.assert(
      fc.property(rateArbitrary, rateArbitrary, rateArbitrary, (a, b, c) => {
        expect(mergeRates(mergeRates(a, b), c)).toEqual(mergeRates(a, mergeRates(b, c)));
      }),
    );
  });
});
