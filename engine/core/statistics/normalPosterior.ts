import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  alphaSchema,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import { type Effect, effectSchema } from './effect.ts';
import { normalCdf, normalLoss, normalUpperQuantile } from './special/normal.ts';

export const normalPosteriorInputSchema = z.object({
  effect: effectSchema,
  /** What is believed of such effects before, in the same unit; none means a flat prior. */
  prior: z.object({ mean: z.number(), deviation: z.number().gt(0) }).optional(),
  alpha: alphaSchema.optional(),
});
export type NormalPosteriorInput = z.infer<typeof normalPosteriorInputSchema>;

export const normalPosteriorSchema = resultSchema({
  ...intervalFields,
  deviation: z.number(),
  /** Probability that the effect is above 0. */
  chanceToWin: z.number(),
  /** Given up on average by choosing the treatment, in the unit of the effect. */
  lossOfTreatment: z.number(),
  /** Given up on average by keeping the control. */
  lossOfControl: z.number(),
});
export type NormalPosterior = z.infer<typeof normalPosteriorSchema>;

/**
 * Posterior of an effect (mean, ratio, CUPED) under a normal prior, with chance to win and expected losses.
 *
 * @param effect  estimate in the good direction and its standard error
 * Source: conjugate normal model; losses through Mills' ratio, exact also when they are 1e-300.
 * Edge: a standard error of 0 is not computable.
 */
export function normalPosterior({
  effect,
  prior,
  alpha = ALPHA_DEFAULT,
}: NormalPosteriorInput): NormalPosterior {
  const { estimate: observed, standardError } = effect;
  if (!(standardError > 0)) return notComputable('no-variance');
  const { estimate, deviation } = weigh({ estimate: observed, standardError }, prior);
  const u = estimate / deviation;
  const reach = normalUpperQuantile(alpha / 2) * deviation;
  return computed({
    estimate,
    lower: estimate - reach,
    upper: estimate + reach,
    deviation,
    chanceToWin: normalCdf(u),
    lossOfTreatment: deviation * normalLoss(u),
    lossOfControl: deviation * normalLoss(-u),
  });
}

function weigh({ estimate, standardError }: Effect, prior: NormalPosteriorInput['prior']) {
  if (!prior) return { estimate, deviation: standardError };
  // share of the prior in the posterior mean, written so that neither precision overflows
  const priorShare = 1 / (1 + (prior.deviation / standardError) ** 2);
  return {
    estimate: estimate + priorShare * (prior.mean - estimate),
    deviation: prior.deviation * Math.sqrt(priorShare),
  };
}
