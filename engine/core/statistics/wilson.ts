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

/** Both roots of the score equation; the lower is their product over the upper: nothing cancels at small rates. */
function limits({ conversions, units }: RateCounts, z: number): { lower: number; upper: number } {
  const rate = conversions / units;
  const square = (z * z) / units;
  const spread = Math.sqrt(square * (4 * rate * (1 - rate) + square));
  const larger = 2 * rate + square + spread;
  const upper = conversions === units ? 1 : larger / (2 * (1 + square));
  return { lower: (2 * rate * rate) / larger, upper };
}

/**
 * Wilson's score interval of a single rate.
 *
 * Source: E. Wilson, JASA 22 (1927) 209-212. Rates as fractions 0…1.
 * Edge: no units is not computable; 0 conversions give a lower limit of exactly 0, all converted an upper one of 1.
 */
export function wilson(counts: RateCounts, alpha: number = ALPHA_DEFAULT): RateInterval {
  const { conversions, units } = counts;
  if (units === 0) return notComputable('no-units');
  const z = normalUpperQuantile(alpha / 2);
  return computed({ estimate: conversions / units, ...limits(counts, z) });
}
