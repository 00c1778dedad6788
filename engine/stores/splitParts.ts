/** A split read in parts, which threads may take beside each other. */
import type { OutcomeQuery, SplitFigures } from './splitReads.ts';
import { type SplitSums, SplitTally } from './tallies/splitTally.ts';

/** Customers by their ids in order, the first one not included; null: to the last. */
export interface IdRange {
  afterId: string;
  untilId: string | null;
}

export interface SplitParts {
  /** at most so many ranges, which hold about as many exposures each and everybody together */
  ranges(count: number): Promise<IdRange[]>;
  sums(query: OutcomeQuery, range: IdRange): Promise<SplitSums>;
}

/** The figures of a split from so many parts; they do not depend on how many. */
export async function readInParts(
  parts: SplitParts,
  query: OutcomeQuery,
  count: number,
): Promise<SplitFigures> {
  const tally = new SplitTally(query);
  const ranges = await parts.ranges(count);
  for (const sums of await Promise.all(ranges.map((range) => parts.sums(query, range)))) tally.join(sums);
  return tally.figures();
}
