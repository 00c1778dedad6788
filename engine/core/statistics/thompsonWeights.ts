import { z } from 'zod';
import { computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import { betaBinomial } from './betaBinomial.ts';
import type { RateCounts } from './rates.ts';

/** Allocation may move only after this much is known of every arm; both are mature units. */
const THOMPSON_UNITS_MIN = 100;
const THOMPSON_CONVERSIONS_MIN = 40;

export const thompsonWeightsSchema = resultSchema({
  /** In the order of the arms; they add up to 1, and none is below the floor. */
  weights: z.array(z.number()),
  chancesBest: z.array(z.number()),
});
export type ThompsonWeights = z.infer<typeof thompsonWeightsSchema>;

/**
 * Shares of new customers in proportion to each arm's exact chance to be best, above a floor.
 *
 * Every use opens a new allocation epoch; estimate the effect with `stratifiedEstimate` over the epochs. With two arms
 * prefer a fixed split.
 *
 * @param arms  mature units only
 * @param floor  least share of an arm, 0…1/arms; more than 1/arms means equal shares
 * @param chances  to be best, of each arm, where counts alone would mislead: over several epochs the strata know more
 * Source: W. Thompson, Biometrika 25 (1933) 285-294, by exact integration.
 * Edge: `too-early` until every arm has 100 units and 40 conversions.
 */
export function thompsonWeights(
  arms: readonly RateCounts[],
  floor: number,
  chances?: readonly number[],
): ThompsonWeights {
  const isEarly = arms.some(
    (arm) => arm.units < THOMPSON_UNITS_MIN || arm.conversions < THOMPSON_CONVERSIONS_MIN,
  );
  if (isEarly) return notComputable('too-early');
  const posterior = chances ? null : betaBinomial({ arms: [...arms] });
  if (posterior?.state === 'notComputable') return posterior;
  const chancesBest = posterior?.arms.map(({ chanceBest }) => chanceBest) ?? [...(chances ?? [])];
  // quadrature leaves the sum a few units in the twelfth digit from 1
  const total = chancesBest.reduce((sum, chance) => sum + chance, 0);
  const least = Math.min(floor, 1 / arms.length);
  const free = 1 - arms.length * least;
  return computed({ weights: chancesBest.map((chance) => least + (free * chance) / total), chancesBest });
}
