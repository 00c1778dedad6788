import { computed } from '../../../shared/statistic.ts';
import { rateDifference, type TwoRates, whyNotComparable } from './rates.ts';
import { type RateInterval, wilson } from './wilson.ts';

/**
 * Closed-form interval of a difference of two rates (treatment − control) from their Wilson limits.
 *
 * Source: R. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10 without continuity correction.
 * Edge: an arm without units is not computable.
 */
export function newcombe(rates: TwoRates): RateInterval {
  const problem = whyNotComparable(rates);
  if (problem) return problem;
  const control = wilson(rates.control, rates.alpha);
  const treatment = wilson(rates.treatment, rates.alpha);
  if (control.state === 'notComputable') return control;
  if (treatment.state === 'notComputable') return treatment;
  const estimate = rateDifference(rates);
  return computed({
    estimate,
    lower: estimate - Math.hypot(treatment.estimate - treatment.lower, control.upper - control.estimate),
    upper: estimate + Math.hypot(treatment.upper - treatment.estimate, control.estimate - control.lower),
  });
}
