import type { z } from 'zod';
import {
  ALPHA_DEFAULT,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import type { RateCounts } from './rates.ts';
import { normalUpperQuantile } from './special/normal.ts';

export const rateIntervalSchema = resultSchema(intervalFields);
export type RateInterval = z.infer<typeof rateIntervalSchema>;

/** Lower Wilson limit; the upper one is the mirrored lower limit of the failures. */
function lowerLimit(conversions: number, units: number, z: number): number {
  const rate = conversions / units;
  const square = (z * z) / units;
  const spread = Math.sqrt(square * (4 * rate * (1 - rate) + square));
  // product of the two roots over the larger one: no cancellation at small rates
  return (2 * rate * rate) / (2 * rate + square + spread);
}

/**
 * Wilson's score interval of a single rate.
 *
 * Source: E. Wilson, JASA 22 (1927) 209-212. Rates as fractions 0…1.
 * Edge: no units is not computable; 0 conversions give a lower limit of exactly 0, all converted an upper one of 1.
 */
export function wilson({ conversions, units }: RateCounts, alpha: number = ALPHA_DEFAULT): RateInterval {
  if (units === 0) return notComputable('no-units');
  const z = normalUpperQuantile(alpha / 2);
  return computed({
    estimate: conversions / units,
    lower: lowerLimit(conversions, units, z),
    upper: 1 - lowerLimit(units - conversions, units, z),
  });
}
