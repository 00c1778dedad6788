import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  alphaSchema,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import { whyNoStandardError } from './effect.ts';
import { momentsSchema, sampleVariance } from './moments.ts';
import { studentTwoSided, studentUpperQuantile } from './special/studentT.ts';

export const twoMeansSchema = z.object({
  control: momentsSchema,
  treatment: momentsSchema,
  alpha: alphaSchema.optional(),
});
export type TwoMeans = z.infer<typeof twoMeansSchema>;

export const welchSchema = resultSchema({
  ...intervalFields,
  standardError: z.number(),
  t: z.number(),
  degreesOfFreedom: z.number(),
  pValue: z.number(),
});
export type WelchResult = z.infer<typeof welchSchema>;

/**
 * Welch's test and interval of a difference of means, treatment − control, in the unit of the values.
 *
 * Source: B. Welch, Biometrika 34 (1947) 28-35.
 * Edge: an arm of fewer than two units, or no variance in both arms, is not computable.
 */
export function welch({ control, treatment, alpha = ALPHA_DEFAULT }: TwoMeans): WelchResult {
  const problem = whyNoStandardError(control, treatment);
  if (problem) return problem;
  const controlPart = sampleVariance(control) / control.units;
  const treatmentPart = sampleVariance(treatment) / treatment.units;
  const variance = controlPart + treatmentPart;
  if (variance === 0) return notComputable('no-variance');
  // shares of the variance instead of its square: no overflow for balances, no underflow for rates
  const [controlShare, treatmentShare] = [controlPart / variance, treatmentPart / variance];
  const degreesOfFreedom =
    1 / (controlShare ** 2 / (control.units - 1) + treatmentShare ** 2 / (treatment.units - 1));
  const standardError = Math.sqrt(variance);
  const estimate = treatment.mean - control.mean;
  const t = estimate / standardError;
  const reach = studentUpperQuantile(alpha / 2, degreesOfFreedom) * standardError;
  return computed({
    estimate,
    lower: estimate - reach,
    upper: estimate + reach,
    standardError,
    t,
    degreesOfFreedom,
    pValue: studentTwoSided(t, degreesOfFreedom),
  });
}
