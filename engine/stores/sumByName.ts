/** Counts of the same name added up. */
export function sumByName(counts: Iterable<readonly [name: string, count: number]>): {
  [name: string]: number;
} {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}
