import type { Profile } from '../../../shared/profile.ts';
import { compareText } from '../../core/compareText.ts';
import type { Exposure } from '../../core/exposure.ts';
import type { PendingInput } from '../../core/input.ts';
import type { Bar, Conversion, Enrollment, HistoryEvent, OutboxRow, TraceRow } from '../../core/records.ts';
import type { Watch } from '../../core/watch.ts';

/** All that is kept of one customer. Rows are values: replaced, never changed. */
export interface CustomerRecord {
  profileId: string;
  profile: Profile | null;
  /** in order of acceptance */
  inputs: PendingInput[];
  /** by journey and ordinal */
  enrollments: Enrollment[];
  trace: TraceRow[];
  exposures: Exposure[];
  /** by `compareSends` */
  outbox: OutboxRow[];
  /** per name, by occurredAtMs then acceptance; `seq` orders acceptance over all names */
  events: Map<string, KeptEvent[]>;
  conversions: Conversion[];
  barredFrom: readonly Bar[];
  /** by type and name */
  watches: Watch[];
}

export interface KeptEvent {
  seq: number;
  event: HistoryEvent;
}

export function newRecord(profileId: string): CustomerRecord {
  return {
    profileId,
    profile: null,
    inputs: [],
    enrollments: [],
    trace: [],
    exposures: [],
    outbox: [],
    events: new Map(),
    conversions: [],
    barredFrom: [],
    watches: [],
  };
}

export function compareEnrollments(a: Enrollment, b: Enrollment): number {
  return compareText(a.journeyId, b.journeyId) || a.ordinal - b.ordinal;
}

export function compareWatches(a: Pick<Watch, 'type' | 'name'>, b: Pick<Watch, 'type' | 'name'>): number {
  return compareText(a.type, b.type) || compareText(a.name, b.name);
}

/** Sends of one customer in the order of their keys' parts. */
export function compareSends(a: OutboxRow, b: OutboxRow): number {
  return (
    compareText(a.journeyId, b.journeyId) ||
    a.ordinal - b.ordinal ||
    compareText(a.node, b.node) ||
    a.visit - b.visit ||
    compareText(a.lane, b.lane)
  );
}

export function compareKeptEvents(a: KeptEvent, b: KeptEvent): number {
  return a.event.occurredAtMs - b.event.occurredAtMs || a.seq - b.seq;
}

/** Puts an item where it belongs in a short sorted list; the item that compares equal is replaced and returned. */
export function putSorted<Item>(
  list: Item[],
  item: Item,
  compare: (a: Item, b: Item) => number,
): Item | undefined {
  let index = list.length;
  // most items belong at the end
  for (let before = list[index - 1]; before !== undefined; before = list[index - 1]) {
    const difference = compare(before, item);
    if (difference === 0) {
      list[index - 1] = item;
      return before;
    }
    if (difference < 0) break;
    index--;
  }
  list.splice(index, 0, item);
  return undefined;
}
