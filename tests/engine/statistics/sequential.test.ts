// Goal: always-valid and group-sequential boundaries are the published ones, and refuse to speak too early.
// Method: fixture rows (the mixture integral itself, bisection, another quadrature), published bounds, properties.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anytimeValidT } from '../../../engine/core/statistics/anytimeValidT.ts';
import {
  alwaysValidMeans,
  alwaysValidRates,
  alwaysValidSchema,
  confidenceSequence,
  mixingPrecision,
  oneSidedReach,
} from '../../../engine/core/statistics/confidenceSequence.ts';
import {
  groupSequentialBounds,
  groupSequentialInputSchema,
  groupSequentialSchema,
} from '../../../engine/core/statistics/groupSequential.ts';
import { miettinenNurminenDifference } from '../../../engine/core/statistics/miettinenNurminenDifference.ts';
import { welch } from '../../../engine/core/statistics/welch.ts';
import fixture from '../../fixtures/statistics/decisions.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

describe('confidence sequence', () => {
  test.each(fixture.confidenceSequence)('e-value and reach at $units of $plannedUnits units', (row) => {
    const [estimate = 0, standardError = 0] = row.effect;
    const plan = { plannedUnits: row.plannedUnits, alpha: row.alpha };
    const result = mustCompute(confidenceSequence({ estimate, standardError }, row.units, plan));
    alwaysValidSchema.parse(result);
    expectNear(result.logEValue, row.logEValue, 1e-9, 'log e-value');
    expectNear(result.criticalValue, row.criticalValue, 1e-11, 'critical value');
    expectNear(oneSidedReachFor(standardError, row), row.oneSided, 1e-9, 'one-sided reach');
  });

  // the fixture's one-sided reach uses the two-sided ρ; the planned total that gives the same ρ at twice the alpha
  function oneSidedReachFor(
    standardError: number,
    row: { alpha: number; plannedUnits: number; units: number },
  ): number {
    const plannedUnits =
      row.plannedUnits * (mixingPrecision(2 * row.alpha, 1) / mixingPrecision(row.alpha, 1));
    return oneSidedReach(standardError, row.units, { plannedUnits, alpha: row.alpha }) / standardError;
  }

  test('the critical value is 3.04 at the planned end and 3.24 at ten times it', () => {
    const at = (units: number) =>
      mustCompute(confidenceSequence({ estimate: 1, standardError: 1 }, units, { plannedUnits: 5000 }))
        .criticalValue;
    expect(at(5000).toFixed(2)).toBe('3.04');
    expect(at(50_000).toFixed(2)).toBe('3.24');
  });

  test('the p-value is below alpha exactly when the interval excludes 0, and never rises from look to look', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(-6, 6),
        fc.integer({ min: 200, max: 1_000_000 }),
        number(0.01, 1),
        (z, units, pValueBefore) => {
          const effect = { estimate: z * 0.01, standardError: 0.01 };
          const plan = { plannedUnits: 20_000 };
          const fresh = mustCompute(confidenceSequence(effect, units, plan));
          if (Math.abs(fresh.pValue / 0.05 - 1) > 1e-9) {
            expect(fresh.lower > 0 || fresh.upper < 0).toBe(fresh.pValue < 0.05);
          }
          const later = mustCompute(confidenceSequence(effect, units, { ...plan, pValueBefore }));
          expect(later.pValue).toBeLessThanOrEqual(pValueBefore);
        },
      ),
    );
  });

  test('an always-valid interval contains the fixed one', () => {
    const count = fc.integer({ min: 25, max: 900 });
    fc.assert(
      fc.property(count, count, (a, b) => {
        const rates = {
          control: { conversions: a, units: 2000 },
          treatment: { conversions: b, units: 2000 },
        };
        const always = mustCompute(alwaysValidRates(rates, { plannedUnits: 4000 }));
        const fixed = mustCompute(miettinenNurminenDifference(rates));
        expect(always.lower).toBeLessThan(fixed.lower);
        expect(always.upper).toBeGreaterThan(fixed.upper);
        const means = {
          control: { units: 200, mean: a, centredSquares: a * 1000 },
          treatment: { units: 300, mean: b, centredSquares: b * 900 },
        };
        const alwaysMeans = mustCompute(alwaysValidMeans(means, { plannedUnits: 500 }));
        const fixedMeans = mustCompute(welch(means));
        expect(alwaysMeans.lower).toBeLessThan(fixedMeans.lower);
        expect(alwaysMeans.upper).toBeGreaterThan(fixedMeans.upper);
      }),
    );
  });

  test('it does not speak before 20 converters and 20 others per arm, or 100 units for means', () => {
    const plan = { plannedUnits: 1000 };
    const early = { state: 'notComputable', reason: 'too-early' };
    const enough = { conversions: 20, units: 40 };
    const empty = { conversions: 0, units: 0 };
    expect(alwaysValidRates({ control: enough, treatment: { conversions: 19, units: 400 } }, plan)).toEqual(
      early,
    );
    expect(alwaysValidRates({ control: { conversions: 381, units: 400 }, treatment: enough }, plan)).toEqual(
      early,
    );
    expect(alwaysValidRates({ control: enough, treatment: enough }, plan).state).toBe('computed');
    expect(alwaysValidRates({ control: enough, treatment: empty }, plan)).toMatchObject({
      reason: 'no-units',
    });
    const mean = { units: 100, mean: 3, centredSquares: 40 };
    expect(alwaysValidMeans({ control: mean, treatment: { ...mean, units: 99 } }, plan)).toEqual(early);
    expect(alwaysValidMeans({ control: mean, treatment: { ...mean, units: 0 } }, plan)).toMatchObject({
      reason: 'no-units',
    });
    const flat = { ...mean, centredSquares: 0 };
    expect(alwaysValidMeans({ control: flat, treatment: flat }, plan)).toMatchObject({
      reason: 'no-variance',
    });
    expect(confidenceSequence({ estimate: 1, standardError: 1 }, 0, plan)).toMatchObject({
      reason: 'no-units',
    });
  });
});

