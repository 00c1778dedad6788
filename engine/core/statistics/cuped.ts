import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  alphaSchema,
  computed,
  notComputable,
  resultSchema,
  testFields,
} from '../../../shared/statistic.ts';
import { effectSchema, normalTest, whyNoStandardError } from './effect.ts';
import { mergePairMoments, type PairMoments, pairMomentsSchema } from './moments.ts';

export const cupedInputSchema = z.object({
  control: pairMomentsSchema,
  treatment: pairMomentsSchema,
  alpha: alphaSchema.optional(),
});
export type CupedInput = z.infer<typeof cupedInputSchema>;

export const cupedSchema = resultSchema({
  ...testFields,
  standardError: z.number(),
  theta: z.number(),
  /** The unadjusted effect, always shown beside. */
  raw: effectSchema,
  /** 1 − (adjusted / raw standard error)²; below 0 when the covariate only adds noise. */
  varianceReduction: z.number(),
  /** Adjusted and raw estimate point in opposite directions: flag it. */
  changesSign: z.boolean(),
  /** One of the two is significant at alpha and the other is not: flag it. */
  changesDecision: z.boolean(),
});
export type CupedResult = z.infer<typeof cupedSchema>;

function adjustedVariance({ units, centredYY, centredXX, centredXY }: PairMoments, theta: number): number {
  return Math.max(0, centredYY + theta * theta * centredXX - 2 * theta * centredXY) / (units - 1) / units;
}

/**
 * Difference of means adjusted by one covariate measured before exposure.
 *
 * @param input  per arm: y the metric, x the covariate
 * Source: A. Deng, Y. Xu, R. Kohavi and T. Walker, "CUPED", WSDM 2013; theta over all units of both arms.
 * Edge: a covariate without variance gives theta 0, the raw result. Fewer than two units in an arm, or no variance left,
 * is not computable.
 */
export function cuped({ control, treatment, alpha = ALPHA_DEFAULT }: CupedInput): CupedResult {
  const problem = whyNoStandardError(control, treatment);
  if (problem) return problem;
  const all = mergePairMoments(control, treatment);
  const theta = all.centredXX > 0 ? all.centredXY / all.centredXX : 0;
  const raw = {
    estimate: treatment.meanY - control.meanY,
    standardError: Math.sqrt(adjustedVariance(control, 0) + adjustedVariance(treatment, 0)),
  };
  const estimate = raw.estimate - theta * (treatment.meanX - control.meanX);
  const standardError = Math.sqrt(adjustedVariance(control, theta) + adjustedVariance(treatment, theta));
  const rawTest = normalTest(raw, alpha);
  const adjusted = normalTest({ estimate, standardError }, alpha);
  if (rawTest.state === 'notComputable') return rawTest;
  if (adjusted.state === 'notComputable') return notComputable('no-variance');
  return computed({
    ...adjusted,
    theta,
    raw,
    varianceReduction: 1 - (standardError / raw.standardError) ** 2,
    changesSign: raw.estimate * estimate < 0,
    changesDecision: rawTest.pValue < alpha !== adjusted.pValue < alpha,
  });
}
