/** Lists of what was recorded of customers: events, entry decisions, conversions; and the jobs. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Reports } from '../../reports.ts';
import { type ConversionValues, conversionColumns, conversionOf } from '../rows/conversionRow.ts';
import { type EntryDecisionValues, entryDecisionColumns, entryDecisionOf } from '../rows/entryDecisionRow.ts';
import { type EventValues, eventColumns, eventOf } from '../rows/eventRow.ts';
import { type JobValues, jobColumns, jobOf } from '../rows/jobRow.ts';
import { beyond, columnsOf, equals, ordered, pageOf, where } from './query.ts';

const newest = ['t.seq'];

type Answers = Pick<Reports, 'events' | 'entryDecisions' | 'conversions' | 'jobs'>;

export function recordReports(orm: BetterSQLite3Database): Answers {
  return {
    events: async (profileId, page) => {
      const order = ['t.occurred_at_ms', 't.seq'];
      const rows = orm.values<EventValues>(
        sql`SELECT ${columnsOf(eventColumns)} FROM event AS t ${where(
          equals('t.profile_id', profileId),
          beyond(page.cursor, '<', order, 'nn'),
        )} ${ordered(order, 'DESC', page)}`,
      );
      return pageOf(rows, page, eventOf, (values) => [values[2], values[3]]);
    },
    entryDecisions: async ({ journeyId, profileId }, page) => {
      const rows = orm.values<EntryDecisionValues>(
        sql`SELECT ${columnsOf(entryDecisionColumns)} FROM entry_decision AS t ${where(
          equals('t.profile_id', profileId),
          equals('t.journey_id', journeyId),
          beyond(page.cursor, '<', newest, 'n'),
        )} ${ordered(newest, 'DESC', page)}`,
      );
      return pageOf(rows, page, entryDecisionOf, ([seq]) => [seq]);
    },
    conversions: async ({ journeyId, profileId }) =>
      orm
        .values<ConversionValues>(
          sql`SELECT ${columnsOf(conversionColumns)} FROM conversion AS t ${where(
            equals('t.profile_id', profileId),
            equals('t.journey_id', journeyId),
          )} ORDER BY t.profile_id, t.seq`,
        )
        .map(conversionOf),
    jobs: async () =>
      orm
        .values<JobValues>(sql`SELECT ${columnsOf(jobColumns)} FROM job AS t ORDER BY t.at_ms, t.id`)
        .map(jobOf),
  };
}
