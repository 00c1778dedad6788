import { z } from 'zod';
import { stirlingError } from './special/logGamma.ts';
import { poissonDeviance } from './special/poissonDeviance.ts';
import type { ArmCount } from './srmChiSquare.ts';

/** Weight of the prior around the planned ratio, in units. */
const SRM_CONCENTRATION = 10_000;

/** The always-valid rule may alert at this level on a live page. */
export const SEQUENTIAL_SRM_ALPHA = 0.01;

/** What one look leaves for the next; store it as it is. */
export const sequentialSrmSchema = z.object({
  units: z.number(),
  /** Natural logarithm; above 0 the data speak against the planned ratio. */
  logBayesFactor: z.number(),
  /** Smallest p-value of all looks so far. */
  pValue: z.number(),
  /** Units in arms of weight 0, a failure of their own: nobody should be there. */
  strayUnits: z.number(),
  /** p below 0.01 at this look or one before, or stray units. */
  isMismatch: z.boolean(),
});
export type SequentialSrm = z.infer<typeof sequentialSrmSchema>;

export const sequentialSrmStart: SequentialSrm = {
  units: 0,
  logBayesFactor: 0,
  pValue: 1,
  strayUnits: 0,
  isMismatch: false,
};

/**
 * Bayes factor of "some other ratio" (Dirichlet around the weights) against the planned ratio.
 *
 * The gamma functions of the closed form are written as deviances and Stirling errors: millions of units would
 * otherwise cancel nine digits.
 */
function logBayesFactorOf(arms: readonly ArmCount[]): number {
  const open = arms.filter((arm) => arm.weight > 0);
  if (open.length < 2) return 0;
  const weights = open.reduce((sum, arm) => sum + arm.weight, 0);
  const total = open.reduce((sum, arm) => sum + arm.units, SRM_CONCENTRATION);
  let sum = stirlingError(SRM_CONCENTRATION) - stirlingError(total);
  sum -= ((open.length - 1) / 2) * Math.log(total / SRM_CONCENTRATION);
  for (const { units, weight } of open) {
    const prior = (SRM_CONCENTRATION * weight) / weights;
    const expected = (total * weight) / weights;
    const posterior = prior + units;
    sum += poissonDeviance(posterior, expected) - 0.5 * Math.log(posterior / expected);
    sum += stirlingError(posterior) - stirlingError(prior);
  }
  return sum;
}

/**
 * One more look at the sample ratio; the p-value is valid however often it is looked at.
 *
 * The Bayes factor depends on the totals only, so any grouping of the units into looks gives the same one.
 *
 * @param arms  totals since the start of the epoch, not since the last look
 * @param before  what the last look returned; `sequentialSrmStart` at the first
 * Source: M. Lindon and A. Malek, "Sequential testing of multinomial hypotheses", arXiv 2011.03567.
 * Edge: no units yet, or fewer than two arms of weight above 0, leaves a Bayes factor of 1.
 */
export function sequentialSrm(
  arms: readonly ArmCount[],
  before: SequentialSrm = sequentialSrmStart,
): SequentialSrm {
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  const strayUnits = arms.reduce((sum, arm) => (arm.weight > 0 ? sum : sum + arm.units), 0);
  const logBayesFactor = logBayesFactorOf(arms);
  const pValue = Math.min(before.pValue, Math.exp(-logBayesFactor));
  const isMismatch = pValue < SEQUENTIAL_SRM_ALPHA || strayUnits > 0;
  return { units, logBayesFactor, pValue, strayUnits, isMismatch };
}
