const STEPS_MAX = 300;

/**
 * The edge of a set between a point inside it and one outside, by bisection to the last digit.
 *
 * Neither end is evaluated, so the rule may be undefined there. Infinite ends are not allowed.
 */
export function findBoundary(inside: number, outside: number, isInside: (value: number) => boolean): number {
  let within = inside;
  let beyond = outside;
  for (let count = 0; count < STEPS_MAX; count++) {
    const middle = within + (beyond - within) / 2;
    if (middle === within || middle === beyond) break;
    if (isInside(middle)) within = middle;
    else beyond = middle;
  }
  return within;
}

/**
 * The root of a continuous function between two points where its signs differ.
 *
 * Source: T. Chandrupatla, Advances in Engineering Software 28 (1997) 145-149: inverse quadratic interpolation where
 * it is safe, bisection elsewhere.
 */
export function findRoot(from: number, to: number, valueAt: (x: number) => number): number {
  let [newest, opposite, older] = [from, to, to];
  let [fNewest, fOpposite, fOlder] = [valueAt(from), valueAt(to), 0];
  if (fNewest === 0) return newest;
  if (fOpposite === 0) return opposite;
  let fraction = 0.5;
  for (let count = 0; count < STEPS_MAX; count++) {
    const next = newest + fraction * (opposite - newest);
    const fNext = valueAt(next);
    if (fNext > 0 === fNewest > 0) [older, fOlder] = [newest, fNewest];
    else [older, fOlder, opposite, fOpposite] = [opposite, fOpposite, newest, fNewest];
    [newest, fNewest] = [next, fNext];
    const best = Math.abs(fNewest) < Math.abs(fOpposite) ? newest : opposite;
    const tolerance = Math.abs((2 ** -53 * best) / (opposite - newest));
    if (tolerance > 0.5 || fNewest === 0 || opposite === newest) return best;
    const xi = (newest - opposite) / (older - opposite);
    const phi = (fNewest - fOpposite) / (fOlder - fOpposite);
    const interpolates = 1 - Math.sqrt(1 - xi) < phi && phi < Math.sqrt(xi);
    fraction = interpolates
      ? (fNewest / (fOpposite - fNewest)) * (fOlder / (fOpposite - fOlder)) +
        ((older - newest) / (opposite - newest)) *
          (fNewest / (fOlder - fNewest)) *
          (fOpposite / (fOlder - fOpposite))
      : 0.5;
    fraction = Math.min(1 - tolerance, Math.max(tolerance, fraction));
  }
  return newest;
}
