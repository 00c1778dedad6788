/** The customers of splits: what is asked together is read in one pass over them. */
import { enrollmentId, type OutboxStatus } from '../../../core/records.ts';
import type { OutcomeQuery, SplitReads } from '../../splitReads.ts';
import { ExposureTally } from '../../tallies/exposureTally.ts';
import { namesAsked, OutcomeTally } from '../../tallies/outcomeTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent, ReceiptTally } from '../../tallies/receiptTally.ts';
import { SendTally } from '../../tallies/sendTally.ts';
import { keptAt } from '../../tallies/sums.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { customerEvents, customerRows } from './customerRows.ts';
import { overlaps, sharedOutcomes } from './sharedCustomers.ts';
import { eachStretch, type SplitCustomer } from './splitCustomers.ts';

/** Calls that are no messages have their effect's type for a lane. */
const NO_MESSAGE = 'callWebhook';

function exposed({ $client: db }: Orm): SplitReads['exposed'] {
  return async (query) => {
    const exposures = new ExposureTally(query);
    const sends = new SendTally(query);
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
    eachStretch(db, query, (customers) => {
      for (const customer of customers) exposures.add(customer, customer.state);
      let current: SplitCustomer | null = null;
      eachPlanned(customers, (customer, ordinal, plannedAtMs, status, reason, decidedAtMs) => {
        if (customer.state !== 'counted' || ordinal !== customer.ordinal) return;
        if (plannedAtMs < customer.exposedAtMs || plannedAtMs > query.asOfMs) return;
        if (customer !== current) sends.begin(customer);
        current = customer;
        sends.takeSent({ status, reason, decidedAtMs });
      });
    });
    return { exposures: exposures.counts(), sends: sends.sends() };
  };
}

type Event = [name: string, occurredAtMs: number, properties: string | null];
type TakeEvent = (customer: SplitCustomer, ...event: Event) => void;

function takingOutcomes(tally: OutcomeTally, withProperties: ReadonlySet<string>): TakeEvent {
  let current: SplitCustomer | null = null;
  return (customer, name, occurredAtMs, properties) => {
    if (customer !== current) tally.begin(customer);
    current = customer;
    const isRead = withProperties.has(name);
    tally.take({ name, occurredAtMs, properties: isRead ? propertiesOf(properties) : {} });
  };
}

/** How send keys of an enrollment begin in the text that eventValues writes: reading the JSON would take far longer. */
function keyText(enrollment: Parameters<typeof enrollmentId>[0]): string {
  return `"key":${JSON.stringify(`${enrollmentId(enrollment)}/`).slice(0, -1)}`;
}

function takingReceipts(tally: ReceiptTally, { journeyId }: OutcomeQuery): (name: FunnelEvent) => TakeEvent {
  let current: SplitCustomer | null = null;
  let ours = '';
  return (event) => (customer, _name, occurredAtMs, properties) => {
    if (customer !== current) {
      tally.begin(customer.arm);
      const { profileId, ordinal } = customer;
      ours = keyText({ journeyId, profileId, ordinal });
    }
    current = customer;
    if (occurredAtMs >= customer.exposedAtMs && properties?.includes(ours)) tally.take(event);
  };
}

function reactions({ $client: db }: Orm): SplitReads['reactions'] {
  return async (query) => {
    const outcomes = new OutcomeTally(query);
    const receipts = new ReceiptTally(query);
    const names = namesAsked(query);
    const takers = new Map<string, TakeEvent[]>();
    const takeOutcome = takingOutcomes(outcomes, names.withProperties);
    const takeReceipt = takingReceipts(receipts, query);
    for (const name of names.all) keptAt(takers, name, () => []).push(takeOutcome);
    for (const name of FUNNEL_EVENTS) keptAt(takers, name, () => []).push(takeReceipt(name));
    const columns = ['name', 'occurred_at_ms', 'properties'];
    const eachEvent = customerEvents<Event>(db, query, [...takers.keys()], columns);
    eachStretch(db, query, (customers) =>
      eachEvent(customers, (customer, name, occurredAtMs, properties) => {
        if (customer.state !== 'counted') return;
        for (const take of takers.get(name) ?? []) take(customer, name, occurredAtMs, properties);
      }),
    );
    return { outcomes: outcomes.outcomes(), receipts: receipts.receipts() };
  };
}

export function splitReports(orm: Orm): SplitReads {
  return {
    exposed: exposed(orm),
    reactions: reactions(orm),
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
