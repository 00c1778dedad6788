import { type Enrollment, type OutboxRow, sendKey } from '../../core/records.ts';
import type { Store } from '../store.ts';
import { StoreFault } from '../storeFault.ts';
import { acceptBusiness, acceptInputs } from './acceptInputs.ts';
import { backlogOf } from './backlog.ts';
import { commitBatch } from './commitBatch.ts';
import { compareSends, putSorted } from './customerRecord.ts';
import { moveEffect } from './dueIndex.ts';
import { dueCustomers, dueEffects, nextDueMs } from './dueWork.ts';
import { loadCustomer } from './loadCustomer.ts';
import { jobsInOrder, type MemoryData, recordOf, recordsInOrder } from './memoryData.ts';
import { mergeCustomers } from './mergeCustomers.ts';
import { profilesMeeting } from './population.ts';

export function createExecutionStore(data: MemoryData): Store {
  return {
    accept: async (inputs, nowMs) => acceptInputs(data, inputs, nowMs),
    acceptBusiness: async (event, jobs, nowMs) => acceptBusiness(data, event, jobs, nowMs),
    dueCustomers: async (query) => dueCustomers(data.due, query),
    dueEffects: async (query) => dueEffects(data.due, query),
    nextDueMs: async (heldJourneys) => nextDueMs(data.due, heldJourneys),
    loadCustomers: async (profileIds, reads) => profileIds.map((id) => loadCustomer(data, id, reads)),
    commit: async (batch) => commitBatch(data, batch),
    merge: async (merge) => mergeCustomers(data, merge),
    resolve: async (profileId) => data.aliases.get(profileId)?.into ?? profileId,
    markCalling: async (rows, nowMs) => markCalling(data, rows, nowMs),
    interrupted: async () => [...data.due.inFlight],
    population: async (query) => profilesMeeting(data, query, query).map(({ id }) => id),
    enrolled: async (query) => havingOne(data, query, ({ status }) => status !== 'ended'),
    moved: async (query) => havingOne(data, query, ({ former }) => former !== undefined),
    backlog: async ({ journeyId, limit }) => backlogOf(data, journeyId, limit),
    jobs: async () => jobsInOrder(data),
    paces: async () => new Map(data.paces),
    // the data stays for whoever opens the store next
    close: async () => {},
  };
}

/** Customers, in id order, with such an enrollment in a journey. */
function havingOne(
  data: MemoryData,
  of: { journeyId: string; afterProfileId: string; limit: number },
  isMeant: (enrollment: Enrollment) => boolean,
): string[] {
  return recordsInOrder(data, of.afterProfileId)
    .filter(({ enrollments }) => enrollments.some((one) => one.journeyId === of.journeyId && isMeant(one)))
    .slice(0, of.limit)
    .map(({ profileId }) => profileId);
}

function markCalling(data: MemoryData, rows: readonly OutboxRow[], nowMs: number): void {
  const stored = rows.map((row) => {
    const key = sendKey(row);
    const found = recordOf(data, row.profileId).outbox.find((other) => sendKey(other) === key);
    if (found?.status !== 'claimed' && found?.status !== 'calling') {
      throw new StoreFault('conflict', `${key} is neither claimed nor being called, so it may not be called`);
    }
    return found;
  });
  for (const row of stored) {
    const calling: OutboxRow = { ...row, status: 'calling', decidedAtMs: nowMs };
    putSorted(recordOf(data, row.profileId).outbox, calling, compareSends);
    moveEffect(data.due, row, calling);
  }
}
