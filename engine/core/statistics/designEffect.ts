import { z } from 'zod';
import { computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import type { PairMoments } from './moments.ts';
import { ratioMetric } from './ratioMetric.ts';

export const designEffectSchema = resultSchema({
  /** times as many customers as if they were independent; never below 1, since chance alone may say so */
  designEffect: z.number(),
  /** between two customers of one household; null where nobody shares one */
  correlation: z.number().nullable(),
});
export type DesignEffect = z.infer<typeof designEffectSchema>;

/**
 * How much less the customers of households say than as many independent ones, and how alike those of one are.
 *
 * @param households  y what a household's customers came to, x how many they are
 * @param variance    of one customer's y: p(1 − p) of a share
 * Source: L. Kish, "Survey Sampling", 1965: the variance of the ratio over that of a simple sample, and
 * 1 + (m − 1)·ρ with m the households' mean size seen from a customer, Σx²/Σx.
 * Edge: fewer than two households, or a customer's y without variance, is not computable.
 */
export function designEffect(households: PairMoments, variance: number): DesignEffect {
  const ratio = ratioMetric(households);
  if (ratio.state === 'notComputable') return ratio;
  if (!(variance > 0)) return notComputable('no-variance');
  const { units, meanX, centredXX } = households;
  const found = Math.max(1, (ratio.standardError ** 2 * units * meanX) / variance);
  const sizeSeen = meanX + centredXX / (units * meanX);
  return computed({
    designEffect: found,
    correlation: sizeSeen > 1 ? Math.min(1, (found - 1) / (sizeSeen - 1)) : null,
  });
}
