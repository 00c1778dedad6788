import { z } from 'zod';
import { computed, resultSchema } from '../../../shared/statistic.ts';
import { type TwoRates, whyNotComparable } from './rates.ts';
import { logBinomial } from './special/binomial.ts';

export const exactTestSchema = resultSchema({ pValue: z.number() });
export type ExactTest = z.infer<typeof exactTestSchema>;

/** Tables within this factor of the observed one count as equally probable: rounding must not break ties. */
const TIE = 1 + 1e-7;

/** Below this expected count in any cell the normal approximation is not to be trusted alone. */
const EXPECTED_CELL_MIN = 5;

/** Whether some cell of the 2×2 table is expected to hold fewer than five; then the larger p-value decides. */
export function hasSmallCells({ control, treatment }: TwoRates): boolean {
  const conversions = control.conversions + treatment.conversions;
  const units = control.units + treatment.units;
  const rarer = Math.min(conversions, units - conversions);
  return (rarer * Math.min(control.units, treatment.units)) / units < EXPECTED_CELL_MIN;
}

/** Relative weights of the tables from `from` outwards in one direction, until they no longer add anything. */
function sumOutward(from: number, last: number, towards: 1 | -1, odds: (count: number) => number): number {
  let term = 1;
  let sum = 1;
  for (let count = from; count !== last; count += towards) {
    term *= towards === 1 ? odds(count) : 1 / odds(count - 1);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

/**
 * Fisher's exact test of two rates, two-sided: the probability of all tables no more probable than the observed one.
 *
 * Exact to about 1e-10 relative also for p-values of 1e-300 and millions of units.
 * Source: R. Fisher, JRSS 98 (1935) 39-54; two-sided rule as in R's fisher.test.
 * Edge: an arm without units is not computable; no conversions at all, or none missing, give p = 1.
 */
export function fisherExact(rates: TwoRates): ExactTest {
  const problem = whyNotComparable(rates);
  if (problem) return problem;
  const { control, treatment } = rates;
  const conversions = control.conversions + treatment.conversions;
  const first = Math.max(0, conversions - control.units);
  const last = Math.min(conversions, treatment.units);
  if (first === last) return computed({ pValue: 1 });

  const rate = conversions / (control.units + treatment.units);
  const logAll = logBinomial(conversions, control.units + treatment.units, rate);
  const logAt = (count: number) =>
    logBinomial(count, treatment.units, rate) +
    logBinomial(conversions - count, control.units, rate) -
    logAll;
  // probability of count + 1 over that of count
  const odds = (count: number) =>
    ((treatment.units - count) / (count + 1)) *
    ((conversions - count) / (control.units - conversions + count + 1));

  const observed = treatment.conversions;
  const limit = logAt(observed) + Math.log(TIE);
  const mode = Math.floor(
    ((conversions + 1) * (treatment.units + 1)) / (control.units + treatment.units + 2),
  );
  const isBelowMode = observed <= mode;
  const ownTail =
    Math.exp(logAt(observed)) * sumOutward(observed, isBelowMode ? first : last, isBelowMode ? -1 : 1, odds);
  if (logAt(mode) <= limit) return computed({ pValue: 1 });

  const farEnd = isBelowMode ? last : first;
  if (logAt(farEnd) > limit) return computed({ pValue: Math.min(1, ownTail) });
  let [probable, improbable] = [mode, farEnd];
  while (Math.abs(improbable - probable) > 1) {
    const middle = Math.floor((probable + improbable) / 2);
    if (logAt(middle) <= limit) improbable = middle;
    else probable = middle;
  }
  const farTail = Math.exp(logAt(improbable)) * sumOutward(improbable, farEnd, isBelowMode ? 1 : -1, odds);
  return computed({ pValue: Math.min(1, ownTail + farTail) });
}
