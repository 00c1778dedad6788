// Effects of rates whose standard error stays above 0 with hardly any conversions: for strata, segments and guardrails,
// where a group of three customers must never look certain.
import type { Effect } from './effect.ts';
import { type RateCounts, rateDifference, type TwoRates } from './rates.ts';

/** From this many converters and as many others the plain variance is good enough. */
const COUNT_MIN = 5;
/** Customers added to a small group, who convert at the rate expected of it. */
const CUSTOMERS_ADDED = 2;
/** Of a group of which nothing else is known: a success and a failure, as Agresti and Caffo add. */
const RATE_UNKNOWN = 0.5;

/** Variance of a single rate. */
function steadyVariance({ conversions, units }: RateCounts, expected: number): number {
  const rate = conversions / units;
  if (Math.min(conversions, units - conversions) >= COUNT_MIN) return (rate * (1 - rate)) / units;
  const steady = (conversions + CUSTOMERS_ADDED * expected) / (units + CUSTOMERS_ADDED);
  return (steady * (1 - steady)) / Math.max(1, units - 1);
}

/** What to expect of a small part of an arm: the rate of the whole, which is never quite 0 or 1. */
export function expectedRate({ conversions, units }: RateCounts): number {
  return (conversions + 1) / (units + 2);
}

/**
 * Rate of one arm with its steady standard error; needs units.
 *
 * @param expected  rate that a small group is drawn towards for its variance, above 0 and below 1
 */
export function steadyRate(counts: RateCounts, expected: number = RATE_UNKNOWN): Effect {
  const standardError = Math.sqrt(steadyVariance(counts, expected));
  return { estimate: counts.conversions / counts.units, standardError };
}

/**
 * Difference of two rates, treatment − control, with a standard error that is never 0; both arms need units.
 *
 * The estimate is the plain one, so that strata add up to what was seen; the variance of small groups is right on
 * average when they convert as expected, and too large rather than too small when nothing is known of them.
 * Source of adding customers: A. Agresti and B. Caffo, The American Statistician 54 (2000) 280-288.
 */
export function steadyRateEffect(
  rates: TwoRates,
  expected: { control: number; treatment: number } = { control: RATE_UNKNOWN, treatment: RATE_UNKNOWN },
): Effect {
  const variance =
    steadyVariance(rates.control, expected.control) + steadyVariance(rates.treatment, expected.treatment);
  return { estimate: rateDifference(rates), standardError: Math.sqrt(variance) };
}
