/** The customers of splits: one pass over the exposures each, in the order they are clustered in. */

import { enrollmentId, type OutboxStatus } from '../../../core/records.ts';
import type { SplitQuery, SplitReads } from '../../splitReads.ts';
import { ExposureTally } from '../../tallies/exposureTally.ts';
import { namesAsked, OutcomeTally } from '../../tallies/outcomeTally.ts';
import { OverlapTally } from '../../tallies/overlapTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent, ReceiptTally } from '../../tallies/receiptTally.ts';
import { SendTally } from '../../tallies/sendTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { eachRow } from './eachRow.ts';
import { eachCustomer, eachWithEvents, snapshotOf } from './splitCustomers.ts';

function exposureCounts({ $client: db }: Orm): SplitReads['exposureCounts'] {
  return async (query) => {
    const tally = new ExposureTally(query);
    const hasSnapshots = query.segments.length > 0 || query.covariate !== null;
    const columns = hasSnapshots ? ['x.snapshot'] : [];
    eachCustomer<[(string | null)?]>(
      db,
      query,
      { columns, from: 'exposure AS x' },
      ({ unit, state, first }) => {
        const [, , , , , , , , snapshot = null] = first;
        if (state === 'ineligible') tally.addIneligible(unit);
        else if (state === 'contaminated') tally.addContaminated(unit);
        else tally.add({ ...unit, snapshot: snapshotOf(snapshot) });
      },
    );
    return tally.counts();
  };
}

function goalOutcomes({ $client: db }: Orm): SplitReads['goalOutcomes'] {
  return async (query) => {
    const tally = new OutcomeTally(query);
    const names = namesAsked(query);
    type Asked = [
      key: string | null,
      snapshot: string | null,
      name: string,
      occurredAtMs: number,
      properties: string | null,
    ];
    const columns = ['x.key', 'x.snapshot', 'e.name', 'e.occurred_at_ms', 'e.properties'];
    eachWithEvents<Asked>(db, query, names.all, { columns }, ({ unit, ordinal, state, first, rows }) => {
      if (state !== 'counted') return;
      const [, , , , , , , , key, snapshot] = first;
      tally.begin({ ...unit, snapshot: snapshotOf(snapshot), key, isImported: ordinal === 0 });
      for (const row of rows) {
        const [, , , , , , , , , , name, occurredAtMs, properties] = row;
        const isRead = names.withProperties.has(name);
        tally.take({ name, occurredAtMs, properties: isRead ? propertiesOf(properties) : {} });
      }
    });
    return tally.outcomes();
  };
}

/** Calls that are no messages have their effect's type for a lane. */
const NO_MESSAGE = 'callWebhook';

function sendsByArm({ $client: db }: Orm): SplitReads['sendsByArm'] {
  return async (query) => {
    const tally = new SendTally(query);
    type Asked = [status: OutboxStatus | null, reason: string | null, decidedAtMs: number | null];
    const question = {
      columns: ['o.status', 'o.reason', 'o.decided_at_ms'],
      // the plus keeps the index of the newest away, which would be walked once per customer
      from: `exposure AS x LEFT JOIN outbox AS o ON o.profile_id = x.profile_id AND o.journey_id = ?
          AND o.ordinal = x.ordinal AND o.lane <> '${NO_MESSAGE}'
          AND +o.planned_at_ms BETWEEN x.exposed_at_ms AND ?`,
      fromParameters: [query.journeyId, query.asOfMs],
    };
    eachCustomer<Asked>(db, query, question, ({ unit, state, rows }) => {
      if (state !== 'counted') return;
      tally.begin(unit.arm);
      for (const [, , , , , , , , status, reason, decidedAtMs] of rows) {
        if (status !== null) tally.takeSent({ status, reason, decidedAtMs });
      }
    });
    return tally.sends();
  };
}

function receiptsByArm({ $client: db }: Orm): SplitReads['receiptsByArm'] {
  return async (query) => {
    const { journeyId } = query;
    const tally = new ReceiptTally(query);
    const received = new Set<FunnelEvent>();
    type Asked = [name: FunnelEvent, occurredAtMs: number, key: string | null];
    const key = "iif(e.properties ->> '$.journey' = ?, e.properties ->> '$.key', NULL)";
    const question = { columns: ['e.name', 'e.occurred_at_ms', key], columnParameters: [journeyId] };
    eachWithEvents<Asked>(db, query, FUNNEL_EVENTS, question, ({ profileId, ordinal, unit, state, rows }) => {
      if (state !== 'counted') return;
      const enrollment = `${enrollmentId({ profileId, journeyId, ordinal })}/`;
      received.clear();
      for (const [, , , , , , , , name, occurredAtMs, key] of rows) {
        const isOurs = typeof key === 'string' && key.startsWith(enrollment);
        if (isOurs && occurredAtMs >= unit.exposedAtMs) received.add(name);
      }
      tally.add(unit.arm, received);
    });
    return tally.receipts();
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
      db,
      `SELECT each_row(arm, epoch, journey_id, node, other_arm) FROM (
        SELECT DISTINCT u.seq, u.arm, u.epoch, o.journey_id, o.node, o.arm AS other_arm FROM (${units.sql}) AS u
          CROSS JOIN exposure AS o ON o.profile_id = u.profile_id
          WHERE ${COUNTED} AND ${isOther} AND o.ineligible IS NULL
            AND coalesce(o.recorded_at_ms, o.exposed_at_ms) <= ?)`,
      [...units.parameters, ...(node === '' ? [journeyId] : [journeyId, node]), asOfMs],
      ([arm, epoch, otherJourney, otherNode, otherArm]) =>
        tally.add(arm, epoch, { journeyId: otherJourney, node: otherNode, arm: otherArm }),
    );
    return tally.overlaps();
  };
}

export function splitReports(orm: Orm): SplitReads {
  return {
    exposureCounts: exposureCounts(orm),
    goalOutcomes: goalOutcomes(orm),
    sendsByArm: sendsByArm(orm),
    receiptsByArm: receiptsByArm(orm),
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
