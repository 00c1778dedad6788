import { notComputable } from '../../../shared/statistic.ts';
import { type Effect, type EffectTest, normalTest } from './effect.ts';

/** An effect at a point in time. */
export interface TimedEffect extends Effect {
  at: number;
}

const weightOf = ({ standardError }: Effect): number => 1 / standardError ** 2;

/**
 * Slope of effects over time, per unit of `at`, by least squares weighted with their known variances.
 *
 * Source: Aitken's generalised least squares; effects of disjoint groups are independent.
 * Edge: fewer than three points, or all at one time, is not computable. Effects need a standard error above 0.
 */
export function weightedTrend(points: readonly TimedEffect[], alpha?: number): EffectTest {
  if (points.length < 3) return notComputable('too-few-units');
  if (new Set(points.map(({ at }) => at)).size < 2) return notComputable('no-variance');
  const weights = points.reduce((sum, point) => sum + weightOf(point), 0);
  const centre = points.reduce((sum, point) => sum + (weightOf(point) / weights) * point.at, 0);
  const spread = points.reduce((sum, point) => sum + weightOf(point) * (point.at - centre) ** 2, 0);
  const cross = points.reduce(
    (sum, point) => sum + weightOf(point) * (point.at - centre) * point.estimate,
    0,
  );
  return normalTest({ estimate: cross / spread, standardError: Math.sqrt(1 / spread) }, alpha);
}

/** Common effect by inverse variances. Edge: no points is not computable. */
export function weightedMean(points: readonly Effect[], alpha?: number): EffectTest {
  if (points.length === 0) return notComputable('no-units');
  const weights = points.reduce((sum, point) => sum + weightOf(point), 0);
  const estimate = points.reduce((sum, point) => sum + (weightOf(point) / weights) * point.estimate, 0);
  return normalTest({ estimate, standardError: Math.sqrt(1 / weights) }, alpha);
}
