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
  const below: number[] = [];
  const above: number[] = [];
  for (const { estimate, standardError } of effects) {
    const score = (at - estimate) / standardError;
    below.push(normalCdf(score));
    above.push(normalUpperTail(score));
  }
  for (const [index, total] of totals.entries()) {
    let [allBelow, someAbove] = [1, 0];
    for (let other = 0; other < below.length; other++) {
      if (other === index) continue;
      // 1 − Π below, added up without ever subtracting: small losses keep their digits
      someAbove += allBelow * (above[other] ?? 0);
      allBelow *= below[other] ?? 1;
    }
    const { estimate = 0, standardError = 1 } = effects[index] ?? {};
    total.chanceBest += (weight * normalDensity((at - estimate) / standardError) * allBelow) / standardError;
    total.expectedLoss += weight * (below[index] ?? 0) * someAbove;
  }
}
