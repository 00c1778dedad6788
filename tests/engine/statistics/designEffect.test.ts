// Goal: a plan for households asks for as many as its test needs: alike customers say less, independent ones as much as they are.
// Method: extremes by hand, one set computed with NumPy (cluster-robust variance of a ratio over p(1 − p)), and the power of simulated tests.
import { describe, expect, test } from 'vitest';
import { designEffect, designEffectSchema } from '../../../engine/core/statistics/designEffect.ts';
import { differenceOf, normalTest } from '../../../engine/core/statistics/effect.ts';
import { addPair, noPairMoments, type PairMoments } from '../../../engine/core/statistics/moments.ts';
import { ratioMetric } from '../../../engine/core/statistics/ratioMetric.ts';
import { sampleSizeForRates } from '../../../engine/core/statistics/samplePlan.ts';
import { computed } from '../../../shared/statistic.ts';
import { mustCompute } from './near.ts';
import { seededDraws } from './seeded.ts';

const momentsOf = (rows: readonly (readonly [customers: number, converted: number])[]): PairMoments =>
  rows.reduce((sum, [customers, converted]) => addPair(sum, converted, customers), noPairMoments);
const repeated = (count: number, rows: readonly (readonly [number, number])[]) =>
  Array.from({ length: count }, () => rows).flat();

describe('the design effect', () => {
  test('of households whose customers all do the same is their size, with a correlation of 1', () => {
    const found = mustCompute(
      designEffect(
        momentsOf(
          repeated(5_000, [
            [3, 0],
            [3, 3],
          ]),
        ),
        1 / 4,
      ),
    );
    expect(found.designEffect).toBeCloseTo(3, 3);
    expect(found.correlation).toBeCloseTo(1, 3);
  });

  test('of households of one is 1, with no correlation to speak of', () => {
    const found = designEffect(
      momentsOf(
        repeated(5_000, [
          [1, 0],
          [1, 1],
        ]),
      ),
      1 / 4,
    );
    expect(found).toEqual(computed({ designEffect: expect.closeTo(1, 3), correlation: null }));
  });

  test('is never below 1: customers who differ by chance are no gain', () => {
    const found = designEffect(momentsOf(repeated(100, [[2, 1]])), 1 / 4);
    expect(found).toEqual(computed({ designEffect: 1, correlation: 0 }));
  });

  test('of uneven sizes is that of a cluster-robust variance', () => {
    const rows = [
      [1, 0],
      [2, 2],
      [3, 1],
      [2, 0],
      [4, 4],
      [1, 1],
      [3, 0],
      [2, 1],
    ] as const;
    const found = mustCompute(designEffect(momentsOf(rows), 1 / 4));
    expect(found.designEffect).toBeCloseTo(2.2857142857142856, 12);
    expect(found.correlation).toBeCloseTo(0.7714285714285715, 12);
  });

  test.each([
    ['nobody', [], 1 / 4, 'no-units'],
    ['one household', [[2, 1]], 1 / 4, 'too-few-units'],
    ['nobody who converted', repeated(9, [[2, 0]]), 0, 'no-variance'],
  ] as const)('of %s cannot be said', (_, rows, variance, reason) => {
    const found = designEffect(momentsOf(rows), variance);
    expect(designEffectSchema.parse(found)).toEqual({ state: 'notComputable', reason });
  });
});

test('as many households as it asks for find the effect as often as was wanted', () => {
  const draw = seededDraws(77);
  /** Sizes one to four; in a third of the households everybody does as the first one does. */
  const household = (rate: number): [number, number] => {
    const customers = 1 + Math.floor(draw() * 4);
    const first = draw() < rate;
    const isAlike = draw() < 0.33;
    const others = Array.from({ length: customers - 1 }, () => (isAlike ? first : draw() < rate));
    return [customers, [first, ...others].filter(Boolean).length];
  };
  const history = Array.from({ length: 20_000 }, () => household(0.3));
  const pairs = momentsOf(history);
  const rate = pairs.meanY / pairs.meanX;
  const { designEffect: found } = mustCompute(designEffect(pairs, rate * (1 - rate)));
  expect(found).toBeGreaterThan(1.3);
  const needed = mustCompute(sampleSizeForRates(0.3, 0.4, { alpha: 0.05, power: 0.8, allocation: 1 }));
  const households = Math.ceil((needed.controlUnits * found) / pairs.meanX);
  const arm = (of: number) => ratioMetric(momentsOf(Array.from({ length: households }, () => household(of))));
  const runs = 600;
  let foundCount = 0;
  for (let run = 0; run < runs; run++) {
    const difference = differenceOf(mustCompute(arm(0.3)), mustCompute(arm(0.4)));
    if (mustCompute(normalTest(difference, 0.05)).pValue <= 0.05) foundCount += 1;
  }
  expect(foundCount / runs).toBeGreaterThan(0.76);
  expect(foundCount / runs).toBeLessThan(0.84);
});
