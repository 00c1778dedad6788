import { INPUTS_ABOUT_SENDS } from '../../core/input.ts';
import { type Customer, OPEN_STATUSES, type OutboxRow } from '../../core/records.ts';
import { asksForArms } from '../asksForArms.ts';
import type { Reads } from '../store.ts';
import { compareKeptEvents, type KeptEvent, newRecord } from './customerRecord.ts';
import type { MemoryData } from './memoryData.ts';

export function loadCustomer(data: MemoryData, profileId: string, reads: Reads): Customer {
  const record = data.customers.get(profileId) ?? newRecord(profileId);
  const isAsked = record.inputs.some(({ input }) => INPUTS_ABOUT_SENDS.has(input.type));
  const sinceMs = isAsked ? Number.NEGATIVE_INFINITY : reads.sendsSinceMs;
  const customer: Customer = {
    profileId,
    profile: record.profile,
    inputs: [...record.inputs],
    enrollments: [...record.enrollments],
    assignments: null,
    outbox: record.outbox.filter(isOpen),
    sends: record.outbox.filter((row) => isSentSince(row, sinceMs)),
    events: historyOf(record.events, reads.events),
    conversions: [...record.conversions],
    barredFrom: [...record.barredFrom],
    watches: [...record.watches],
  };
  if (asksForArms(customer, reads))
    customer.assignments = record.exposures.filter(({ withdrawnAtMs }) => withdrawnAtMs === null);
  return customer;
}

function isOpen({ status }: OutboxRow): boolean {
  return OPEN_STATUSES.includes(status);
}

function isSentSince(row: OutboxRow, sinceMs: number | null): boolean {
  return (
    sinceMs !== null &&
    row.status !== 'cancelled' &&
    !isOpen(row) &&
    row.decidedAtMs !== null &&
    row.decidedAtMs >= sinceMs
  );
}

function historyOf(events: ReadonlyMap<string, readonly KeptEvent[]>, names: readonly string[]) {
  const kept = [...new Set(names)].flatMap((name) => events.get(name) ?? []);
  return kept.sort(compareKeptEvents).map(({ event }) => ({
    id: event.id,
    name: event.name,
    properties: event.properties,
    occurredAtMs: event.occurredAtMs,
    acceptedAtMs: event.acceptedAtMs,
  }));
}
