// What households came to: the sums of a ratio, numerator over customers, of each household.
import { computed, notComputable } from '../../../shared/statistic.ts';
import type { EffectResult } from '../statistics/effect.ts';
import { mergePairMoments, noPairMoments, type PairMoments } from '../statistics/moments.ts';
import { ratioMetric } from '../statistics/ratioMetric.ts';

export interface HouseholdSums {
  /** y customers who converted, x customers */
  conversions: PairMoments;
  /** y their values; no units where nothing is summed up or known yet */
  values: PairMoments;
}

/** Sum of two disjoint groups of households. */
export function mergeHouseholds(one: HouseholdSums, other: HouseholdSums): HouseholdSums {
  return {
    conversions: mergePairMoments(one.conversions, other.conversions),
    values: mergePairMoments(one.values, other.values),
  };
}

/** Customers of households, and who of them converted: whole numbers again from their means. */
export function customersOf({ conversions }: HouseholdSums): { customers: number; converted: number } {
  const { units, meanX, meanY } = conversions;
  return { customers: Math.round(units * meanX), converted: Math.round(units * meanY) };
}

/** Households of an arm, of equal size, below which a normal test of them is not made. */
export const HOUSEHOLDS_MIN = 20;

/**
 * Households of equal size that say as much as these: one that holds most customers leaves hardly more than itself.
 * Source: (Σx)² / Σx², L. Kish, "Survey Sampling", 1965; as what a cluster-robust test rests on, A. Carter, K. Schnepel
 * and D. Steigerwald, Review of Economics and Statistics 99 (2017).
 */
export function worthOfHouseholds({ units, meanX, centredXX }: PairMoments): number {
  return units === 0 ? 0 : units / (1 + centredXX / (units * meanX * meanX));
}

/** From this many households with a conversion and as many without the plain variance is good enough. */
const COUNT_MIN = 5;

/** Two households of the usual size, one of which converted: what Agresti and Caffo add to few customers. */
function twoMore({ meanX }: PairMoments): PairMoments {
  return { ...noPairMoments, units: 2, meanY: meanX / 2, meanX, centredYY: (meanX * meanX) / 2 };
}

/**
 * Conversions per customer with the standard error of a ratio over households, which hardly any conversions do not
 * bring to 0.
 * @param reached households of which somebody converted
 */
export function conversionLevel(conversions: PairMoments, reached: number): EffectResult {
  const level = ratioMetric(conversions);
  if (level.state === 'notComputable') return level;
  if (Math.min(reached, conversions.units - reached) >= COUNT_MIN) return level;
  const steady = ratioMetric(mergePairMoments(conversions, twoMore(conversions)));
  if (steady.state === 'notComputable') return steady;
  return computed({ estimate: level.estimate, standardError: steady.standardError });
}

/** Value per customer with its standard error over households. */
export function valueLevel(values: PairMoments): EffectResult {
  return values.units === 0 ? notComputable('no-units') : ratioMetric(values);
}
