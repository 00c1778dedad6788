import { compareText } from '../../core/compareText.ts';
import type { Exposure } from '../../core/exposure.ts';
import { enrollmentId } from '../../core/records.ts';
import type { SplitQuery, SplitReads } from '../splitReads.ts';
import type { OutcomeUnit } from '../tallies/goalTally.ts';
import { isOtherSplit } from '../tallies/otherExposure.ts';
import { namesAsked } from '../tallies/outcomeTally.ts';
import { OverlapTally } from '../tallies/overlapTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent } from '../tallies/receiptTally.ts';
import type { SendTally } from '../tallies/sendTally.ts';
import { Converters, SharedTally } from '../tallies/sharedTally.ts';
import { SplitTally } from '../tallies/splitTally.ts';
import { armNumber, type UnitState } from '../tallies/unit.ts';
import type { CustomerRecord } from './customerRecord.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';

interface MemoryUnit {
  record: CustomerRecord;
  first: Exposure;
  unit: OutcomeUnit;
  state: UnitState;
}

function isKnown({ recordedAtMs, exposedAtMs, withdrawnAtMs }: Exposure, asOfMs: number): boolean {
  return (recordedAtMs ?? exposedAtMs) <= asOfMs && (withdrawnAtMs === null || withdrawnAtMs > asOfMs);
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
      (one) =>
        one.journeyId === journeyId &&
        one.node === node &&
        one.salt === salt &&
        one.source !== 'led' &&
        isKnown(one, asOfMs),
    );
    const eligible = known.filter((one) => one.eligible);
    const first = earliest(eligible) ?? earliest(known);
    if (!first) return [];
    const { epoch, version, exposedAtMs, entry, snapshot, key, ordinal } = first;
    const arm = armNumber(query, first.arm);
    const isContaminated = eligible.some(({ arm }) => arm !== first.arm);
    return {
      record,
      first,
      unit: { arm, epoch, version, exposedAtMs, entry, snapshot, key, isImported: ordinal === 0 },
      state: eligible.length === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'counted',
    };
  });
}

function countedUnits(data: MemoryData, query: SplitQuery): MemoryUnit[] {
  return unitsOf(data, query).filter(({ state }) => state === 'counted');
}

function takeSends(tally: SendTally, { journeyId, asOfMs }: SplitQuery, customer: MemoryUnit): void {
  const { record, first, unit } = customer;
  const planned = record.outbox.filter(
    (row) =>
      row.effect.type === 'sendMessage' &&
      row.journeyId === journeyId &&
      row.ordinal === first.ordinal &&
      row.plannedAtMs >= first.exposedAtMs &&
      row.plannedAtMs <= asOfMs,
  );
  if (planned.length > 0) tally.begin(unit);
  for (const row of planned) tally.takeSent(row);
}

function receivedBy({ record, first }: MemoryUnit, { asOfMs }: SplitQuery): FunnelEvent[] {
  const key = `${enrollmentId(first)}/`;
  return FUNNEL_EVENTS.filter((name) =>
    record.events.get(name)?.some(({ event }) => {
      const { key: sent } = event.properties;
      const isOurs = typeof sent === 'string' && sent.startsWith(key);
      return isOurs && event.occurredAtMs >= first.exposedAtMs && event.acceptedAtMs <= asOfMs;
    }),
  );
}

function elsewhere(record: CustomerRecord, query: SplitQuery): Exposure[] {
  return record.exposures.filter(
    (one) => one.eligible && isKnown(one, query.asOfMs) && isOtherSplit(query, one),
  );
}

/** `SplitReads` in memory. */
export function splitReports(data: MemoryData): SplitReads {
  return {
    splitFigures: async (query) => {
      const tally = new SplitTally(query);
      const names = [...namesAsked(query).all].sort(compareText);
      for (const customer of unitsOf(data, query)) {
        tally.exposures.add(customer.unit, customer.state);
        if (customer.state !== 'counted') continue;
        takeSends(tally.sends, query, customer);
        tally.outcomes.begin(customer.unit);
        for (const name of names) {
          for (const { event } of customer.record.events.get(name) ?? []) {
            if (event.acceptedAtMs <= query.asOfMs) tally.outcomes.take(event);
          }
        }
        tally.receipts.begin(customer.unit.arm);
        for (const name of receivedBy(customer, query)) tally.receipts.take(name);
      }
      return tally.figures();
    },
    overlaps: async (query) => {
      const tally = new OverlapTally(query);
      for (const { record, unit } of countedUnits(data, query)) tally.add(unit, elsewhere(record, query));
      return tally.overlaps();
    },
    sharedOutcomes: async (query) => {
      const converters = new Converters<CustomerRecord>(query);
      for (const { record, unit } of countedUnits(data, query)) {
        const events = (record.events.get(query.goal.event) ?? [])
          .map(({ event }) => event)
          .filter(({ acceptedAtMs }) => acceptedAtMs <= query.asOfMs);
        converters.take(record, unit, events);
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
