import { betaPointAt } from './beta.ts';
import { logIncompleteBeta } from './incompleteBeta.ts';
import { normalTwoSided, normalUpperQuantile, normalUpperTail } from './normal.ts';
import type { UnitPoint } from './unitPoint.ts';

/** df / (df + t²) as a point with its complement, safe for t up to the end of the range of a double. */
function pointOf(t: number, degreesOfFreedom: number): UnitPoint {
  const ratio = Math.abs(t) / Math.sqrt(degreesOfFreedom);
  if (ratio <= 1) {
    const square = ratio * ratio;
    const logX = -Math.log1p(square);
    return { x: 1 / (1 + square), y: square / (1 + square), logX, logY: 2 * Math.log(ratio) + logX };
  }
  const inverse = 1 / ratio;
  const square = inverse * inverse;
  const logY = -Math.log1p(square);
  return { x: square / (1 + square), y: 1 / (1 + square), logX: logY - 2 * Math.log(ratio), logY };
}

/**
 * P(T > t) of Student's distribution, about 1e-12 relative down to 1e-300.
 *
 * @param degreesOfFreedom  above 0, need not be whole; Infinity is the normal distribution
 * Source: NIST DLMF 8.17.20 with a = df/2, b = ½.
 */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Infinity) return normalUpperTail(t);
  const both = studentTwoSided(t, degreesOfFreedom);
  return t > 0 ? both / 2 : 1 - both / 2;
}

/** P(|T| > |t|): the two-sided p-value of a t test. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Infinity) return normalTwoSided(t);
  if (t === 0) return 1;
  if (Math.abs(t) === Infinity) return 0;
  return Math.exp(logIncompleteBeta(degreesOfFreedom / 2, 0.5, pointOf(t, degreesOfFreedom)).logLower);
}

/** The t with P(T > t) = probability. Edge: 0 gives Infinity, 1 gives −Infinity. */
export function studentUpperQuantile(probability: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Infinity) return normalUpperQuantile(probability);
  if (probability <= 0) return Infinity;
  if (probability > 0.5) return -studentUpperQuantile(1 - probability, degreesOfFreedom);
  // 1 − 2p is exact for p between ¼ and ½, where the quantile is near 0 and needs it
  const point =
    probability > 0.25
      ? betaPointAt(degreesOfFreedom / 2, 0.5, 'upper', 1 - 2 * probability)
      : betaPointAt(degreesOfFreedom / 2, 0.5, 'lower', 2 * probability);
  return Math.sqrt(degreesOfFreedom) * Math.exp((point.logY - point.logX) / 2);
}
