import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
  testFields,
} from '../../../shared/statistic.ts';
import { type TwoRates, whyNotComparable } from './rates.ts';
import { scoreTestOfEquality, smallSampleFactor } from './scoreTest.ts';
import { normalUpperQuantile } from './special/normal.ts';
import { findBoundary } from './special/roots.ts';

export const rateRatioTestSchema = resultSchema({ ...testFields, lift: z.object(intervalFields) });
export type RateRatioTest = z.infer<typeof rateRatioTestSchema>;

/** The larger root of `lead·u² − sum·u + product = 0`, or its rationalised form where the plain one would cancel. */
function largerRoot(lead: number, sum: number, product: number, rootOfDiscriminant: number): number {
  return sum >= 0 ? (sum + rootOfDiscriminant) / (2 * lead) : (2 * product) / (sum - rootOfDiscriminant);
}

/**
 * Variance of `p_T − ratio·p_C` at the maximum-likelihood rates under p_T = ratio·p_C, without the small sample factor.
 *
 * Rates and their complements are computed apart from each other, so that neither rare nor almost certain conversions
 * lose digits; the discriminant is written as a sum of two terms that are never negative.
 */
function restrictedVariance({ control, treatment }: TwoRates, ratio: number): number {
  const units = control.units + treatment.units;
  const conversions = control.conversions + treatment.conversions;
  const controlFailures = control.units - control.conversions;
  const treatmentFailures = treatment.units - treatment.conversions;
  const a = control.units + treatment.conversions;
  const b = ratio * (treatment.units + control.conversions);
  const root = Math.sqrt((a - b) ** 2 + 4 * ratio * controlFailures * treatmentFailures);
  const controlRate = (2 * conversions) / (a + b + root);
  const failures = ratio * controlFailures + treatmentFailures;
  const shift = (1 - ratio) * units;
  const controlRest = largerRoot(ratio * units, failures - shift, (ratio - 1) * controlFailures, root);
  const treatmentRest = largerRoot(units, failures + shift, (1 - ratio) * treatmentFailures, root);
  return ratio * controlRate * (treatmentRest / treatment.units + (ratio * controlRest) / control.units);
}

/**
 * Score test and interval of the ratio of two rates, treatment / control, and the relative lift (ratio − 1).
 *
 * The same test as `miettinenNurminenDifference`, inverted on the relative scale: both exclude "no effect" together.
 * Source: O. Miettinen and M. Nurminen, Statistics in Medicine 4 (1985) 213-226.
 * Edge: not computable without units, or without conversions in the control arm, where no lift exists.
 */
export function miettinenNurminenRatio(rates: TwoRates): RateRatioTest {
  const problem = whyNotComparable(rates);
  if (problem) return problem;
  const { control, treatment } = rates;
  if (control.conversions === 0) return notComputable('control-rate-zero');
  const controlRate = control.conversions / control.units;
  const treatmentRate = treatment.conversions / treatment.units;
  const estimate = (treatment.conversions * control.units) / (control.conversions * treatment.units);
  const critical = normalUpperQuantile((rates.alpha ?? ALPHA_DEFAULT) / 2) ** 2 * smallSampleFactor(rates);
  const isInside = (ratio: number) =>
    (treatmentRate - ratio * controlRate) ** 2 <= critical * restrictedVariance(rates, ratio);
  let beyond = 2 * Math.max(estimate, 1 / treatment.units);
  while (isInside(beyond)) beyond *= 2;
  const lower = treatment.conversions === 0 ? 0 : findBoundary(estimate, 0, isInside);
  const upper = findBoundary(estimate, beyond, isInside);
  const lift = { estimate: estimate - 1, lower: lower - 1, upper: upper - 1 };
  return computed({ estimate, lower, upper, lift, ...scoreTestOfEquality(rates) });
}
