// Goal: chance to win, expected loss and chance to be best are exact integrals, also far in the tails.
// Method: finite sums and tanh-sinh quadrature in 30 to 60 digits (fixture), properties, edges by hand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaBinomial, betaBinomialSchema } from '../../../engine/core/statistics/betaBinomial.ts';
import { normalPosterior, normalPosteriorSchema } from '../../../engine/core/statistics/normalPosterior.ts';
import { thompsonWeights, thompsonWeightsSchema } from '../../../engine/core/statistics/thompsonWeights.ts';
import fixture from '../../fixtures/statistics/decisions.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

const armsOf = (arms: number[][]) => arms.map(([conversions = 0, units = 0]) => ({ conversions, units }));

describe('against independent values', () => {
  test.each(fixture.betaBinomial)('beta-binomial arms $arms', (row) => {
    const result = mustCompute(betaBinomial({ arms: armsOf(row.arms) }));
    betaBinomialSchema.parse(result);
    for (const [index, arm] of result.arms.entries()) {
      expectNear(arm.chanceBest, row.chanceBest[index] ?? 0, 1e-10, `chance of arm ${index}`);
      expectNear(arm.expectedLoss, row.expectedLoss[index] ?? 0, 1e-10, `loss of arm ${index}`);
    }
  });

  test.each(fixture.normalPosterior)('normal posterior of $effect under $prior', (row) => {
    const [estimate = 0, standardError = 1] = row.effect;
    const prior = row.prior ? { prior: { mean: row.prior[0] ?? 0, deviation: row.prior[1] ?? 1 } } : {};
    const result = mustCompute(normalPosterior({ effect: { estimate, standardError }, ...prior }));
    normalPosteriorSchema.parse(result);
    const fields = ['deviation', 'chanceToWin', 'lossOfTreatment', 'lossOfControl'] as const;
    for (const field of fields) expectNear(result[field], row[field], 1e-10, field);
    for (const field of ['estimate', 'lower', 'upper'] as const) {
      expect(Math.abs(result[field] - row[field]), field).toBeLessThan(
        1e-10 * (Math.abs(row[field]) + row.deviation),
      );
    }
  });
});

const armArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([units, share]) => ({ conversions: Math.floor(units * share ** 3), units }));

describe('what holds for all arms', () => {
  test('chances to be best add up to 1 and the order of arms does not matter', () => {
    fc.assert(
      fc.property(fc.array(armArbitrary, { minLength: 2, maxLength: 4 }), (arms) => {
        const there = mustCompute(betaBinomial({ arms })).arms;
        const back = mustCompute(betaBinomial({ arms: arms.toReversed() })).arms.toReversed();
        expectNear(
          there.reduce((sum, { chanceBest }) => sum + chanceBest, 0),
          1,
          1e-10,
        );
        for (const [index, arm] of there.entries()) {
          expectNear(back[index]?.chanceBest ?? -1, arm.chanceBest, 1e-9);
          expect(arm.expectedLoss).toBeGreaterThanOrEqual(0);
          expect(arm.lower).toBeLessThan(arm.upper);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('losses of two arms differ by the difference of their posterior means', () => {
    fc.assert(
      fc.property(armArbitrary, armArbitrary, (control, treatment) => {
        const [from, to] = mustCompute(betaBinomial({ arms: [control, treatment] })).arms;
        if (!from || !to) throw new Error('two arms went in');
        expect(Math.abs(from.expectedLoss - to.expectedLoss - (to.estimate - from.estimate))).toBeLessThan(
          1e-10,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('edges', () => {
  test('one arm is not a choice; an arm without units speaks with its prior', () => {
    expect(betaBinomial({ arms: [{ conversions: 1, units: 2 }] })).toEqual({
      state: 'notComputable',
      reason: 'too-few-arms',
    });
    const empty = { conversions: 0, units: 0 };
    const result = mustCompute(betaBinomial({ arms: [empty, empty], prior: { a: 2, b: 5 } }));
    expectNear(result.arms[0]?.chanceBest ?? 0, 0.5, 1e-12);
    expectNear(result.arms[0]?.estimate ?? 0, 2 / 7, 1e-14);
  });

  test('an effect without a standard error has no posterior', () => {
    expect(normalPosterior({ effect: { estimate: 1, standardError: 0 } })).toEqual({
      state: 'notComputable',
      reason: 'no-variance',
    });
  });
});

describe('Thompson allocation', () => {
  const arms = armsOf([
    [60, 1000],
    [75, 1000],
    [90, 1000],
  ]);

  test('shares keep the order of the chances, respect the floor and add up to 1', () => {
    const result = mustCompute(thompsonWeights(arms, 0.1));
    thompsonWeightsSchema.parse(result);
    const [low = 0, middle = 0, high = 0] = result.weights;
    expect(low).toBeGreaterThanOrEqual(0.1);
    expect(middle).toBeGreaterThan(low);
    expect(high).toBeGreaterThan(middle);
    expectNear(low + middle + high, 1, 1e-14);
    const { arms: posterior } = mustCompute(betaBinomial({ arms }));
    expectNear(high, 0.1 + 0.7 * (posterior[2]?.chanceBest ?? 0), 1e-10);
  });

  test('a floor above the equal share means equal shares', () => {
    expect(mustCompute(thompsonWeights(arms, 0.9)).weights).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('nothing moves before every arm has 100 units and 40 conversions', () => {
    const early = { state: 'notComputable', reason: 'too-early' };
    expect(
      thompsonWeights(
        armsOf([
          [60, 1000],
          [39, 1000],
        ]),
        0.1,
      ),
    ).toEqual(early);
    expect(
      thompsonWeights(
        armsOf([
          [60, 1000],
          [45, 99],
        ]),
        0.1,
      ),
    ).toEqual(early);
    expect(thompsonWeights(armsOf([[60, 1000]]), 0.1)).toEqual({
      state: 'notComputable',
      reason: 'too-few-arms',
    });
    const enough = armsOf([
      [60, 1000],
      [45, 100],
    ]);
    expect(thompsonWeights(enough, 0.1).state).toBe('computed');
  });

  test('chances known from several epochs are taken as they are', () => {
    const [low, middle, high] = mustCompute(thompsonWeights(arms, 0.1, [0.5, 0.3, 0.2])).weights;
    expect([low, middle, high].map((weight) => weight?.toFixed(6))).toEqual([
      '0.450000',
      '0.310000',
      '0.240000',
    ]);
  });
});
