import type { z } from 'zod';
import { ALPHA_DEFAULT, computed, resultSchema, testFields } from '../../../shared/statistic.ts';
import { rateDifference, type TwoRates, whyNotComparable } from './rates.ts';
import { restrictedVariance, scoreTestOfEquality, smallSampleFactor } from './scoreTest.ts';
import { normalUpperQuantile } from './special/normal.ts';
import { findBoundary } from './special/roots.ts';

export const rateDifferenceTestSchema = resultSchema(testFields);
export type RateDifferenceTest = z.infer<typeof rateDifferenceTestSchema>;

/**
 * Score test and interval of the difference of two rates, treatment − control: the engine for conversion rates.
 *
 * The interval holds every difference the test does not reject, so it excludes 0 exactly when p < alpha, and it agrees
 * with the ratio's interval. Rates and differences are fractions (0.01 is one percentage point).
 * Source: O. Miettinen and M. Nurminen, Statistics in Medicine 4 (1985) 213-226.
 * Edge: an arm without units is not computable. No conversions at all: estimate 0, p 1, and an interval that says how
 * large a difference could still have been missed.
 */
export function miettinenNurminenDifference(rates: TwoRates): RateDifferenceTest {
  const problem = whyNotComparable(rates);
  if (problem) return problem;
  const estimate = rateDifference(rates);
  const critical = normalUpperQuantile((rates.alpha ?? ALPHA_DEFAULT) / 2) ** 2 * smallSampleFactor(rates);
  const isInside = (difference: number) =>
    (estimate - difference) ** 2 <= critical * restrictedVariance(rates, difference);
  return computed({
    estimate,
    lower: estimate === -1 ? -1 : findBoundary(estimate, -1, isInside),
    upper: estimate === 1 ? 1 : findBoundary(estimate, 1, isInside),
    ...scoreTestOfEquality(rates),
  });
}
