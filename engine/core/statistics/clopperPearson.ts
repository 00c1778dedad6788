import { ALPHA_DEFAULT, computed, notComputable } from '../../../shared/statistic.ts';
import type { RateCounts } from './rates.ts';
import { betaPointAt } from './special/beta.ts';
import type { RateInterval } from './wilson.ts';

/**
 * Exact (conservative) interval of a single rate, for the drill-down and for very few conversions.
 *
 * Source: C. Clopper and E. Pearson, Biometrika 26 (1934) 404-413, as quantiles of beta distributions.
 * Edge: no units is not computable; 0 conversions of n give [0, 1 − (α/2)^(1/n)], about 3.7/n at 95 %.
 */
export function clopperPearson(
  { conversions, units }: RateCounts,
  alpha: number = ALPHA_DEFAULT,
): RateInterval {
  if (units === 0) return notComputable('no-units');
  const failures = units - conversions;
  return computed({
    estimate: conversions / units,
    lower: conversions === 0 ? 0 : betaPointAt(conversions, failures + 1, 'lower', alpha / 2).x,
    upper: failures === 0 ? 1 : betaPointAt(conversions + 1, failures, 'upper', alpha / 2).x,
  });
}
