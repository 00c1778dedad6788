// Effects of rates whose standard error stays above 0 with hardly any conversions: for strata, segments and guardrails,
// where a group of three customers must never look certain.
import type { Effect } from './effect.ts';
import { type RateCounts, rateDifference, type TwoRates } from './rates.ts';

/** From this many converters and as many others the plain variance is good enough. */
const COUNT_MIN = 5;

/** Variance of a single rate; with small counts after adding a success and a failure. */
function steadyVariance({ conversions, units }: RateCounts): number {
  const extra = Math.min(conversions, units - conversions) < COUNT_MIN ? 1 : 0;
  const rate = (conversions + extra) / (units + 2 * extra);
  return (rate * (1 - rate)) / (units + 2 * extra);
}

/** Rate of one arm with its steady standard error; needs units. */
export function steadyRate(counts: RateCounts): Effect {
  return { estimate: counts.conversions / counts.units, standardError: Math.sqrt(steadyVariance(counts)) };
}

/**
 * Difference of two rates, treatment − control, with a standard error that is never 0; both arms need units.
 *
 * The estimate is the plain one, so that strata add up to what was seen.
 * Source of the variance: A. Agresti and B. Caffo, The American Statistician 54 (2000) 280-288.
 */
export function steadyRateEffect(rates: TwoRates): Effect {
  return {
    estimate: rateDifference(rates),
    standardError: Math.sqrt(steadyVariance(rates.control) + steadyVariance(rates.treatment)),
  };
}
