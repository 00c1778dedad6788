import type { Exposure } from '../../core/records.ts';
import { enrollmentId } from '../../core/records.ts';
import { compareIds } from '../idOrder.ts';
import type { SplitQuery, SplitReads } from '../splitReads.ts';
import { ExposureTally } from '../tallies/exposureTally.ts';
import { isOtherSplit } from '../tallies/otherExposure.ts';
import { namesAsked, OutcomeTally } from '../tallies/outcomeTally.ts';
import { OverlapTally } from '../tallies/overlapTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent, ReceiptTally } from '../tallies/receiptTally.ts';
import { SendTally } from '../tallies/sendTally.ts';
import { Converters, SharedTally } from '../tallies/sharedTally.ts';
import { armNumber, type Unit } from '../tallies/unit.ts';
import type { CustomerRecord } from './customerRecord.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';

interface MemoryUnit {
  record: CustomerRecord;
  first: Exposure;
  unit: Unit;
  state: 'counted' | 'contaminated' | 'ineligible';
}

function isKnown({ recordedAtMs, exposedAtMs }: Exposure, asOfMs: number): boolean {
  return (recordedAtMs ?? exposedAtMs) <= asOfMs;
}

function earliest(exposures: readonly Exposure[]): Exposure | undefined {
  return exposures.reduce<Exposure | undefined>(
    (first, one) => (!first || one.exposedAtMs < first.exposedAtMs ? one : first),
    undefined,
  );
}

/** The customers of a split by their first exposure, in id order. */
function unitsOf(data: MemoryData, query: SplitQuery): MemoryUnit[] {
  const { journeyId, node, salt, asOfMs } = query;
  return recordsInOrder(data).flatMap((record) => {
    const known = record.exposures.filter(
      (one) => one.journeyId === journeyId && one.node === node && one.salt === salt && isKnown(one, asOfMs),
    );
    const eligible = known.filter((one) => one.eligible);
    const first = earliest(eligible) ?? earliest(known);
    if (!first) return [];
    const { epoch, version, exposedAtMs, snapshot } = first;
    const isContaminated = eligible.some(({ arm }) => arm !== first.arm);
    return {
      record,
      first,
      unit: { arm: armNumber(query, first.arm), epoch, version, exposedAtMs, snapshot },
      state: eligible.length === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'counted',
    };
  });
}

function countedUnits(data: MemoryData, query: SplitQuery): MemoryUnit[] {
  return unitsOf(data, query).filter(({ state }) => state === 'counted');
}

function takeSends(tally: SendTally, query: SplitQuery, { record, first, unit }: MemoryUnit): void {
  const { journeyId, asOfMs } = query;
  tally.begin(unit);
  for (const row of record.outbox) {
    const isOurs = row.journeyId === journeyId && row.ordinal === first.ordinal;
    const isPlanned = row.plannedAtMs >= first.exposedAtMs && row.plannedAtMs <= asOfMs;
    if (isOurs && isPlanned && row.effect.type === 'sendMessage') tally.takeSent(row);
  }
}

function receivedBy({ record, first }: MemoryUnit, { asOfMs }: SplitQuery): Set<FunnelEvent> {
  const key = `${enrollmentId(first)}/`;
  const names = FUNNEL_EVENTS.filter((name) =>
    record.events.get(name)?.some(({ event }) => {
      const { key: sent } = event.properties;
      const isOurs = typeof sent === 'string' && sent.startsWith(key);
      return isOurs && event.occurredAtMs >= first.exposedAtMs && event.acceptedAtMs <= asOfMs;
    }),
  );
  return new Set(names);
}

function elsewhere(record: CustomerRecord, query: SplitQuery): Exposure[] {
  return record.exposures.filter(
    (one) => one.eligible && isKnown(one, query.asOfMs) && isOtherSplit(query, one),
  );
}

/** `SplitReads` in memory. */
export function splitReports(data: MemoryData): SplitReads {
  return {
    exposureCounts: async (query) => {
      const tally = new ExposureTally(query);
      for (const { unit, state } of unitsOf(data, query)) {
        if (state === 'counted') tally.add(unit);
        else if (state === 'contaminated') tally.addContaminated(unit);
        else tally.addIneligible(unit);
      }
      return tally.counts();
    },
    goalOutcomes: async (query) => {
      const tally = new OutcomeTally(query);
      const names = namesAsked(query).all.sort(compareIds);
      for (const { record, first, unit } of countedUnits(data, query)) {
        tally.begin({ ...unit, key: first.key, isImported: first.ordinal === 0 });
        for (const name of names) {
          for (const { event } of record.events.get(name) ?? []) {
            if (event.acceptedAtMs <= query.asOfMs) tally.take(event);
          }
        }
      }
      return tally.outcomes();
    },
    sendsByArm: async (query) => {
      const tally = new SendTally(query);
      for (const unit of countedUnits(data, query)) takeSends(tally, query, unit);
      return tally.sends();
    },
    receiptsByArm: async (query) => {
      const tally = new ReceiptTally(query);
      for (const one of countedUnits(data, query)) tally.add(one.unit.arm, receivedBy(one, query));
      return tally.receipts();
    },
    overlaps: async (query) => {
      const tally = new OverlapTally(query);
      for (const { record, unit } of countedUnits(data, query)) tally.add(unit, elsewhere(record, query));
      return tally.overlaps();
    },
    sharedOutcomes: async (query) => {
      const converters = new Converters<CustomerRecord>(query);
      for (const { record, first, unit } of countedUnits(data, query)) {
        const events = (record.events.get(query.goal.event) ?? [])
          .map(({ event }) => event)
          .filter(({ acceptedAtMs }) => acceptedAtMs <= query.asOfMs);
        converters.take(record, { ...unit, key: first.key, isImported: first.ordinal === 0 }, events);
      }
      const tally = new SharedTally(query);
      for (const converter of converters.found) tally.add(converter, elsewhere(converter.id, query));
      return tally.outcomes();
    },
    waitingInputs: async (asOfMs) => {
      const waiting = recordsInOrder(data)
        .flatMap(({ inputs }) => inputs.map(({ atMs }) => atMs))
        .filter((atMs) => atMs <= asOfMs);
      return { count: waiting.length, oldestAtMs: waiting.sort((a, b) => a - b)[0] ?? null };
    },
  };
}
