import type { Effect } from './effect.ts';
import { normalCdf, normalDensity, normalUpperTail } from './special/normal.ts';
import { panelNodes } from './special/quadrature.ts';

export interface BestChance {
  /** probability that this one is the highest */
  chanceBest: number;
  /** given up on average by choosing it */
  expectedLoss: number;
}

/** Panels of this many standard errors, out to REACH of them on either side. */
const PANEL_ERRORS = 1.5;
const REACH_ERRORS = 12;

/**
 * Chance to be highest and expected loss of several independent normal posteriors, by exact integration.
 *
 * @param effects  level of each arm in the good direction with its standard error, above 0
 * Source: flat prior; P(best) = ∫ f_i Π F_j, loss = ∫ F_i (1 − Π F_j), Gauss-Legendre panels.
 * Edge: fewer than two, or a standard error of 0, gives an empty list.
 */
export function normalBest(effects: readonly Effect[]): BestChance[] {
  if (effects.length < 2 || effects.some(({ standardError }) => !(standardError > 0))) return [];
  const steps = 2 * (REACH_ERRORS / PANEL_ERRORS) + 1;
  const edges = effects
    .flatMap(({ estimate, standardError }) =>
      Array.from({ length: steps }, (_, k) => estimate + (k * PANEL_ERRORS - REACH_ERRORS) * standardError),
    )
    .sort((one, other) => one - other);
  const totals = effects.map(() => ({ chanceBest: 0, expectedLoss: 0 }));
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1];
    if (from === undefined || !(to > from)) continue;
    for (const { at, weight } of panelNodes(from, to)) addNode(effects, totals, at, weight);
  }
  return totals.map(({ chanceBest, expectedLoss }) => ({
    chanceBest: Math.min(1, chanceBest),
    expectedLoss,
  }));
}

function addNode(effects: readonly Effect[], totals: BestChance[], at: number, weight: number): void {
  const scores = effects.map(({ estimate, standardError }) => (at - estimate) / standardError);
  for (const [index, total] of totals.entries()) {
    const [own, effect] = [scores[index] ?? 0, effects[index]];
    const others = scores.filter((_, other) => other !== index);
    const allBelow = others.reduce((product, score) => product * normalCdf(score), 1);
    // of two arms the tail itself, so that small losses keep their digits
    const someAbove = others.length === 1 ? normalUpperTail(others[0] ?? 0) : 1 - allBelow;
    total.chanceBest += (weight * normalDensity(own) * allBelow) / (effect?.standardError ?? 1);
    total.expectedLoss += weight * normalCdf(own) * someAbove;
  }
}
