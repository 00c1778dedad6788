import { continuedFraction, FRACTION_TERMS_MAX } from './continuedFraction.ts';
import { logComplement } from './logComplement.ts';
import { stirlingError } from './logGamma.ts';
import { poissonDeviance } from './poissonDeviance.ts';

export interface LogTails {
  readonly logLower: number;
  readonly logUpper: number;
}

/** Logarithm of `x^shape e^−x / Γ(shape)`: the gamma density in ln x. */
function logGammaKernel(shape: number, x: number): number {
  return 0.5 * Math.log(shape / (2 * Math.PI)) - poissonDeviance(shape, x) - stirlingError(shape);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < FRACTION_TERMS_MAX; n++) {
    term *= x / (shape + n);
    sum += term;
    if (term < sum * 1e-16) return sum;
  }
  throw new RangeError('incomplete gamma series did not settle');
}

/**
 * Logarithms of both regularised incomplete gamma functions, P(shape, x) and Q(shape, x).
 *
 * The smaller tail is computed directly, so both keep about 1e-13 relative far below 1e-300.
 * Source: NIST DLMF 8.11.4 (series below shape + 1) and 8.9.2 (continued fraction above).
 * Edge: x = 0 gives lower 0, upper 1; x = Infinity the reverse.
 */
export function logIncompleteGamma(shape: number, x: number): LogTails {
  if (x <= 0) return { logLower: -Infinity, logUpper: 0 };
  if (x === Infinity) return { logLower: 0, logUpper: -Infinity };
  const kernel = logGammaKernel(shape, x);
  if (x < shape + 1) {
    const logLower = Math.min(0, kernel + Math.log(lowerSeries(shape, x)));
    return { logLower, logUpper: logComplement(logLower) };
  }
  const fraction = continuedFraction(
    (m) => -m * (m - shape),
    (m) => x + 2 * m + 1 - shape,
  );
  const logUpper = Math.min(0, kernel - Math.log(fraction));
  return { logLower: logComplement(logUpper), logUpper };
}
