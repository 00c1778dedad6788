import { z } from 'zod';
import { ALPHA_DEFAULT, computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import { oneSidedReach, type SequencePlan } from './confidenceSequence.ts';
import type { Effect } from './effect.ts';
import { normalUpperTail } from './special/normal.ts';

export const guardrailSchema = resultSchema({
  /** `harmed` is always valid and may alert on any look; `safe` is meant for the planned end. */
  verdict: z.enum(['safe', 'notYetProvenSafe', 'harmed']),
  z: z.number(),
  /** One-sided: chance of data this good if the harm were as large as the margin. */
  pValue: z.number(),
  /** Upper bound of the effect, valid at every look; harm is certain when it is below 0. */
  harmUpperBound: z.number(),
});
export type GuardrailResult = z.infer<typeof guardrailSchema>;

export const equivalenceSchema = resultSchema({
  isEquivalent: z.boolean(),
  /** The larger of the two one-sided p-values. */
  pValue: z.number(),
  pValueAboveLower: z.number(),
  pValueBelowUpper: z.number(),
});
export type EquivalenceResult = z.infer<typeof equivalenceSchema>;

/**
 * Is a guardrail (unsubscribes, complaints, outflow) not worse than a margin, and is it already surely worse?
 *
 * @param effect  in the good direction: below 0 is harm
 * @param margin  harm that is still acceptable, above 0, in the unit of the effect
 * @param units  units of both arms
 * Source: one-sided non-inferiority test z = (e + margin) / SE; harm by the one-sided asymptotic confidence sequence.
 * Edge: a sure harm that is surely within the margin is safe. No units, or a standard error of 0, is not computable.
 */
export function guardrail(
  effect: Effect,
  margin: number,
  units: number,
  plan: SequencePlan,
): GuardrailResult {
  if (units === 0) return notComputable('no-units');
  if (!(effect.standardError > 0)) return notComputable('no-variance');
  const z = (effect.estimate + margin) / effect.standardError;
  const pValue = normalUpperTail(z);
  const harmUpperBound = effect.estimate + oneSidedReach(effect.standardError, units, plan);
  const isNotInferior = pValue < (plan.alpha ?? ALPHA_DEFAULT);
  const verdict = isNotInferior ? 'safe' : harmUpperBound < 0 ? 'harmed' : 'notYetProvenSafe';
  return computed({ verdict, z, pValue, harmUpperBound });
}

/**
 * Two one-sided tests: is the effect between two margins, so that "no meaningful difference" is a finding?
 *
 * @param margins  lower below 0, upper above 0, in the unit of the effect
 * Source: D. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987) 657-680.
 * Edge: a standard error of 0 is not computable.
 */
export function equivalence(
  { estimate, standardError }: Effect,
  margins: { lower: number; upper: number },
  alpha: number = ALPHA_DEFAULT,
): EquivalenceResult {
  if (!(standardError > 0)) return notComputable('no-variance');
  const pValueAboveLower = normalUpperTail((estimate - margins.lower) / standardError);
  const pValueBelowUpper = normalUpperTail((margins.upper - estimate) / standardError);
  const pValue = Math.max(pValueAboveLower, pValueBelowUpper);
  return computed({ isEquivalent: pValue < alpha, pValue, pValueAboveLower, pValueBelowUpper });
}
