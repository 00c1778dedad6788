/** The customers of splits: what is asked together is read in one pass over their exposures. */
import type { Database } from 'better-sqlite3';
import { enrollmentId, type OutboxStatus } from '../../../core/records.ts';
import type { SplitQuery, SplitReads } from '../../splitReads.ts';
import { ExposureTally } from '../../tallies/exposureTally.ts';
import { MessageTally } from '../../tallies/messageTally.ts';
import { namesAsked, OutcomeTally } from '../../tallies/outcomeTally.ts';
import { OverlapTally } from '../../tallies/overlapTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent, type ReceiptTally } from '../../tallies/receiptTally.ts';
import type { SendTally } from '../../tallies/sendTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { customerEvents, customerRows } from './customerRows.ts';
import { eachRow } from './eachRow.ts';
import { eachStretch, type SplitCustomer } from './splitCustomers.ts';

function outcomes({ $client: db }: Orm): SplitReads['outcomes'] {
  return async (query) => {
    const exposureTally = new ExposureTally(query);
    const outcomeTally = new OutcomeTally(query);
    const names = namesAsked(query);
    type Event = [profileId: string, name: string, occurredAtMs: number, properties: string | null];
    const columns = ['name', 'occurred_at_ms', 'properties'];
    const eachEvent = customerEvents<Event>(db, query, names.all, columns);
    const withSnapshots = query.segments.length > 0 || query.covariate !== null;
    eachStretch(db, query, withSnapshots, (customers) => {
      for (const { unit, state } of customers) exposureTally.add(unit, state);
      let current: SplitCustomer | null = null;
      eachEvent(customers, (customer, [, name, occurredAtMs, properties]) => {
        if (customer.state !== 'counted') return;
        if (customer !== current) outcomeTally.begin(customer.unit);
        current = customer;
        const isRead = names.withProperties.has(name);
        outcomeTally.take({ name, occurredAtMs, properties: isRead ? propertiesOf(properties) : {} });
      });
    });
    return { exposures: exposureTally.counts(), outcomes: outcomeTally.outcomes() };
  };
}

/** Calls that are no messages have their effect's type for a lane. */
const NO_MESSAGE = 'callWebhook';

type Customers = readonly SplitCustomer[];

function sendsReader(db: Database, query: SplitQuery): (customers: Customers, tally: SendTally) => void {
  type Sent = [
    profileId: string,
    ordinal: number,
    plannedAtMs: number,
    status: OutboxStatus,
    reason: string | null,
    decidedAtMs: number | null,
  ];
  const eachSent = customerRows<Sent>(db, {
    table: 'outbox',
    columns: ['ordinal', 'planned_at_ms', 'status', 'reason', 'decided_at_ms'],
    conditions: ['journey_id = ?', 'lane <> ?'],
    parameters: [query.journeyId, NO_MESSAGE],
  });
  return (customers, tally) => {
    let current: SplitCustomer | null = null;
    eachSent(customers, (customer, [, ordinal, plannedAtMs, status, reason, decidedAtMs]) => {
      const { state, unit } = customer;
      if (state !== 'counted' || ordinal !== customer.ordinal) return;
      if (plannedAtMs < unit.exposedAtMs || plannedAtMs > query.asOfMs) return;
      if (customer !== current) tally.begin(unit.arm);
      current = customer;
      tally.takeSent({ status, reason, decidedAtMs });
    });
  };
}

function receiptsReader(
  db: Database,
  query: SplitQuery,
): (customers: Customers, tally: ReceiptTally) => void {
  type Receipt = [profileId: string, name: FunnelEvent, occurredAtMs: number, properties: string | null];
  const columns = ['name', 'occurred_at_ms', 'properties'];
  const eachReceipt = customerEvents<Receipt>(db, query, FUNNEL_EVENTS, columns);
  return (customers, tally) => {
    let current: SplitCustomer | null = null;
    let ours = '';
    eachReceipt(customers, (customer, [, name, occurredAtMs, properties]) => {
      const { profileId, ordinal, unit, state } = customer;
      if (customer !== current) {
        tally.begin(unit.arm);
        ours = keyPrefix({ profileId, journeyId: query.journeyId, ordinal });
      }
      current = customer;
      if (state !== 'counted' || occurredAtMs < unit.exposedAtMs) return;
      if (properties?.includes(ours)) tally.take(name);
    });
  };
}

