import { logIncompleteGamma } from './incompleteGamma.ts';

/** P(X > value) of the chi-square distribution, about 1e-13 relative down to 1e-300. */
export function chiSquareUpperTail(value: number, degreesOfFreedom: number): number {
  return Math.exp(logIncompleteGamma(degreesOfFreedom / 2, value / 2).logUpper);
}
