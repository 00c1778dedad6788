// Goal: a sample ratio mismatch is found, at one look and at many, and impossible inputs are states.
// Method: fixture rows in 50 digits, batches of random size, and edges by hand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  sequentialSrm,
  sequentialSrmSchema,
  sequentialSrmStart,
} from '../../../engine/core/statistics/sequentialSrm.ts';
import { SRM_ALPHA, srmChiSquare, srmResultSchema } from '../../../engine/core/statistics/srmChiSquare.ts';
import fixture from '../../fixtures/statistics/rates.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

const armsOf = (units: number[], weights: number[]) =>
  units.map((count, index) => ({ units: count, weight: weights[index] ?? 0 }));

describe('sample ratio against 50-digit values', () => {
  test.each(fixture.srm)('$units for $weights', (row) => {
    const arms = armsOf(row.units, row.weights);
    const result = mustCompute(srmChiSquare(arms));
    srmResultSchema.parse(result);
    expectNear(result.chiSquare, row.chiSquare, 1e-11, 'chi-square');
    expect(result.degreesOfFreedom).toBe(row.degreesOfFreedom);
    expectNear(result.pValue, row.pValue, 1e-10, 'p');
    expect(result.isMismatch).toBe(row.pValue < SRM_ALPHA);
    const sequential = sequentialSrm(arms);
    sequentialSrmSchema.parse(sequential);
    expect(Math.abs(sequential.logBayesFactor - row.logBayesFactor)).toBeLessThan(1e-9);
    expectNear(sequential.pValue, Math.min(1, Math.exp(-row.logBayesFactor)), 1e-9, 'sequential p');
  });
});

describe('edges', () => {
  test('fewer than two open arms, or nobody in them, cannot be tested', () => {
    expect(srmChiSquare([{ units: 10, weight: 1 }])).toEqual({
      state: 'notComputable',
      reason: 'too-few-arms',
    });
    expect(srmChiSquare(armsOf([10, 5], [1, 0]))).toEqual({ state: 'notComputable', reason: 'too-few-arms' });
    expect(srmChiSquare(armsOf([0, 0], [1, 1]))).toEqual({ state: 'notComputable', reason: 'no-units' });
    expect(sequentialSrm(armsOf([10, 5], [1, 0])).logBayesFactor).toBe(0);
    expectNear(sequentialSrm(armsOf([0, 0, 0], [1, 1, 3])).pValue, 1, 1e-12);
  });

  test('units in an arm of weight 0 are a mismatch of their own and cost no degree of freedom', () => {
    const result = mustCompute(srmChiSquare(armsOf([500, 500, 2], [1, 1, 0])));
    expect(result).toMatchObject({
      strayUnits: 2,
      isMismatch: true,
      chiSquare: 0,
      degreesOfFreedom: 1,
      pValue: 1,
    });
    expect(result.expectedUnits).toEqual([500, 500, 0]);
    expect(sequentialSrm(armsOf([500, 500, 2], [1, 1, 0]))).toMatchObject({
      strayUnits: 2,
      isMismatch: true,
    });
  });
});

test('the sequential p-value never rises, and its Bayes factor does not depend on how units are grouped', () => {
  const batch = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(batch, (batches) => {
      let look = sequentialSrmStart;
      let [a, b] = [0, 0];
      for (const [more, evenMore] of batches) {
        a += more;
        b += evenMore;
        const next = sequentialSrm(armsOf([a, b], [1, 1]), look);
        expect(next.pValue).toBeLessThanOrEqual(look.pValue);
        look = next;
      }
      expect(look.logBayesFactor).toBe(sequentialSrm(armsOf([a, b], [3, 3])).logBayesFactor);
    }),
  );
});

test('a daily one per cent leak is found within 60 days at the always-valid level', () => {
  let look = sequentialSrmStart;
  for (let day = 1; day <= 60; day++) look = sequentialSrm(armsOf([1000 * day, 970 * day], [1, 1]), look);
  expect(look.pValue).toBeLessThan(0.01);
  expect(look.isMismatch).toBe(true);
});
