/** The customers of splits: what is asked together is read in one pass over them. */
import type { Database } from 'better-sqlite3';
import type { OutboxStatus } from '../../../core/records.ts';
import { ALL_IDS, type SplitParts } from '../../splitParts.ts';
import type { OutcomeQuery, SplitReads } from '../../splitReads.ts';
import { namesAsked, type OutcomeTally } from '../../tallies/outcomeTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent, type ReceiptTally } from '../../tallies/receiptTally.ts';
import type { SendTally } from '../../tallies/sendTally.ts';
import { SplitTally } from '../../tallies/splitTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { customerEvents, customerRows } from './customerRows.ts';
import { ownReceipts } from './ownReceipts.ts';
import { overlaps, sharedOutcomes } from './sharedCustomers.ts';
import { eachStretch, nextId, type SplitCustomer } from './splitCustomers.ts';

/** Calls that are no messages have their effect's type for a lane. */
const NO_MESSAGE = 'callWebhook';

type TakeCustomers = (customers: readonly SplitCustomer[]) => void;

function readingSends(db: Database, query: OutcomeQuery, tally: SendTally): TakeCustomers {
  type Planned = [
    ordinal: number,
    plannedAtMs: number,
    status: OutboxStatus,
    reason: string | null,
    decidedAtMs: number | null,
  ];
  const eachPlanned = customerRows<Planned>(db, {
    table: 'outbox',
    columns: ['ordinal', 'planned_at_ms', 'status', 'reason', 'decided_at_ms'],
    conditions: ['r.journey_id = ?', 'r.lane <> ?'],
    parameters: [query.journeyId, NO_MESSAGE],
  });
  let current: SplitCustomer | null = null;
  return (customers) =>
    eachPlanned(customers, (ownerOf) => (profileId, ordinal, plannedAtMs, status, reason, decidedAtMs) => {
      const customer = ownerOf(profileId);
      if (customer?.state !== 'counted' || ordinal !== customer.ordinal) return;
      if (plannedAtMs < customer.exposedAtMs || plannedAtMs > query.asOfMs) return;
      if (customer !== current) tally.begin(customer);
      current = customer;
      tally.takeSent({ status, reason, decidedAtMs });
    });
}

type TakeEvent = (customer: SplitCustomer, occurredAtMs: number, properties: string | null) => void;

interface EventTaker {
  name: string;
  take: TakeEvent;
}

function outcomeTakers(query: OutcomeQuery, tally: OutcomeTally): EventTaker[] {
  const { all, withProperties } = namesAsked(query);
  let current: SplitCustomer | null = null;
  return [...all].map((name) => {
    const isRead = withProperties.has(name);
    return {
      name,
      take: (customer, occurredAtMs, properties) => {
        if (customer !== current) tally.begin(customer);
        current = customer;
        tally.take({ name, occurredAtMs, properties: isRead ? propertiesOf(properties) : {} });
      },
    };
  });
}

function receiptTakers({ journeyId }: OutcomeQuery, tally: ReceiptTally): EventTaker[] {
  const isOurs = ownReceipts(journeyId);
  let current: SplitCustomer | null = null;
  return FUNNEL_EVENTS.map((name: FunnelEvent) => ({
    name,
    take: (customer, occurredAtMs, properties) => {
      if (customer !== current) tally.begin(customer.arm);
      current = customer;
      if (properties === null || occurredAtMs < customer.exposedAtMs) return;
      if (isOurs(properties, customer)) tally.take(name);
    },
  }));
}

function readingEvents(db: Database, query: OutcomeQuery, tally: SplitTally): TakeCustomers {
  type Event = [name: string, occurredAtMs: number, properties: string | null];
  const takers = [...outcomeTakers(query, tally.outcomes), ...receiptTakers(query, tally.receipts)];
  const names = [...new Set(takers.map(({ name }) => name))];
  const columns = ['name', 'occurred_at_ms', 'properties'];
  const eachEvent = customerEvents<Event>(db, query, names, columns);
  return (customers) =>
    eachEvent(customers, (ownerOf) => (profileId, name, occurredAtMs, properties) => {
      const customer = ownerOf(profileId);
      if (customer?.state !== 'counted') return;
      // few, so that comparing is less than looking up a text that was read just now
      for (const taker of takers) if (taker.name === name) taker.take(customer, occurredAtMs, properties);
    });
}

/** A split's customers in parts: exposures, the ledger and events in step, each once. */
export function splitParts({ $client: db }: Orm): SplitParts {
  const countMerges = db.prepare('SELECT count(*) FROM merged').pluck();
  return {
    nextId: async (afterId, exposureCount) => nextId(db, afterId, exposureCount),
    read: async (query, range) => {
      const tally = new SplitTally(query);
      const readSends = readingSends(db, query, tally.sends);
      const readEvents = readingEvents(db, query, tally);
      const asked = {
        ...query,
        withKey: query.goals.some(({ key }) => key !== undefined),
        withSnapshot: query.segments.length > 0 || query.covariate !== null,
      };
      return db.transaction(() => {
        // nobody is ever unmerged
        const mergeCount = Number(countMerges.get());
        eachStretch(db, asked, range, (customers) => {
          for (const customer of customers) tally.exposures.add(customer, customer.state);
          readSends(customers);
          readEvents(customers);
        });
        return { sums: tally.sums, mergeCount };
      })();
    },
  };
}

export function splitReports(orm: Orm): SplitReads {
  const parts = splitParts(orm);
  return {
    splitFigures: async (query) => {
      const tally = new SplitTally(query);
      const { sums } = await parts.read(query, ALL_IDS);
      tally.join(sums);
      return tally.figures();
    },
    overlaps: overlaps(orm),
    sharedOutcomes: sharedOutcomes(orm),
    waitingInputs: async (asOfMs) => {
      const row = orm.$client
        .prepare('SELECT count(*), min(at_ms) FROM inbox WHERE at_ms <= ?')
        .raw()
        .get(asOfMs) as [number, number | null]; // the two columns asked for
      return { count: row[0], oldestAtMs: row[1] };
    },
  };
}
