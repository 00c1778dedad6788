import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { OutboxStatus } from '../../../core/records.ts';
import { parseSendKey } from '../../namesOf.ts';
import type { Place } from '../../places.ts';
import type { DeliveryFilter, Reports } from '../../reports.ts';
import { type OutboxValues, outboxColumns, outboxRowOf } from '../rows/outboxRow.ts';
import { currentName } from './aliases.ts';
import { newestFirst } from './newest.ts';
import { beyond, columnsOf, equals, ordered, pageOf, where } from './query.ts';

const columns = columnsOf(outboxColumns);
const order = ['planned_at_ms', 'profile_id', 'journey_id', 'ordinal', 'node', 'visit', 'lane'];

function placeOf(values: OutboxValues): Place {
  return [values[8], values[0], values[1], values[2], values[3], values[4], values[5]];
}

/** Messages and calls by the instant they were planned, which never changes. */
export function sendReports(orm: BetterSQLite3Database): Pick<Reports, 'deliveries' | 'delivery'> {
  return {
    deliveries: async (filter, page) => {
      const walk = walkOf(filter);
      const rows = newestFirst<OutboxValues>(orm, page, {
        table: 'outbox',
        filter,
        placeOf,
        ask: (journeyId) =>
          sql`SELECT ${columns} FROM outbox AS t ${walk.index} ${where(
            equals('t.profile_id', filter.profileId),
            equals('t.journey_id', journeyId),
            equals('t.lane', filter.channel),
            equals('t.status', filter.status),
            walk.only,
            beyond(page.cursor, '<', order, 'nssnsns'),
          )} ${ordered(order, 'DESC', page)}`,
      });
      return pageOf(rows, page, outboxRowOf, placeOf);
    },
    delivery: async (key) => {
      const given = parseSendKey(key);
      if (!given) return null;
      const { profileId, journeyId, ordinal, node, visit, lane } = currentName(orm, given);
      const [row] = orm.values<OutboxValues>(
        sql`SELECT ${columns} FROM outbox AS t WHERE t.profile_id = ${profileId} AND t.journey_id = ${journeyId}
          AND t.ordinal = ${ordinal} AND t.node = ${node} AND t.visit = ${visit} AND t.lane = ${lane}`,
      );
      return row ? outboxRowOf(row) : null;
    },
  };
}

/** Index to walk, and the condition it was made with: a partial index serves only a query that repeats it. */
interface Walk {
  index: SQL;
  only: SQL | undefined;
}

const newest: Walk = { index: sql`INDEXED BY outbox_newest`, only: undefined };
const planned: Walk = { index: sql`INDEXED BY outbox_planned`, only: sql`t.status = 'planned'` };
const held: Walk = { index: sql`INDEXED BY outbox_held`, only: sql`t.status = 'held'` };
const inFlight: Walk = {
  index: sql`INDEXED BY outbox_in_flight`,
  only: sql`(t.status = 'claimed' OR t.status = 'calling')`,
};
const unsent: Walk = {
  index: sql`INDEXED BY outbox_unsent`,
  only: sql`(t.status = 'refused' OR t.status = 'rejected' OR t.status = 'failed' OR t.status = 'unknown' OR t.status = 'cancelled')`,
};

const walkFor = {
  planned,
  held,
  claimed: inFlight,
  calling: inFlight,
  accepted: newest,
  refused: unsent,
  rejected: unsent,
  failed: unsent,
  unknown: unsent,
  cancelled: unsent,
} satisfies { [Status in OutboxStatus]: Walk };

/** Rare states have an index of their own; everything else walks the newest first and stops when the page is full. */
function walkOf({ profileId, status }: DeliveryFilter): Walk {
  if (profileId !== undefined) return { index: sql``, only: undefined };
  return status === undefined ? newest : walkFor[status];
}
