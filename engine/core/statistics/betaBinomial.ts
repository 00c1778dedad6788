import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  alphaSchema,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import { type RateCounts, rateCountsSchema } from './rates.ts';
import { betaPointAt } from './special/beta.ts';
import { logBetaKernel, logIncompleteBeta } from './special/incompleteBeta.ts';
import { type Node, panelNodes } from './special/quadrature.ts';
import { pointAtLogit } from './special/unitPoint.ts';

/** Pseudo-counts of converters (a) and others (b) known before; 1 and 1 know nothing. */
export const betaPriorSchema = z.object({ a: z.number().gt(0), b: z.number().gt(0) });

export const betaBinomialInputSchema = z.object({
  arms: z.array(rateCountsSchema).min(2),
  prior: betaPriorSchema.optional(),
  alpha: alphaSchema.optional(),
});
export type BetaBinomialInput = z.infer<typeof betaBinomialInputSchema>;

export const betaBinomialSchema = resultSchema({
  /** In the order of the arms. */
  arms: z.array(
    z.object({
      /** Posterior mean with its equal-tailed credible interval. */
      ...intervalFields,
      /** Probability that this arm has the highest rate; with two arms the chance to win. */
      chanceBest: z.number(),
      /** Rate given up on average by choosing this arm: E[best − this], a fraction. */
      expectedLoss: z.number(),
    }),
  ),
});
export type BetaBinomialResult = z.infer<typeof betaBinomialSchema>;

interface Posterior {
  readonly a: number;
  readonly b: number;
}

/** Panels of this many posterior deviations, out to REACH of them: wide enough for chances of 1e-100 and less. */
const PANEL_DEVIATIONS = 1.5;
const REACH_DEVIATIONS = 40;

/** A panel whose integrand is this far below the highest one (in logs) adds nothing to a double. */
const NEGLIGIBLE = 80;

/** Edges of panels in the logit that resolve every arm's distribution function where it rises. */
function panelEdges(posteriors: readonly Posterior[]): number[] {
  const edges = posteriors.flatMap(({ a, b }) => {
    const mode = Math.log(a / b);
    const deviation = Math.sqrt(1 / a + 1 / b);
    const count = Math.ceil(REACH_DEVIATIONS / PANEL_DEVIATIONS);
    return Array.from({ length: 2 * count + 1 }, (_, k) => mode + (k - count) * PANEL_DEVIATIONS * deviation);
  });
  return edges.sort((one, other) => one - other);
}

interface LogIntegrands {
  /** Per arm: density of this arm in the logit times the distribution functions of all others. */
  readonly best: readonly number[];
  /** Per arm: its distribution function times the chance that some other arm is above, times dx/du. */
  readonly loss: readonly number[];
}

function integrandsAt(posteriors: readonly Posterior[], logit: number): LogIntegrands {
  const point = pointAtLogit(logit);
  const tails = posteriors.map(({ a, b }) => logIncompleteBeta(a, b, point));
  const logAllLower = tails.reduce((sum, { logLower }) => sum + logLower, 0);
  const best: number[] = [];
  const loss: number[] = [];
  for (const [index, { a, b }] of posteriors.entries()) {
    const own = tails[index]?.logLower ?? 0;
    // an arm that is certainly above must not leave −∞ minus −∞
    const others = Number.isFinite(own) ? logAllLower - own : -Infinity;
    best.push(logBetaKernel(a, b, point) + others);
    loss.push(own + logSomeAbove(tails, index) + point.logX + point.logY);
  }
  return { best, loss };
}

/** ln of the chance that an arm other than `except` lies above; with two arms its upper tail itself. */
function logSomeAbove(tails: readonly { logLower: number; logUpper: number }[], except: number): number {
  const others = tails.filter((_, index) => index !== except);
  const [only] = others;
  if (others.length === 1 && only) return only.logUpper;
  // 1 − Π(1 − upper), where the uppers may be tiny: add the largest apart from the rest
  const logNone = others.reduce((sum, { logLower }) => sum + logLower, 0);
  if (logNone < -1e-8) return Math.log(-Math.expm1(logNone));
  return Math.log(others.reduce((sum, { logUpper }) => sum + Math.exp(logUpper), 0));
}

/** Panels in which at least one integrand is not negligible beside its own maximum. */
function relevantPanels(posteriors: readonly Posterior[]): [number, number][] {
  const edges = panelEdges(posteriors);
  const panels: { from: number; to: number; logs: number[] }[] = [];
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1];
    if (from === undefined || to - from < 1e-13 * Math.abs(to)) continue;
    const { best, loss } = integrandsAt(posteriors, (from + to) / 2);
    panels.push({ from, to, logs: [...best, ...loss].map((log) => log + Math.log(to - from)) });
  }
  const highest = (panels[0]?.logs ?? []).map((_, k) =>
    panels.reduce((top, { logs }) => Math.max(top, logs[k] ?? top), -Infinity),
  );
  return panels
    .filter(({ logs }) => logs.some((log, k) => log > (highest[k] ?? 0) - NEGLIGIBLE))
    .map(({ from, to }) => [from, to]);
}

/**
 * Exact chance to be best and expected loss of every arm, from independent beta posteriors.
 *
 * Integrals by Gauss-Legendre panels in the logit, about 1e-10 relative; no simulation. These are read-outs of the data
 * now, not a stopping rule: they do not repair peeking.
 *
 * @param input  arms as counts; prior the same for all arms
 * Source: conjugate beta-binomial model; P(best) = ∫ f_i Π F_j, loss = ∫ F_i (1 − Π F_j).
 * Edge: fewer than two arms is not computable; an arm without units speaks with its prior.
 */
export function betaBinomial({
  arms,
  prior = { a: 1, b: 1 },
  alpha = ALPHA_DEFAULT,
}: BetaBinomialInput): BetaBinomialResult {
  if (arms.length < 2) return notComputable('too-few-arms');
  const posteriors = arms.map((arm: RateCounts) => ({
    a: prior.a + arm.conversions,
    b: prior.b + arm.units - arm.conversions,
  }));
  const nodes: Node[] = relevantPanels(posteriors).flatMap(([from, to]) => panelNodes(from, to));
  const chances = arms.map(() => 0);
  const losses = arms.map(() => 0);
  for (const { at, weight } of nodes) {
    const { best, loss } = integrandsAt(posteriors, at);
    for (const index of arms.keys()) {
      chances[index] = (chances[index] ?? 0) + weight * Math.exp(best[index] ?? -Infinity);
      losses[index] = (losses[index] ?? 0) + weight * Math.exp(loss[index] ?? -Infinity);
    }
  }
  return computed({
    arms: posteriors.map(({ a, b }, index) => ({
      estimate: a / (a + b),
      lower: betaPointAt(a, b, 'lower', alpha / 2).x,
      upper: betaPointAt(a, b, 'upper', alpha / 2).x,
      chanceBest: Math.min(1, chances[index] ?? 0),
      expectedLoss: losses[index] ?? 0,
    })),
  });
}
