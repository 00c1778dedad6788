// Goal: corrections, plans, guardrails and the false-positive risk are the textbook's.
// Method: fixture rows (statsmodels, mpmath), published examples, round trips between size and power, edges by hand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { falsePositiveRisk } from '../../../engine/core/statistics/falsePositiveRisk.ts';
import { benjaminiHochberg, holm } from '../../../engine/core/statistics/multipleTesting.ts';
import {
  equivalence,
  equivalenceSchema,
  guardrail,
  guardrailSchema,
} from '../../../engine/core/statistics/nonInferiority.ts';
import {
  adjustedDeviation,
  detectableDifference,
  detectableRate,
  powerForMeans,
  powerForRates,
  sampleSizeForMeans,
  sampleSizeForRates,
  testDuration,
} from '../../../engine/core/statistics/samplePlan.ts';
import fixture from '../../fixtures/statistics/decisions.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

describe('corrections for many tests', () => {
  test.each(fixture.multipleTesting)('Holm and Benjamini-Hochberg of $pValues', (row) => {
    const [stepDown, stepUp] = [holm(row.pValues), benjaminiHochberg(row.pValues)];
    for (const index of row.pValues.keys()) {
      expectNear(stepDown[index] ?? -1, row.holm[index] ?? 0, 1e-12, 'Holm');
      expectNear(stepUp[index] ?? -1, row.benjaminiHochberg[index] ?? 0, 1e-12, 'Benjamini-Hochberg');
    }
  });

  test('a test that could not be computed stays unknown and does not count', () => {
    expect(holm([0.01, null, 0.04])).toEqual([0.02, null, 0.04]);
    expect(benjaminiHochberg([null, 0.04])).toEqual([null, 0.04]);
    expect(holm([])).toEqual([]);
  });

  test('adjusting keeps the order and never lowers a p-value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
        for (const adjusted of [holm(pValues), benjaminiHochberg(pValues)]) {
          for (const [index, pValue] of pValues.entries()) {
            expect(adjusted[index]).toBeGreaterThanOrEqual(pValue - 1e-15);
            for (const [other, larger] of pValues.entries()) {
              if (larger > pValue) expect(adjusted[other]).toBeGreaterThanOrEqual(adjusted[index] ?? 0);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('sample plans', () => {
  const designOf = (row: {
    alpha: number;
    power: number;
    allocation: number;
    criticalValue?: number | null;
  }) => ({
    alpha: row.alpha,
    power: row.power,
    allocation: row.allocation,
    ...(row.criticalValue != null && { criticalValue: row.criticalValue }),
  });

  test.each(fixture.sampleSizeRates)('$controlRate against $treatmentRate', (row) => {
    const design = designOf(row);
    const size = mustCompute(sampleSizeForRates(row.controlRate, row.treatmentRate, design));
    expect(size.controlUnits).toBe(Math.ceil(row.controlUnits));
    expect(size.treatmentUnits).toBe(Math.ceil(size.controlUnits * row.allocation));
    expectNear(
      powerForRates(row.controlRate, row.treatmentRate, row.controlUnits, design),
      row.power,
      1e-10,
      'power',
    );
    const direction = row.treatmentRate > row.controlRate ? 'increase' : 'decrease';
    const { detectable } = mustCompute(detectableRate(row.controlRate, row.controlUnits, direction, design));
    expectNear(detectable, row.treatmentRate, 1e-9, 'detectable');
  });

  test.each(fixture.sampleSizeMeans)('a difference of $difference at a deviation of $deviation', (row) => {
    const design = designOf(row);
    const size = mustCompute(sampleSizeForMeans(row.difference, row.deviation, design));
    expect(size.controlUnits).toBe(Math.ceil(row.controlUnits));
    expectNear(
      powerForMeans(row.difference, row.deviation, row.controlUnits, design),
      row.power,
      1e-6,
      'power',
    );
    const { detectable } = mustCompute(detectableDifference(row.deviation, row.controlUnits, design));
    expectNear(detectable, row.difference, 1e-10, 'detectable');
  });

  // R documentation of power.prop.test: p1 = 0.5, p2 = 0.75, power 0.9 needs n = 76.7
  test('the example of R’s manual needs 77 per group', () => {
    expect(mustCompute(sampleSizeForRates(0.5, 0.75, { power: 0.9 })).controlUnits).toBe(77);
  });

  test('a correlation of 0.5 saves a quarter of the sample', () => {
    const plain = mustCompute(sampleSizeForMeans(1, 50)).controlUnits;
    const adjusted = mustCompute(sampleSizeForMeans(1, adjustedDeviation(50, 0.5))).controlUnits;
    expectNear(adjusted / plain, 0.75, 1e-4);
  });

  test('what cannot be found is said so', () => {
    const notAchievable = { state: 'notComputable', reason: 'not-achievable' };
    expect(sampleSizeForRates(0.1, 0.1)).toEqual(notAchievable);
    expect(sampleSizeForMeans(0, 5)).toEqual(notAchievable);
    expect(sampleSizeForMeans(1, 0)).toMatchObject({ reason: 'no-variance' });
    expect(detectableRate(0.5, 4, 'increase')).toEqual(notAchievable);
    expect(detectableRate(0, 400, 'decrease')).toEqual(notAchievable);
    expect(detectableDifference(5, 0)).toMatchObject({ reason: 'no-units' });
    expect(detectableDifference(0, 5)).toMatchObject({ reason: 'no-variance' });
    expect(powerForRates(0, 0, 100)).toBe(0);
    expect(powerForMeans(0, 0, 100)).toBe(0);
    expect(powerForMeans(1, 0, 100)).toBe(1);
    expect(testDuration({ units: 100, unitsPerDay: 0, windowDays: 7 })).toEqual(notAchievable);
  });

  test('a test lasts whole weeks plus the conversion window', () => {
    expect(testDuration({ units: 10_000, unitsPerDay: 1000, windowDays: 5 })).toEqual({
      state: 'computed',
      collectDays: 14,
      totalDays: 19,
    });
  });
});

describe('guardrails', () => {
  const plan = { plannedUnits: 10_000, alpha: 0.05 };

  test.each([
    {
      says: 'an effect near 0 with a small error is safe',
      estimate: 0,
      standardError: 0.001,
      verdict: 'safe',
    },
    {
      says: 'an effect near 0 with a large error is not proven safe',
      estimate: 0,
      standardError: 0.01,
      verdict: 'notYetProvenSafe',
    },
    {
      says: 'a sure harm that may exceed the margin is harmed',
      estimate: -0.004,
      standardError: 0.001,
      verdict: 'harmed',
    },
    {
      says: 'a sure harm that is surely within the margin is safe',
      estimate: -0.002,
      standardError: 0.0005,
      verdict: 'safe',
    },
    { says: 'a large sure harm is harmed', estimate: -0.02, standardError: 0.002, verdict: 'harmed' },
  ])('$says', ({ estimate, standardError, verdict }) => {
    const result = mustCompute(guardrail({ estimate, standardError }, 0.005, 10_000, plan));
    guardrailSchema.parse(result);
    expect(result.verdict).toBe(verdict);
  });

  test('non-inferiority at its boundary has p = alpha', () => {
    const result = mustCompute(
      guardrail({ estimate: 1.6448536269514722, standardError: 1 }, 1e-300, 10_000, plan),
    );
    expectNear(result.pValue, 0.05, 1e-12);
  });

  test('equivalence is two one-sided tests', () => {
    const inside = mustCompute(equivalence({ estimate: 0.1, standardError: 0.5 }, { lower: -1, upper: 1 }));
    equivalenceSchema.parse(inside);
    // one-sided normal tails at 1.8 and 2.2 (any table)
    expectNear(inside.pValue, 0.03593031911292579, 1e-12);
    expectNear(inside.pValueAboveLower, 0.013903447513498597, 1e-12);
    expect(inside.isEquivalent).toBe(true);
    const wide = mustCompute(equivalence({ estimate: 0.1, standardError: 1 }, { lower: -1, upper: 1 }));
    expect(wide.isEquivalent).toBe(false);
  });

  test('nothing is proven without units or variance', () => {
    expect(guardrail({ estimate: 0, standardError: 1 }, 1, 0, plan)).toMatchObject({ reason: 'no-units' });
    expect(guardrail({ estimate: 0, standardError: 0 }, 1, 5, plan)).toMatchObject({ reason: 'no-variance' });
    expect(equivalence({ estimate: 0, standardError: 0 }, { lower: -1, upper: 1 })).toMatchObject({
      reason: 'no-variance',
    });
  });
});

// R. Kohavi, A. Deng and L. Vermeer (2022), table 2: one-sided wins at 0.025 and 80 % power
test.each([
  { successShare: 0.333, percent: 5.9 },
  { successShare: 0.15, percent: 15.0 },
  { successShare: 0.1, percent: 22.0 },
  { successShare: 0.08, percent: 26.4 },
])('with $successShare of ideas working, $percent % of wins are false', ({ successShare, percent }) => {
  expect(100 * falsePositiveRisk({ alpha: 0.025, power: 0.8, successShare })).toBeCloseTo(percent, 0);
});