/** How the send keys of an enrollment begin in the text that eventValues writes: reading the JSON takes far longer. */
function keyPrefix(enrollment: Parameters<typeof enrollmentId>[0]): string {
  return `"key":${JSON.stringify(`${enrollmentId(enrollment)}/`).slice(0, -1)}`;
}

function messagesByArm({ $client: db }: Orm): SplitReads['messagesByArm'] {
  return async (query) => {
    const tally = new MessageTally(query);
    const readSends = sendsReader(db, query);
    const readReceipts = receiptsReader(db, query);
    eachStretch(db, query, false, (customers) => {
      readSends(customers, tally.sends);
      readReceipts(customers, tally.receipts);
    });
    return tally.messages();
  };
}

/** Later than every instant: an exposure that did not happen sorts behind all that did. */
const NEVER_MS = 2 ** 42;

/**
 * One row per customer, the columns of their first exposure; `arm` is the place among the query's arms.
 * A bare column beside one min() is of the row with the minimum. All arms are one when the squares of their
 * numbers add up to as much as those of equal ones would.
 */
function unitsOf(query: SplitQuery): { sql: string; parameters: unknown[] } {
  const numbers = query.arms.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const arm = query.arms.length === 0 ? '0' : `CASE arm ${numbers} ELSE 0 END`;
  const given = `SELECT profile_id, seq, ordinal, exposed_at_ms, ${arm} AS arm, version, epoch, key, snapshot,
      ineligible IS NULL AS eligible
    FROM exposure
    WHERE journey_id = ? AND node = ? AND salt = ? AND coalesce(recorded_at_ms, exposed_at_ms) <= ?`;
  const sql = `SELECT profile_id, seq, ordinal, version, epoch, key, snapshot, arm, exposed_at_ms, eligible,
      min(exposed_at_ms + (1 - eligible) * ${NEVER_MS}) AS first_ms,
      sum(eligible) * sum(eligible * arm * arm) <> sum(eligible * arm) * sum(eligible * arm) AS contaminated
    FROM (${given}) GROUP BY profile_id`;
  return { sql, parameters: [...query.arms, query.journeyId, query.node, query.salt, query.asOfMs] };
}

/** Of those who count. */
const COUNTED = 'u.eligible AND NOT u.contaminated';

function overlaps({ $client: db }: Orm): SplitReads['overlaps'] {
  return async (query) => {
    const tally = new OverlapTally(query);
    const { journeyId, node, asOfMs } = query;
    const units = unitsOf(query);
    const isOther =
      node === '' ? 'o.journey_id <> ?' : `(o.journey_id <> ? OR (o.node <> ? AND o.node <> ''))`;
    eachRow<[number, number, string, string, string]>(
      db.prepare(`SELECT each_row(arm, epoch, journey_id, node, other_arm) FROM (
        SELECT DISTINCT u.seq, u.arm, u.epoch, o.journey_id, o.node, o.arm AS other_arm FROM (${units.sql}) AS u
          CROSS JOIN exposure AS o ON o.profile_id = u.profile_id
          WHERE ${COUNTED} AND ${isOther} AND o.ineligible IS NULL
            AND coalesce(o.recorded_at_ms, o.exposed_at_ms) <= ?)`),
      [...units.parameters, ...(node === '' ? [journeyId] : [journeyId, node]), asOfMs],
      ([arm, epoch, otherJourney, otherNode, otherArm]) =>
        tally.add(arm, epoch, { journeyId: otherJourney, node: otherNode, arm: otherArm }),
    );
    return tally.overlaps();
  };
}

export function splitReports(orm: Orm): SplitReads {
  return {
    outcomes: outcomes(orm),
    messagesByArm: messagesByArm(orm),
    overlaps: overlaps(orm),
    waitingInputs: async (asOfMs) => {
      const row = orm.$client
        .prepare('SELECT count(*), min(at_ms) FROM inbox WHERE at_ms <= ?')
        .raw()
        .get(asOfMs) as [number, number | null]; // the two columns asked for
      return { count: row[0], oldestAtMs: row[1] };
    },
  };
}
