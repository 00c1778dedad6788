import { ALPHA_DEFAULT, computed, notComputable } from '../../../shared/statistic.ts';
import { type AlwaysValid, mixingPrecision, type SequencePlan } from './confidenceSequence.ts';
import type { Effect } from './effect.ts';

/**
 * Always-valid t interval: the confidence sequence for small samples, where the variance is itself uncertain.
 *
 * @param units  units of both arms behind the effect now
 * @param degreesOfFreedom  of its standard error (Welch's, or units − 2)
 * Source: M. Lindon, D. Ham, M. Tingley and I. Bojinov, "Anytime-Valid Linear Models", arXiv 2210.08589.
 * Edge: `no-information-yet` while the radius is still infinite; a standard error of 0, or no degree of freedom, is not
 * computable.
 */
export function anytimeValidT(
  { estimate, standardError }: Effect,
  units: number,
  degreesOfFreedom: number,
  plan: SequencePlan,
): AlwaysValid {
  if (units === 0) return notComputable('no-units');
  if (!(degreesOfFreedom > 0)) return notComputable('too-few-units');
  if (!(standardError > 0)) return notComputable('no-variance');
  const { alpha = ALPHA_DEFAULT, plannedUnits, pValueBefore = 1 } = plan;
  const prior = 1 / mixingPrecision(alpha, plannedUnits);
  const ratio = prior / (prior + units);
  const root = Math.exp((Math.log(ratio) + 2 * Math.log(alpha)) / (degreesOfFreedom + 1));
  if (root <= ratio) return notComputable('no-information-yet');
  const criticalValue = Math.sqrt((degreesOfFreedom * (1 - root)) / (root - ratio));
  const share = (estimate / standardError) ** 2 / degreesOfFreedom;
  const logEValue =
    0.5 * Math.log(ratio) + 0.5 * (degreesOfFreedom + 1) * (Math.log1p(share) - Math.log1p(ratio * share));
  return computed({
    estimate,
    lower: estimate - criticalValue * standardError,
    upper: estimate + criticalValue * standardError,
    standardError,
    criticalValue,
    logEValue,
    pValue: Math.min(pValueBefore, Math.exp(-logEValue)),
  });
}
