import { compareText } from '../../core/compareText.ts';
import type { PendingInput } from '../../core/input.ts';
import type { Enrollment, OutboxRow } from '../../core/records.ts';
import type { Watch } from '../../core/watch.ts';
import { compareSends } from './customerRecord.ts';
import { SortedList } from './sortedList.ts';

export interface DueTimer {
  atMs: number;
  profileId: string;
  ordinal: number;
}

interface DueWatch {
  atMs: number;
  profileId: string;
  type: Watch['type'];
  name: string;
}

/** What waits for its time, in order; timers and effects per journey, so that a paused journey's backlog costs nothing. */
export interface DueIndex {
  inputs: SortedList<PendingInput>;
  timers: Map<string, SortedList<DueTimer>>;
  effects: Map<string, SortedList<OutboxRow>>;
  /** of resumed journeys, until their release */
  held: Map<string, SortedList<OutboxRow>>;
  watches: SortedList<DueWatch>;
  /** claimed or calling */
  inFlight: SortedList<OutboxRow>;
}

export function createDueIndex(): DueIndex {
  return {
    inputs: new SortedList((a, b) => a.atMs - b.atMs || a.seq - b.seq),
    timers: new Map(),
    effects: new Map(),
    held: new Map(),
    watches: new SortedList(
      (a, b) =>
        a.atMs - b.atMs ||
        compareText(a.profileId, b.profileId) ||
        compareText(a.type, b.type) ||
        compareText(a.name, b.name),
    ),
    inFlight: new SortedList(compareByCustomer),
  };
}

export function moveWatch(
  index: DueIndex,
  profileId: string,
  before: Watch | undefined,
  after: Watch | null,
): void {
  const old = dueWatchOf(profileId, before);
  const now = dueWatchOf(profileId, after);
  if (old) index.watches.remove(old);
  if (now) index.watches.add(now);
}

function dueWatchOf(profileId: string, watch: Watch | null | undefined): DueWatch | null {
  if (!watch || watch.flipsAtMs === null) return null;
  return { atMs: watch.flipsAtMs, profileId, type: watch.type, name: watch.name };
}

export function moveTimer(index: DueIndex, before: Enrollment | undefined, after: Enrollment): void {
  const list = listOf(index.timers, after.journeyId, compareTimers);
  const old = timerOf(before);
  const now = timerOf(after);
  if (old && now && compareTimers(old, now) === 0) return;
  if (old) list.remove(old);
  if (now) list.add(now);
}

export function moveEffect(index: DueIndex, before: OutboxRow | undefined, after: OutboxRow): void {
  const planned = listOf(index.effects, after.journeyId, compareEffects);
  if (before?.status === 'planned') planned.remove(before);
  if (after.status === 'planned') planned.add(after);
  const held = listOf(index.held, after.journeyId, compareEffects);
  if (before?.status === 'held') held.remove(before);
  if (after.status === 'held') held.add(after);
  if (before && isInFlight(before)) index.inFlight.remove(before);
  if (isInFlight(after)) index.inFlight.add(after);
}

function isInFlight({ status }: OutboxRow): boolean {
  return status === 'claimed' || status === 'calling';
}

function timerOf(enrollment: Enrollment | undefined): DueTimer | null {
  if (enrollment?.status !== 'active' || enrollment.dueAtMs === null) return null;
  const { profileId, ordinal, dueAtMs } = enrollment;
  return { atMs: dueAtMs, profileId, ordinal };
}

function compareTimers(a: DueTimer, b: DueTimer): number {
  return a.atMs - b.atMs || compareText(a.profileId, b.profileId) || a.ordinal - b.ordinal;
}

function compareByCustomer(a: OutboxRow, b: OutboxRow): number {
  return compareText(a.profileId, b.profileId) || compareSends(a, b);
}

function compareEffects(a: OutboxRow, b: OutboxRow): number {
  return a.dueAtMs - b.dueAtMs || compareByCustomer(a, b);
}

function listOf<Item>(
  lists: Map<string, SortedList<Item>>,
  journeyId: string,
  compare: (a: Item, b: Item) => number,
): SortedList<Item> {
  let list = lists.get(journeyId);
  if (!list) {
    list = new SortedList(compare);
    lists.set(journeyId, list);
  }
  return list;
}
