/** The customers of splits: one pass over the exposures each, in the order they are clustered in. */

import type { OutboxStatus } from '../../../core/records.ts';
import type { SplitReads } from '../../splitReads.ts';
import { ExposureTally } from '../../tallies/exposureTally.ts';
import { namesAsked, OutcomeTally } from '../../tallies/outcomeTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent, ReceiptTally } from '../../tallies/receiptTally.ts';
import { SendTally } from '../../tallies/sendTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { overlaps, sharedOutcomes } from './sharedCustomers.ts';
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
      tally.begin(unit);
      for (const [, , , , , , , , status, reason, decidedAtMs] of rows) {
        if (status !== null) tally.takeSent({ status, reason, decidedAtMs });
      }
    });
    return tally.sends();
  };
}

function receiptsByArm({ $client: db }: Orm): SplitReads['receiptsByArm'] {
  return async (query) => {
    const tally = new ReceiptTally(query);
    const received = new Set<FunnelEvent>();
    type Asked = [name: FunnelEvent, isOurs: 0 | 1];
    const question = {
      columns: [
        'e.name',
        // looks for the text that eventValues writes; reading the JSON of every receipt took a fifth of the time of all
        `e.occurred_at_ms >= x.exposed_at_ms AND instr(coalesce(e.properties, ''),
          '"key":' || rtrim(json_quote(? || x.profile_id || '/' || x.ordinal || '/'), '"')) > 0`,
      ],
      columnParameters: [`${query.journeyId}/`],
    };
    eachWithEvents<Asked>(db, query, FUNNEL_EVENTS, question, ({ unit, state, rows }) => {
      if (state !== 'counted') return;
      received.clear();
      for (const [, , , , , , , , name, isOurs] of rows) if (isOurs === 1) received.add(name);
      tally.add(unit.arm, received);
    });
    return tally.receipts();
  };
}

export function splitReports(orm: Orm): SplitReads {
  return {
    exposureCounts: exposureCounts(orm),
    goalOutcomes: goalOutcomes(orm),
    sendsByArm: sendsByArm(orm),
    receiptsByArm: receiptsByArm(orm),
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
