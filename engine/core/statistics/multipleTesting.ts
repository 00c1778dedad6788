// Adjusted p-values of a family of tests; a test that could not be computed is null and does not count.

type PValues = readonly (number | null)[];

/** Applies a step rule to the computed p-values in ascending order and puts the answers back where they came from. */
function adjust(pValues: PValues, rule: (ascending: readonly number[]) => number[]): (number | null)[] {
  const order = pValues
    .map((pValue, index) => ({ pValue, index }))
    .filter((entry): entry is { pValue: number; index: number } => entry.pValue !== null)
    .sort((one, other) => one.pValue - other.pValue);
  const adjusted = rule(order.map(({ pValue }) => pValue));
  const result: (number | null)[] = pValues.map(() => null);
  for (const [rank, { index }] of order.entries()) result[index] = adjusted[rank] ?? null;
  return result;
}

/**
 * Holm's adjusted p-values: reject those at most alpha, and the chance of any false rejection is at most alpha.
 *
 * Holds for any dependence, and for always-valid p-values too.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
 */
export function holm(pValues: PValues): (number | null)[] {
  return adjust(pValues, (ascending) => {
    let highest = 0;
    return ascending.map((pValue, rank) => {
      highest = Math.max(highest, Math.min(1, pValue * (ascending.length - rank)));
      return highest;
    });
  });
}

/**
 * Benjamini and Hochberg's adjusted p-values: reject those at most q, and the expected share of false ones among the
 * rejected is at most q. For exploratory families.
 *
 * Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289-300.
 */
export function benjaminiHochberg(pValues: PValues): (number | null)[] {
  return adjust(pValues, (ascending) => {
    let lowest = 1;
    return ascending
      .map((pValue, rank) => (pValue * ascending.length) / (rank + 1))
      .reverse()
      .map((candidate) => {
        lowest = Math.min(lowest, candidate);
        return lowest;
      })
      .reverse();
  });
}
