// Goal: effects of several parts may be held against each other at every look.
// Method: SciPy 1.10.1's likelihood ratio of two normal laws; equal parts looked at on 28 days, seeded.
import { describe, expect, test } from 'vitest';
import { alwaysValidQ } from '../../../engine/core/statistics/alwaysValidQ.ts';
import { confidenceSequence } from '../../../engine/core/statistics/confidenceSequence.ts';
import { chiSquareUpperTail } from '../../../engine/core/statistics/special/chiSquare.ts';
import { expectNear, mustCompute } from './near.ts';
import { seededDraws } from './seeded.ts';

describe('the p-value of Q at every look', () => {
  test.each([
    { q: 7.3, degrees: 1, units: 5_000, plannedUnits: 20_000, alpha: 0.05, p: 0.15256162330565207 },
    {
      q: 13.049211992125802,
      degrees: 2,
      units: 12_000,
      plannedUnits: 40_000,
      alpha: 0.05,
      p: 0.03416319573320423,
    },
    { q: 40, degrees: 4, units: 1_000, plannedUnits: 1_000, alpha: 0.01, p: 1.5968803152569483e-6 },
    { q: 0, degrees: 3, units: 100, plannedUnits: 100, alpha: 0.05, p: 1 },
    { q: 9, degrees: 2, units: 0, plannedUnits: 100, alpha: 0.05, p: 1 },
  ])('of $q with $degrees degrees of freedom is $p', ({ q, degrees, units, plannedUnits, alpha, p }) => {
    expectNear(alwaysValidQ(q, degrees, units, { plannedUnits, alpha }), p, 1e-10);
  });

  test('of one distance is that of its confidence sequence', () => {
    const plan = { plannedUnits: 8_000, alpha: 0.02 };
    const sequence = mustCompute(confidenceSequence({ estimate: 0.03, standardError: 0.01 }, 5_000, plan));
    expectNear(alwaysValidQ(9, 1, 5_000, plan), sequence.pValue, 1e-12);
  });

  test('never rises from look to look', () => {
    expect(alwaysValidQ(1, 2, 100, { plannedUnits: 100, pValueBefore: 0.2 })).toBe(0.2);
  });

  test('finds equal parts different at some of 28 looks in fewer than one of twenty, a single look’s in many', () => {
    const [paths, looks] = [400, 28];
    const draw = seededDraws(20_261_122);
    const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
    let [always, once] = [0, 0];
    for (let path = 0; path < paths; path++) {
      const sums = [0, 0];
      let [isAlways, isOnce] = [false, false];
      for (let look = 1; look <= looks; look++) {
        for (const index of sums.keys()) sums[index] = (sums[index] ?? 0) + normal();
        const q = sums.reduce((total, sum) => total + sum ** 2 / look, 0);
        isAlways ||= alwaysValidQ(q, 2, look, { plannedUnits: looks }) <= 0.05;
        isOnce ||= chiSquareUpperTail(q, 2) <= 0.05;
      }
      always += isAlways ? 1 : 0;
      once += isOnce ? 1 : 0;
    }
    expect(always / paths).toBeLessThan(0.05);
    expect(once / paths).toBeGreaterThan(0.2);
  });
});
