import { exposureId } from '../../core/exposure.ts';
import { importedCount } from '../../core/importedCount.ts';
import { joinedBars } from '../../core/joinedBars.ts';
import {
  type CountDelta,
  type CustomerCommit,
  type Enrollment,
  type OutboxRow,
  sendKey,
  type TraceRow,
} from '../../core/records.ts';
import type { WatchChanges } from '../../core/watch.ts';
import { isWithdrawnBy } from '../../core/withdrawal.ts';
import { beginsIn } from '../beginsIn.ts';
import type { BatchCommit } from '../store.ts';
import { StoreFault } from '../storeFault.ts';
import {
  type CustomerRecord,
  compareEnrollments,
  compareKeptEvents,
  compareSends,
  compareWatches,
  putSorted,
} from './customerRecord.ts';
import { moveEffect, moveTimer, moveWatch } from './dueIndex.ts';
import { type MemoryData, recordOf } from './memoryData.ts';

/** `Store.commit` in memory: everything is checked before anything is written. */
export function commitBatch(data: MemoryData, batch: BatchCommit): ('committed' | 'stale')[] {
  for (const commit of batch.customers) {
    const record = recordOf(data, commit.profileId);
    if (!hasMovedOn(record, commit)) refuseKnownSteps(record, commit);
  }
  const answers = batch.customers.map((commit) => commitCustomer(data, commit));
  for (const delta of batch.counts) addCount(data, delta);
  for (const job of batch.jobs) data.jobs.set(job.id, job);
  for (const { name, nextAtMs } of batch.paces) data.paces.set(name, nextAtMs);
  return answers;
}

function addCount(data: MemoryData, delta: CountDelta): void {
  const { journeyId, version, node, metric, detail } = delta;
  const key = JSON.stringify([journeyId, version, node, metric, detail]);
  const before = data.counts.get(key)?.count ?? 0;
  data.counts.set(key, { ...delta, count: before + delta.count });
}

function refuseKnownSteps(record: CustomerRecord, { profileId, trace }: CustomerCommit): void {
  for (const row of trace) {
    const isKnown = record.trace.some(
      (other) =>
        other.index === row.index && other.ordinal === row.ordinal && other.journeyId === row.journeyId,
    );
    if (isKnown) {
      throw new StoreFault(
        'conflict',
        `the batch contradicts what is stored: step ${row.index} of ${row.journeyId}/${profileId}/${row.ordinal}`,
      );
    }
  }
}

function commitCustomer(data: MemoryData, commit: CustomerCommit): 'committed' | 'stale' {
  const record = recordOf(data, commit.profileId);
  if (hasMovedOn(record, commit)) return 'stale';
  const appliedIds = consume(data, record, commit.consumed);
  if (commit.profile) record.profile = commit.profile;
  for (const event of commit.events) {
    // an event that came by no input still takes its id
    if (!appliedIds.has(event.id)) data.acceptedIds.event.add(event.id);
    const kept = record.events.get(event.name);
    const item = { seq: ++data.seq, event };
    if (kept) putSorted(kept, item, compareKeptEvents);
    else record.events.set(event.name, [item]);
  }
  for (const enrollment of commit.enrollments) {
    moveTimer(data.due, putSorted(record.enrollments, enrollment, compareEnrollments), enrollment);
  }
  for (const row of commit.outbox) moveEffect(data.due, putSorted(record.outbox, row, compareSends), row);
  record.trace.push(...commit.trace);
  record.exposures.push(...commit.exposures);
  withdraw(data, record, commit);
  record.conversions.push(...commit.conversions);
  decideEntries(data, commit);
  if (commit.barredFrom) record.barredFrom = joinedBars(commit.barredFrom, []);
  writeWatches(data, record, commit.watches);
  return 'committed';
}

/** What is withdrawn may be imported again, and is in no counter. */
function withdraw(data: MemoryData, record: CustomerRecord, { withdrawals }: CustomerCommit): void {
  if (withdrawals.length === 0) return;
  // an id that was merged since may be the one they were imported under
  const merged = [...data.aliases].flatMap(([id, { into }]) => (into === record.profileId ? id : []));
  for (const withdrawal of withdrawals) {
    record.exposures = record.exposures.map((exposure) => {
      if (!isWithdrawnBy(exposure, withdrawal)) return exposure;
      addCount(data, importedCount(exposure, -1));
      for (const profileId of [record.profileId, ...merged]) {
        data.acceptedIds.exposure.delete(exposureId({ ...exposure, profileId }));
      }
      return { ...exposure, withdrawnAtMs: withdrawal.atMs };
    });
  }
}

