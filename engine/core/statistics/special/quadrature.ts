export interface Node {
  readonly at: number;
  readonly weight: number;
}

/** Nodes per panel: exact for polynomials of degree 39. */
const ORDER = 20;

/** Legendre polynomial of degree ORDER and its derivative, by the three-term recurrence. */
function legendreAt(x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let k = 2; k <= ORDER; k++)
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (ORDER * (x * value - before)) / (x * x - 1) };
}

/** Gauss-Legendre rule on [−1, 1]. Source: NIST DLMF 3.5(v); roots by Newton's method from Tricomi's estimate. */
const rule: readonly Node[] = Array.from({ length: ORDER }, (_, index) => {
  let at = Math.cos((Math.PI * (index + 0.75)) / (ORDER + 0.5));
  for (let step = 0; step < 10; step++) {
    const { value, slope } = legendreAt(at);
    at -= value / slope;
  }
  return { at, weight: 2 / ((1 - at * at) * legendreAt(at).slope ** 2) };
});

/** Nodes and weights of the panel from `from` to `to`. */
export function panelNodes(from: number, to: number): Node[] {
  const half = (to - from) / 2;
  return rule.map(({ at, weight }) => ({ at: from + half * (1 + at), weight: weight * half }));
}