describe('anytime-valid t', () => {
  test.each(fixture.anytimeValidT)('t of $t with $degreesOfFreedom degrees of freedom', (row) => {
    const plan = { plannedUnits: row.plannedUnits, alpha: row.alpha };
    const effect = { estimate: row.t, standardError: 1 };
    const result = mustCompute(anytimeValidT(effect, row.units, row.degreesOfFreedom, plan));
    alwaysValidSchema.parse(result);
    expectNear(result.logEValue, row.logEValue, 1e-9, 'log e-value');
    expectNear(result.criticalValue, row.criticalValue, 1e-9, 'critical value');
    expectNear(result.pValue, Math.min(1, Math.exp(-row.logEValue)), 1e-8, 'p');
  });

  test('with many degrees of freedom it becomes the confidence sequence', () => {
    const effect = { estimate: 3, standardError: 1 };
    const plan = { plannedUnits: 3000 };
    const small = mustCompute(anytimeValidT(effect, 3000, 1e9, plan));
    const large = mustCompute(confidenceSequence(effect, 3000, plan));
    expectNear(small.logEValue, large.logEValue, 1e-6);
    expectNear(small.criticalValue, large.criticalValue, 1e-6);
  });

  test('a few units carry no information yet', () => {
    const effect = { estimate: 3, standardError: 1 };
    const plan = { plannedUnits: 100_000 };
    expect(anytimeValidT(effect, 4, 2, plan)).toEqual({
      state: 'notComputable',
      reason: 'no-information-yet',
    });
    expect(anytimeValidT(effect, 0, 2, plan)).toMatchObject({ reason: 'no-units' });
    expect(anytimeValidT(effect, 2, 0, plan)).toMatchObject({ reason: 'too-few-units' });
    expect(anytimeValidT({ estimate: 3, standardError: 0 }, 4, 2, plan)).toMatchObject({
      reason: 'no-variance',
    });
  });
});

describe('group-sequential boundaries', () => {
  test.each(fixture.groupSequential)('looks at $fractions, alpha $alpha', (row) => {
    const bounds = groupSequentialBounds(row);
    groupSequentialSchema.parse(bounds);
    for (const [index, wanted] of row.criticalValues.entries()) {
      expect(Math.abs((bounds[index]?.criticalValue ?? 0) - wanted), `look ${index + 1}`).toBeLessThan(1e-8);
    }
    expectNear(bounds.at(-1)?.spentAlpha ?? 0, row.alpha, 1e-10);
  });

  // five equal looks, two-sided 5 %: D. Reboussin, D. DeMets, K. Kim and K. Lan, "Programs for computing group
  // sequential boundaries using the Lan-DeMets method" (2003), O'Brien-Fleming type spending
  test('the published five-look boundaries', () => {
    const bounds = groupSequentialBounds({ fractions: [0.2, 0.4, 0.6, 0.8, 1] });
    expect(bounds.map(({ criticalValue }) => criticalValue.toFixed(3))).toEqual([
      '4.877',
      '3.357',
      '2.680',
      '2.290',
      '2.031',
    ]);
  });

  test('fractions must rise and stay within the whole', () => {
    expect(groupSequentialInputSchema.safeParse({ fractions: [0.5, 0.5] }).success).toBe(false);
    expect(groupSequentialInputSchema.safeParse({ fractions: [0.5, 1.2] }).success).toBe(false);
    expect(groupSequentialInputSchema.safeParse({ fractions: [0.3, 1] }).success).toBe(true);
  });
});