function writeWatches(data: MemoryData, record: CustomerRecord, { put, drop }: WatchChanges): void {
  for (const dropped of drop) {
    const index = record.watches.findIndex((watch) => compareWatches(watch, dropped) === 0);
    if (index >= 0) moveWatch(data.due, record.profileId, record.watches.splice(index, 1)[0], null);
  }
  for (const watch of put) {
    moveWatch(data.due, record.profileId, putSorted(record.watches, watch, compareWatches), watch);
  }
}

/** The guards of `Store.commit`: inputs still there, enrollments not ended or further, effects claimed once. */
function hasMovedOn(record: CustomerRecord, commit: CustomerCommit): boolean {
  return (
    commit.consumed.some((seq) => !record.inputs.some((input) => input.seq === seq)) ||
    commit.enrollments.some((enrollment) => isBehind(record, enrollment, commit.trace)) ||
    commit.outbox.some((row) => isClaimedAgain(record, row))
  );
}

function isBehind(record: CustomerRecord, enrollment: Enrollment, trace: readonly TraceRow[]): boolean {
  const { journeyId, ordinal, stepCount } = enrollment;
  const isOurs = (other: { journeyId: string; ordinal: number }) =>
    other.journeyId === journeyId && other.ordinal === ordinal;
  const stored = record.enrollments.find(isOurs);
  if (!stored) return false;
  const isBegunAgain = stepCount > 0 && beginsIn(trace, enrollment);
  // whoever left by a move that can be undone may come back
  const isOver = stored.status === 'ended' && !stored.former;
  return isOver || stored.stepCount > stepCount || isBegunAgain;
}

/** What nobody is calling for: planned, held by a pause, or failed for good and tried again by hand. */
const CLAIMABLE: ReadonlySet<OutboxRow['status']> = new Set(['planned', 'held', 'failed']);

function isClaimedAgain(record: CustomerRecord, row: OutboxRow): boolean {
  if (row.status !== 'claimed') return false;
  const key = sendKey(row);
  const stored = record.outbox.find((other) => sendKey(other) === key);
  return stored !== undefined && !CLAIMABLE.has(stored.status);
}

/** Takes inputs out of the inbox; answers with the ids of the events and receipts among them. */
function consume(data: MemoryData, record: CustomerRecord, consumed: readonly number[]): Set<string> {
  const ids = new Set<string>();
  if (consumed.length === 0) return ids;
  for (const pending of record.inputs) {
    if (!consumed.includes(pending.seq)) continue;
    data.due.inputs.remove(pending);
    if ('id' in pending.input) ids.add(pending.input.id);
  }
  record.inputs = record.inputs.filter(({ seq }) => !consumed.includes(seq));
  return ids;
}

function decideEntries(data: MemoryData, { entries, enrollments, trace }: CustomerCommit): void {
  for (const { profileId, journeyId, key, entry } of enrollments.filter((of) => beginsIn(trace, of))) {
    dropHeld(data, { profileId, journeyId, key, eventId: entry.eventId });
  }
  for (const decision of entries) {
    if (decision.decision !== 'held') dropHeld(data, decision);
    data.entries.push({ ...decision, seq: ++data.seq });
    if (decision.decision === 'held') data.heldCount += 1;
  }
}

function dropHeld(
  data: MemoryData,
  of: { profileId: string; journeyId: string; key: string | null; eventId: string | null },
): void {
  if (data.heldCount === 0) return;
  const index = data.entries.findIndex(
    (entry) =>
      entry.decision === 'held' &&
      entry.profileId === of.profileId &&
      entry.journeyId === of.journeyId &&
      entry.key === of.key &&
      entry.eventId === of.eventId,
  );
  if (index < 0) return;
  data.entries.splice(index, 1);
  data.heldCount -= 1;
}
