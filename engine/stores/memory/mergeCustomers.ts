import { RECEIPT_EVENTS } from '../../../shared/event.ts';
import { joinedBars } from '../../core/joinedBars.ts';
import { type Alias, ledOn } from '../alias.ts';
import { renamedReceipt } from '../renamedReceipt.ts';
import type { MergeCommit } from '../store.ts';
import { commitBatch } from './commitBatch.ts';
import {
  type CustomerRecord,
  compareEnrollments,
  compareKeptEvents,
  compareSends,
  putSorted,
} from './customerRecord.ts';
import { moveEffect, moveTimer, moveWatch } from './dueIndex.ts';
import { type MemoryData, recordOf } from './memoryData.ts';

/** `Store.merge` in memory. */
export function mergeCustomers(data: MemoryData, merge: MergeCommit): 'committed' | 'stale' {
  const { from, into, seq } = merge;
  const alias = { into, ordinals: merge.ordinalsAfter };
  const source = recordOf(data, from);
  const target = recordOf(data, into);
  const asked = source.inputs.find((input) => input.seq === seq);
  if (!asked) return 'stale';
  data.due.inputs.remove(asked);
  source.inputs = source.inputs.filter((input) => input !== asked);
  moveInputs(data, source, target);
  moveJourneys(data, source, target, merge);
  moveEvents(source, target, alias);
  for (const decision of data.entries) if (decision.profileId === from) decision.profileId = into;
  for (const duplicate of data.duplicates) if (duplicate.profileId === from) duplicate.profileId = into;
  // what is watched of the joined customer comes with the commit
  for (const watch of source.watches) moveWatch(data.due, from, watch, null);
  data.customers.delete(from);
  data.order = [];
  for (const [id, known] of data.aliases) if (known.into === from) data.aliases.set(id, ledOn(known, alias));
  data.aliases.set(from, alias);
  commitBatch(data, merge.batch);
  return 'committed';
}

function moveInputs(data: MemoryData, source: CustomerRecord, target: CustomerRecord): void {
  for (const input of source.inputs) {
    const moved = { ...input, profileId: target.profileId };
    data.due.inputs.remove(input);
    data.due.inputs.add(moved);
    putSorted(target.inputs, moved, (a, b) => a.seq - b.seq);
  }
}

function moveJourneys(
  data: MemoryData,
  source: CustomerRecord,
  target: CustomerRecord,
  { ordinalsAfter }: MergeCommit,
): void {
  const moved = <Row extends { profileId: string; journeyId: string; ordinal: number }>(row: Row): Row => ({
    ...row,
    profileId: target.profileId,
    // 0 is no enrollment
    ordinal: row.ordinal === 0 ? 0 : row.ordinal + (ordinalsAfter[row.journeyId] ?? 0),
  });
  for (const before of source.enrollments) {
    const after = moved(before);
    putSorted(target.enrollments, after, compareEnrollments);
    moveTimer(data.due, before, after);
  }
  for (const before of source.outbox) {
    const after = moved(before);
    putSorted(target.outbox, after, compareSends);
    moveEffect(data.due, before, after);
  }
  target.trace.push(...source.trace.map(moved));
  // behind their own, because the arm taken first is the sticky one
  target.exposures.push(...source.exposures.map(moved));
  target.conversions.push(...source.conversions.map(moved));
  target.barredFrom = joinedBars(target.barredFrom, source.barredFrom);
}

function moveEvents(source: CustomerRecord, target: CustomerRecord, alias: Alias): void {
  for (const [name, kept] of source.events) {
    const theirs = target.events.get(name) ?? [];
    const isReceipt = RECEIPT_EVENTS.includes(name);
    for (const { seq, event } of kept) {
      const properties = isReceipt
        ? renamedReceipt(event.properties, source.profileId, alias)
        : event.properties;
      const moved = { ...event, profileId: target.profileId, properties };
      putSorted(theirs, { seq, event: moved }, compareKeptEvents);
    }
    target.events.set(name, theirs);
  }
}
