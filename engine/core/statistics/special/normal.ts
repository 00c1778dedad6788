import { invertLogTail } from './invertLogTail.ts';

const SQRT_TWO_PI = 2.5066282746310007;
const LOG_SQRT_TWO_PI = 0.9189385332046728;

/** Above this the continued fraction of the tail settles faster than the series around 0. */
const TAIL_FROM = 2.5;

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

/**
 * Φ(z) − ½ with relative accuracy at 0.
 *
 * Source: NIST DLMF 7.6.2; every term has the sign of z, so nothing cancels. For |z| up to about 5.
 */
function aboveHalf(z: number): number {
  const square = z * z;
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= square / odd;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/**
 * Mills' ratio: upper tail over density, for z of 2.5 and more.
 *
 * Source: Laplace's continued fraction, NIST DLMF 7.9.3, evaluated from a depth that suffices for the last digit.
 */
function millsRatioTail(z: number): number {
  return 1 / (z + millsRemainder(z));
}

/** What is added to z in the denominator of Mills' ratio: 1/(z + 2/(z + 3/(z + …))). */
function millsRemainder(z: number): number {
  let below = z;
  for (let m = Math.ceil(20 + 600 / (z * z)); m >= 2; m--) below = z + m / below;
  return 1 / below;
}

/** P(Z > z) of the standard normal, about 1e-13 relative down to 1e-300. */
export function normalUpperTail(z: number): number {
  if (z === Infinity) return 0;
  if (z >= TAIL_FROM) return normalDensity(z) * millsRatioTail(z);
  if (z > -TAIL_FROM) return 0.5 - aboveHalf(z);
  return 1 - normalUpperTail(-z);
}

/** P(Z ≤ z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalUpperTail(-z);
}

/** ln P(Z > z), finite also where the tail itself underflows. */
export function logNormalUpperTail(z: number): number {
  if (z >= TAIL_FROM) return -0.5 * z * z - LOG_SQRT_TWO_PI + Math.log(millsRatioTail(z));
  if (z > 0) return Math.log(normalUpperTail(z));
  return Math.log1p(-normalUpperTail(-z));
}

/** P(|Z| > |z|): the two-sided p-value of a normal test. */
export function normalTwoSided(z: number): number {
  const size = Math.abs(z);
  return size < TAIL_FROM ? 1 - 2 * aboveHalf(size) : 2 * normalUpperTail(size);
}

/** Complementary error function, `2 P(Z > x√2)`. */
export function erfc(x: number): number {
  return 2 * normalUpperTail(x * Math.SQRT2);
}

/** P(Z > z) / density(z), for any z; grows without bound to the left. */
function millsRatio(z: number): number {
  return z >= TAIL_FROM ? millsRatioTail(z) : normalUpperTail(z) / normalDensity(z);
}

/**
 * density(z) − z·P(Z > z): what a standard normal exceeds z by on average, the unit loss of a decision.
 *
 * Above 2.5 by the continued fraction, where the plain difference would cancel.
 */
export function normalLoss(z: number): number {
  if (z < TAIL_FROM) return normalDensity(z) - z * normalUpperTail(z);
  const remainder = millsRemainder(z);
  return (normalDensity(z) * remainder) / (z + remainder);
}

/** The z of 0 or more with Φ(z) − ½ = height, for heights up to ¼. */
function centralQuantile(height: number): number {
  let z = height * SQRT_TWO_PI;
  for (let count = 0; count < 50; count++) {
    const step = (aboveHalf(z) - height) / normalDensity(z);
    z -= step;
    if (Math.abs(step) <= 2e-16 * Math.abs(z)) break;
  }
  return z;
}

/**
 * The z with P(Z > z) = probability, about 1e-14 relative; give the tail you mean, not its complement.
 *
 * Edge: probability 0 gives Infinity, 1 gives −Infinity.
 */
export function normalUpperQuantile(probability: number): number {
  if (probability <= 0) return Infinity;
  if (probability >= 1) return -Infinity;
  if (Math.abs(probability - 0.5) <= 0.25) return centralQuantile(0.5 - probability);
  if (probability > 0.5) return -normalUpperQuantile(1 - probability);
  const target = Math.log(probability);
  return invertLogTail(target, Math.sqrt(-2 * target), (z) => ({
    logTail: logNormalUpperTail(z),
    slope: -1 / millsRatio(z),
  }));
}

/** The z with Φ(z) = probability. */
export function normalQuantile(probability: number): number {
  return -normalUpperQuantile(probability);
}
