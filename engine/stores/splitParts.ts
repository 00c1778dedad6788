/** A split read in parts, which threads may take beside each other. */
import type { OutcomeQuery, SplitFigures } from './splitReads.ts';
import { type SplitSums, SplitTally } from './tallies/splitTally.ts';

/** Customers by their ids in order, the first one not included; null: to the last. */
export interface IdRange {
  afterId: string;
  untilId: string | null;
}

export interface PartRead {
  sums: SplitSums;
  /** that had ever been carried out when the part was read */
  mergeCount: number;
}

export interface SplitParts {
  /** the id up to which there are so many exposures, of any split; null where fewer are left */
  nextId(afterId: string, exposureCount: number): Promise<string | null>;
  /** as of one state of the store */
  read(query: OutcomeQuery, range: IdRange): Promise<PartRead>;
}

/** Everybody. */
export const ALL_IDS: IdRange = { afterId: '', untilId: null };
/** Readings in parts that a merge may disturb. */
const TRIES = 3;

/**
 * The figures of a split, read in parts of so many exposures; they do not depend on how many.
 *
 * Each part sees a later state of the store than the one before, which the instant asked for evens out for everything
 * but a merge: that moves a customer from one part to another, who would be in both or in none. So all is read again,
 * and in the end in one part, where nobody moves.
 */
export async function readInParts(
  parts: SplitParts,
  query: OutcomeQuery,
  exposuresPerPart: number,
): Promise<SplitFigures> {
  for (let tried = 0; tried < TRIES; tried++) {
    const read = await readAllParts(parts, query, exposuresPerPart);
    const isOneState = read.every(({ mergeCount }) => mergeCount === read[0]?.mergeCount);
    if (isOneState) return joined(query, read);
  }
  return joined(query, [await parts.read(query, ALL_IDS)]);
}

function joined(query: OutcomeQuery, parts: readonly PartRead[]): SplitFigures {
  const tally = new SplitTally(query);
  for (const { sums } of parts) tally.join(sums);
  return tally.figures();
}

async function readAllParts(
  parts: SplitParts,
  query: OutcomeQuery,
  exposuresPerPart: number,
): Promise<PartRead[]> {
  // where the next part begins is asked while this one is read
  const readAfter = async (afterId: string): Promise<PartRead[]> => {
    const untilId = await parts.nextId(afterId, exposuresPerPart);
    const [part, others] = await Promise.all([
      parts.read(query, { afterId, untilId }),
      untilId === null ? [] : readAfter(untilId),
    ]);
    return [part, ...others];
  };
  return readAfter('');
}
