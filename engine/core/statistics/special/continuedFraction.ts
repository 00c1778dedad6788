/** Terms needed grow with the square root of the largest parameter; this is enough for parameters of 1e11. */
export const FRACTION_TERMS_MAX = 1_000_000;

const SMALLEST = 1e-300;

/**
 * Value of `b0 + a1/(b1 + a2/(b2 + …))` by the modified Lentz method.
 *
 * @param numerator  a(m) for m ≥ 1
 * @param denominator  b(m) for m ≥ 0
 * Errors: RangeError when it has not settled after FRACTION_TERMS_MAX terms.
 * Source: W. Lentz 1976, I. Thompson and A. Barnett 1986.
 */
export function continuedFraction(
  numerator: (m: number) => number,
  denominator: (m: number) => number,
): number {
  let value = denominator(0) || SMALLEST;
  let c = value;
  let d = 0;
  for (let m = 1; m < FRACTION_TERMS_MAX; m++) {
    const a = numerator(m);
    const b = denominator(m);
    d = 1 / (b + a * d || SMALLEST);
    c = b + a / c || SMALLEST;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-15) return value;
  }
  throw new RangeError('continued fraction did not settle');
}
