import { stirlingError } from './logGamma.ts';
import { poissonDeviance } from './poissonDeviance.ts';

/**
 * Logarithm of the binomial probability of `count` in `size` draws at `rate`, for rates strictly between 0 and 1.
 *
 * Source: Loader (2000): Stirling errors and deviances, so that millions of draws lose no digits.
 */
export function logBinomial(count: number, size: number, rate: number): number {
  const rest = size - count;
  if (count === 0) return size * Math.log1p(-rate);
  if (rest === 0) return size * Math.log(rate);
  return (
    stirlingError(size) -
    stirlingError(count) -
    stirlingError(rest) -
    poissonDeviance(count, size * rate) -
    poissonDeviance(rest, size * (1 - rate)) +
    0.5 * (Math.log(size / count) - Math.log(2 * Math.PI * rest))
  );
}
