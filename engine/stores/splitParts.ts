/** A split read in parts, which threads may take beside each other. */
import type { OutcomeQuery, SplitFigures } from './splitReads.ts';
import { type SplitSums, SplitTally } from './tallies/splitTally.ts';

/** Customers by their ids in order, the first one not included; null: to the last. */
export interface IdRange {
  afterId: string;
  untilId: string | null;
}

export interface SplitParts {
  /** the id up to which there are so many exposures, of any split; null where fewer are left */
  nextId(afterId: string, exposureCount: number): Promise<string | null>;
  sums(query: OutcomeQuery, range: IdRange): Promise<SplitSums>;
}

/** The figures of a split, read in parts of so many exposures; they do not depend on how many. */
export async function readInParts(
  parts: SplitParts,
  query: OutcomeQuery,
  exposuresPerPart: number,
): Promise<SplitFigures> {
  // where the next part begins is asked while this one is read
  const sumsAfter = async (afterId: string): Promise<SplitSums[]> => {
    const untilId = await parts.nextId(afterId, exposuresPerPart);
    const [sums, others] = await Promise.all([
      parts.sums(query, { afterId, untilId }),
      untilId === null ? [] : sumsAfter(untilId),
    ]);
    return [sums, ...others];
  };
  const tally = new SplitTally(query);
  for (const sums of await sumsAfter('')) tally.join(sums);
  return tally.figures();
}
