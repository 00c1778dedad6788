/** Lists of what was recorded of customers: events, entry decisions, exposures, conversions; and the jobs. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Reports } from '../../reports.ts';
import { columnList } from '../rows/columns.ts';
import { type ConversionValues, conversionColumns, conversionOf } from '../rows/conversionRow.ts';
import { type EntryDecisionValues, entryDecisionColumns, entryDecisionOf } from '../rows/entryDecisionRow.ts';
import { type EventValues, eventColumns, eventOf } from '../rows/eventRow.ts';
import { type ExposureValues, exposureColumns, exposureOf } from '../rows/exposureRow.ts';
import { type JobValues, jobColumns, jobOf } from '../rows/jobRow.ts';
import { beyond, equals, ordered, pageOf, where } from './query.ts';

const list = (columns: readonly string[]) => sql.raw(columnList('t', columns));
const newest = ['t.seq'];

type Answers = Pick<
  Reports,
  'events' | 'entryDecisions' | 'exposures' | 'armCustomers' | 'conversions' | 'jobs'
>;

export function recordReports(orm: BetterSQLite3Database): Answers {
  return {
    events: async (profileId, page) => {
      const order = ['t.occurred_at_ms', 't.seq'];
      const rows = orm.values<EventValues>(
        sql`SELECT ${list(eventColumns)} FROM event AS t ${where(
          equals('t.profile_id', profileId),
          beyond(page.cursor, '<', order, 'nn'),
        )} ${ordered(order, 'DESC', page)}`,
      );
      return pageOf(rows, page, eventOf, (values) => [values[2], values[3]]);
    },
    entryDecisions: async ({ journeyId, profileId }, page) => {
      const rows = orm.values<EntryDecisionValues>(
        sql`SELECT ${list(entryDecisionColumns)} FROM entry_decision AS t ${where(
          equals('t.profile_id', profileId),
          equals('t.journey_id', journeyId),
          beyond(page.cursor, '<', newest, 'n'),
        )} ${ordered(newest, 'DESC', page)}`,
      );
      return pageOf(rows, page, entryDecisionOf, ([seq]) => [seq]);
    },
    exposures: async ({ journeyId, node, profileId }) =>
      orm
        .values<ExposureValues>(
          sql`SELECT ${list(exposureColumns)} FROM exposure AS t ${where(
            equals('t.profile_id', profileId),
            equals('t.journey_id', journeyId),
            equals('t.node', node),
          )} ORDER BY t.profile_id, t.seq`,
        )
        .map(exposureOf),
    armCustomers: async ({ journeyId, node, salt }) =>
      orm
        .values<[arm: string, customerCount: number]>(
          sql`SELECT t.arm, count(DISTINCT t.profile_id) FROM exposure AS t ${where(
            equals('t.journey_id', journeyId),
            equals('t.node', node),
            equals('t.salt', salt),
          )} GROUP BY t.arm ORDER BY t.arm`,
        )
        .map(([arm, customerCount]) => ({ arm, customerCount })),
    conversions: async ({ journeyId, profileId }) =>
      orm
        .values<ConversionValues>(
          sql`SELECT ${list(conversionColumns)} FROM conversion AS t ${where(
            equals('t.profile_id', profileId),
            equals('t.journey_id', journeyId),
          )} ORDER BY t.profile_id, t.seq`,
        )
        .map(conversionOf),
    jobs: async () =>
      orm.values<JobValues>(sql`SELECT ${list(jobColumns)} FROM job AS t ORDER BY t.at_ms, t.id`).map(jobOf),
  };
}
