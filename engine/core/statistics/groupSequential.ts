import { z } from 'zod';
import { ALPHA_DEFAULT, alphaSchema } from '../../../shared/statistic.ts';
import { normalDensity, normalTwoSided, normalUpperQuantile, normalUpperTail } from './special/normal.ts';
import { type Node, panelNodes } from './special/quadrature.ts';
import { findRoot } from './special/roots.ts';

export const groupSequentialInputSchema = z.object({
  /** Share of the final information at each planned look, rising, the last usually 1. */
  fractions: z
    .array(z.number().gt(0).max(1))
    .min(1)
    .refine((all) => all.every((fraction, index) => index === 0 || fraction > (all[index - 1] ?? 0)), {
      message: 'fractions must rise',
    }),
  alpha: alphaSchema.optional(),
});
export type GroupSequentialInput = z.infer<typeof groupSequentialInputSchema>;

export const groupSequentialSchema = z.array(
  z.object({
    fraction: z.number(),
    /** Reject when |z| of all data so far is above this. */
    criticalValue: z.number(),
    /** Two-sided p-value that corresponds to it at this look. */
    nominalP: z.number(),
    /** Two-sided error level spent up to and including this look. */
    spentAlpha: z.number(),
  }),
);
export type GroupSequentialBounds = z.infer<typeof groupSequentialSchema>;

/** O'Brien-Fleming type spending of one side: nearly nothing early, all of alpha / 2 at the end. */
function spentPerSide(fraction: number, alpha: number): number {
  return 2 * normalUpperTail(normalUpperQuantile(alpha / 4) / Math.sqrt(fraction));
}

/** Nodes over the continuation region with the density of the paths still inside; panels narrower than a step. */
function nodesInside(bound: number, stepDeviation: number, densityAt: (score: number) => number): Node[] {
  const panels = Math.max(2, Math.ceil((2 * bound) / (1.5 * stepDeviation)));
  const width = (2 * bound) / panels;
  return Array.from({ length: panels }, (_, index) =>
    panelNodes(-bound + index * width, -bound + (index + 1) * width),
  )
    .flat()
    .map(({ at, weight }) => ({ at, weight: weight * densityAt(at) }));
}

/**
 * Two-sided boundaries of a test with planned looks, spending alpha by the O'Brien-Fleming type function.
 *
 * Both sides stop; the paths that crossed before are removed by recursive integration of the score's density, which is a
 * Brownian motion at the information fractions. Accurate to about 1e-8.
 * Source: K. Lan and D. DeMets, Biometrika 70 (1983) 659-663; P. Armitage, C. McPherson and B. Rowe, JRSS A 132 (1969).
 * Edge: fractions are parsed by `groupSequentialInputSchema`; rising and at most 1.
 */
export function groupSequentialBounds({
  fractions,
  alpha = ALPHA_DEFAULT,
}: GroupSequentialInput): GroupSequentialBounds {
  const bounds: GroupSequentialBounds = [];
  // before the first look all paths are at score 0
  let inside: Node[] = [{ at: 0, weight: 1 }];
  let [fractionBefore, spentBefore] = [0, 0];
  for (const [index, fraction] of fractions.entries()) {
    const step = Math.sqrt(fraction - fractionBefore);
    const spent = spentPerSide(fraction, alpha);
    const logTarget = Math.log(spent - spentBefore);
    const crossing = (bound: number) =>
      inside.reduce((sum, { at, weight }) => sum + weight * normalUpperTail((bound - at) / step), 0);
    const scale = Math.sqrt(fraction);
    const bound = findRoot(0, 40 * scale, (score) => Math.log(crossing(score) + 1e-320) - logTarget);
    bounds.push({
      fraction,
      criticalValue: bound / scale,
      nominalP: normalTwoSided(bound / scale),
      spentAlpha: 2 * spent,
    });
    const next = fractions[index + 1];
    if (next === undefined) break;
    const previous = inside;
    const densityAt = (score: number) =>
      previous.reduce((sum, { at, weight }) => sum + weight * normalDensity((score - at) / step), 0) / step;
    inside = nodesInside(bound, Math.min(step, Math.sqrt(next - fraction)), densityAt);
    [fractionBefore, spentBefore] = [fraction, spent];
  }
  return bounds;
}
