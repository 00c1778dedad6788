import { type RateCounts, rateDifference, type TwoRates } from './rates.ts';
import { normalTwoSided } from './special/normal.ts';
import { findRoot } from './special/roots.ts';

/** The factor N/(N − 1) by which Miettinen and Nurminen's variance differs from the plain score test's. */
export function smallSampleFactor({ control, treatment }: TwoRates): number {
  const units = control.units + treatment.units;
  return units / (units - 1);
}

/**
 * z and two-sided p-value of "no difference", shared by the difference and the ratio.
 *
 * Edge: with no conversion at all, or none missing, the data cannot contradict equality: z = 0 and p = 1, the limit of
 * the statistic and what Fisher's test says.
 */
export function scoreTestOfEquality(rates: TwoRates): { z: number; pValue: number } {
  const { control, treatment } = rates;
  const conversions = control.conversions + treatment.conversions;
  const units = control.units + treatment.units;
  if (conversions === 0 || conversions === units) return { z: 0, pValue: 1 };
  const pooled = (conversions / units) * ((units - conversions) / units);
  const variance = pooled * (1 / control.units + 1 / treatment.units) * smallSampleFactor(rates);
  const z = rateDifference(rates) / Math.sqrt(variance);
  return { z, pValue: normalTwoSided(z) };
}

/**
 * Maximum-likelihood rate of the lower arm when the higher arm's rate is `gap` above it.
 *
 * The score equation is multiplied by its denominators, which leaves one sign change inside the allowed range and
 * finite ends; a factor whose count is 0 is left out, so that it adds no false root.
 */
function restrictedLowRate(low: RateCounts, high: RateCounts, gap: number): number {
  const lowFailures = low.units - low.conversions;
  const highFailures = high.units - high.conversions;
  const end = 1 - gap;
  const scoreAt = (rate: number): number => {
    const a = low.conversions > 0 ? rate : 1;
    const b = lowFailures > 0 ? 1 - rate : 1;
    const c = high.conversions > 0 ? rate + gap : 1;
    const d = highFailures > 0 ? end - rate : 1;
    return (
      low.conversions * b * c * d -
      lowFailures * a * c * d +
      high.conversions * a * b * d -
      highFailures * a * b * c
    );
  };
  if (scoreAt(0) <= 0) return 0;
  if (scoreAt(end) >= 0) return end;
  return findRoot(0, end, scoreAt);
}

/**
 * Variance of the difference of rates when it is restricted to `difference` (treatment − control), without the small
 * sample factor.
 *
 * Source: O. Miettinen and M. Nurminen, Statistics in Medicine 4 (1985) 213-226; the restricted rates by a bracketed
 * root instead of their cubic, which cancels at rare conversions.
 */
export function restrictedVariance({ control, treatment }: TwoRates, difference: number): number {
  const conversions = control.conversions + treatment.conversions;
  const units = control.units + treatment.units;
  if (2 * conversions > units) {
    // count failures instead, so that the rates are small and keep their digits
    const mirrored = { control: failuresOf(control), treatment: failuresOf(treatment) };
    return varianceAt(mirrored, -difference);
  }
  return varianceAt({ control, treatment }, difference);
}

function failuresOf({ conversions, units }: RateCounts): RateCounts {
  return { conversions: units - conversions, units };
}

function varianceAt({ control, treatment }: TwoRates, difference: number): number {
  const [low, high] = difference >= 0 ? [control, treatment] : [treatment, control];
  const gap = Math.abs(difference);
  const lowRate =
    gap === 0
      ? (low.conversions + high.conversions) / (low.units + high.units)
      : restrictedLowRate(low, high, gap);
  const highRate = Math.min(1, lowRate + gap);
  return (lowRate * (1 - lowRate)) / low.units + (highRate * Math.max(0, 1 - gap - lowRate)) / high.units;
}
