import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { parseSendKey } from '../../namesOf.ts';
import type { DeliveryFilter, Reports } from '../../reports.ts';
import { columnList } from '../rows/columns.ts';
import { type OutboxValues, outboxColumns, outboxRowOf } from '../rows/outboxRow.ts';
import { beyond, equals, ordered, pageOf, where } from './query.ts';

const columns = sql.raw(columnList('t', outboxColumns));
const order = ['planned_at_ms', 'profile_id', 'journey_id', 'ordinal', 'node', 'visit', 'lane'];

/** Messages and calls by the instant they were planned, which never changes. */
export function sendReports(orm: BetterSQLite3Database): Pick<Reports, 'deliveries' | 'delivery'> {
  return {
    deliveries: async (filter, page) => {
      const { journeyId, channel, status, profileId } = filter;
      const rows = orm.values<OutboxValues>(
        sql`SELECT ${columns} FROM outbox AS t ${indexFor(filter)} ${where(
          equals('t.profile_id', profileId),
          equals('t.journey_id', journeyId),
          equals('t.lane', channel),
          status === undefined ? undefined : sql`t.status = ${sql.raw(`'${STATUS_WORDS[status]}'`)}`,
          beyond(page.cursor, '<', order, 'nssnsns'),
        )} ${ordered(order, 'DESC', page)}`,
      );
      return pageOf(rows, page, outboxRowOf, (values) => [
        values[8],
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5],
      ]);
    },
    delivery: async (key) => {
      const of = parseSendKey(key);
      if (!of) return null;
      const { profileId, journeyId, ordinal, node, visit, lane } = of;
      const [row] = orm.values<OutboxValues>(
        sql`SELECT ${columns} FROM outbox AS t WHERE t.profile_id = ${profileId} AND t.journey_id = ${journeyId}
          AND t.ordinal = ${ordinal} AND t.node = ${node} AND t.visit = ${visit} AND t.lane = ${lane}`,
      );
      return row ? outboxRowOf(row) : null;
    },
  };
}

/** Written into the query, not bound: a partial index serves only a status that stands in the text. */
const STATUS_WORDS = {
  planned: 'planned',
  claimed: 'claimed',
  calling: 'calling',
  accepted: 'accepted',
  refused: 'refused',
  rejected: 'rejected',
  failed: 'failed',
  unknown: 'unknown',
  cancelled: 'cancelled',
} as const;

/** Rare states have an index of their own; everything else walks the newest first and stops when the page is full. */
function indexFor({ profileId, status }: DeliveryFilter): SQL {
  if (profileId !== undefined) return sql``;
  switch (status) {
    case 'planned':
      return sql`INDEXED BY outbox_planned`;
    case 'claimed':
    case 'calling':
      return sql`INDEXED BY outbox_in_flight`;
    case 'refused':
    case 'rejected':
    case 'failed':
    case 'unknown':
    case 'cancelled':
      return sql`INDEXED BY outbox_unsent`;
    default:
      return sql`INDEXED BY outbox_newest`;
  }
}
