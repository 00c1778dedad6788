import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import type { Effect } from './effect.ts';
import { normalUpperQuantile } from './special/normal.ts';

export const fiellerSchema = resultSchema({ ...intervalFields, lift: z.object(intervalFields) });
export type FiellerResult = z.infer<typeof fiellerSchema>;

/**
 * Interval of a ratio of two means, treatment / control, and the relative lift (ratio − 1).
 *
 * It excludes a lift of 0 exactly when the normal test of the difference rejects. For rates use
 * `miettinenNurminenRatio`: this one under-covers with a small control arm.
 *
 * @param control,treatment  mean and standard error of each arm, in the same unit
 * Source: E. Fieller, JRSS B 16 (1954) 175-185.
 * Edge: a control mean not distinguishable from 0 at alpha has no bounded ratio and is not computable; show the absolute
 * result. Two standard errors of 0 are not computable either.
 */
export function fieller(control: Effect, treatment: Effect, alpha: number = ALPHA_DEFAULT): FiellerResult {
  return fiellerAt(control, treatment, normalUpperQuantile(alpha / 2));
}

/**
 * The same as wide as another test reaches: with the critical value of a confidence sequence it is valid at every look,
 * since treatment − ratio·control has a sequence of its own for every ratio.
 *
 * @param criticalValue  half width in standard errors
 */
export function fiellerAt(control: Effect, treatment: Effect, criticalValue: number): FiellerResult {
  const critical = criticalValue ** 2;
  const controlVariance = control.standardError ** 2;
  const treatmentVariance = treatment.standardError ** 2;
  if (controlVariance === 0 && treatmentVariance === 0) return notComputable('no-variance');
  const a = control.estimate ** 2 - critical * controlVariance;
  if (!(a > 0)) return notComputable('control-mean-not-distinguishable-from-zero');
  const b = control.estimate * treatment.estimate;
  const c = treatment.estimate ** 2 - critical * treatmentVariance;
  // b² − ac multiplied out, so that the squares of the means no longer cancel
  const spread = Math.sqrt(critical * (a * treatmentVariance + treatment.estimate ** 2 * controlVariance));
  const estimate = treatment.estimate / control.estimate;
  const lower = b > 0 ? c / (b + spread) : (b - spread) / a;
  const upper = b < 0 ? c / (b - spread) : (b + spread) / a;
  return computed({
    estimate,
    lower,
    upper,
    lift: { estimate: estimate - 1, lower: lower - 1, upper: upper - 1 },
  });
}
