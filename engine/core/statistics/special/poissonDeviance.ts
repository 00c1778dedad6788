// Half the deviance of a count from its expectation: the exponent of every tail in this folder, without cancellation.

/**
 * `count·ln(count/expected) + expected − count`, exact to about 1e-15 relative also when the two are close.
 *
 * @param count  0 or more
 * @param expected  above 0
 * Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000), the function he calls bd0.
 */
export function poissonDeviance(count: number, expected: number): number {
  if (count === 0) return expected;
  const difference = count - expected;
  if (Math.abs(difference) >= 0.1 * (count + expected))
    return count * Math.log(count / expected) - difference;
  // series of the inverse hyperbolic tangent of the relative difference
  const ratio = difference / (count + expected);
  const square = ratio * ratio;
  let total = difference * ratio;
  let power = 2 * count * ratio;
  for (let term = 1; term < 100; term++) {
    power *= square;
    const next = total + power / (2 * term + 1);
    if (next === total) break;
    total = next;
  }
  return total;
}
