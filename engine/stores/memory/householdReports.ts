import { compareText } from '../../core/compareText.ts';
import { enrollmentId } from '../../core/records.ts';
import type { HouseholdReads } from '../householdReads.ts';
import type { OutcomeQuery } from '../splitReads.ts';
import type { Member } from '../tallies/household.ts';
import { HouseholdTally } from '../tallies/householdTally.ts';
import { memberOf } from '../tallies/memberOf.ts';
import { namesAsked } from '../tallies/outcomeTally.ts';
import { FUNNEL_EVENTS } from '../tallies/receiptTally.ts';
import type { CustomerRecord } from './customerRecord.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';

function memberIn({ exposures }: CustomerRecord, query: OutcomeQuery): Member | null {
  const { journeyId, node, salt, asOfMs } = query;
  const known = exposures.filter(
    (one) =>
      one.journeyId === journeyId &&
      one.node === node &&
      one.salt === salt &&
      one.source !== 'led' &&
      (one.recordedAtMs ?? one.exposedAtMs) <= asOfMs &&
      (one.withdrawnAtMs === null || one.withdrawnAtMs > asOfMs),
  );
  return known.length === 0 ? null : memberOf(known, query);
}

function takeSends(tally: HouseholdTally, member: Member, record: CustomerRecord, query: OutcomeQuery): void {
  const { journeyId, asOfMs } = query;
  for (const row of record.outbox) {
    const isOurs =
      row.effect.type === 'sendMessage' && row.journeyId === journeyId && row.ordinal === member.ordinal;
    if (isOurs && row.plannedAtMs >= member.exposedAtMs && row.plannedAtMs <= asOfMs)
      tally.takeSent(member, row);
  }
}

function takeEvents(
  tally: HouseholdTally,
  member: Member,
  record: CustomerRecord,
  query: OutcomeQuery,
): void {
  if (member.state === 'ineligible') return;
  const { journeyId, asOfMs } = query;
  tally.begin(member);
  const eventsOf = (name: string) =>
    (record.events.get(name) ?? []).flatMap(({ event }) => (event.acceptedAtMs <= asOfMs ? [event] : []));
  for (const name of [...namesAsked(query).all].sort(compareText)) {
    for (const event of eventsOf(name)) tally.take(event);
  }
  const key = `${enrollmentId({ journeyId, profileId: member.profileId, ordinal: member.ordinal })}/`;
  for (const name of FUNNEL_EVENTS) {
    const isReceived = eventsOf(name).some(
      ({ occurredAtMs, properties }) =>
        occurredAtMs >= member.exposedAtMs &&
        typeof properties.key === 'string' &&
        properties.key.startsWith(key),
    );
    if (isReceived) tally.takeReceipt(member, name);
  }
}

/** `HouseholdReads` in memory. */
export function householdReports(data: MemoryData): HouseholdReads {
  return {
    households: async (query) => {
      const tally = new HouseholdTally(query);
      for (const record of recordsInOrder(data)) {
        const member = memberIn(record, query);
        if (!member) continue;
        tally.add(member);
        takeSends(tally, member, record, query);
        takeEvents(tally, member, record, query);
      }
      return tally.counts();
    },
  };
}
