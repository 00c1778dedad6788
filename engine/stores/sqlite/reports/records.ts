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
  | 'events'
  | 'entryDecisions'
  | 'exposures'
  | 'armCustomers'
  | 'withdrawnCount'
  | 'importedWith'
  | 'conversions'
  | 'jobs'
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
    withdrawnCount: async ({ journeyId, node, salt, asOfMs }) => {
      const [[count] = [0]] = orm.values<[number]>(
        sql`SELECT count(*) FROM exposure AS t WHERE t.withdrawn_at_ms IS NOT NULL AND t.withdrawn_at_ms <= ${asOfMs}
          AND t.journey_id = ${journeyId} AND t.node = ${node} AND t.salt = ${salt}`,
      );
      return count;
    },
    importedWith: async ({ journeyId, node, batch }) =>
      orm
        .values<[string]>(
          sql`SELECT t.profile_id FROM exposure AS t
              WHERE t.batch IS NOT NULL AND t.batch = ${batch} AND t.journey_id = ${journeyId} AND t.node = ${node}
            UNION SELECT i.profile_id FROM inbox AS i
              WHERE i.input ->> '$.type' = 'exposure' AND i.input ->> '$.batch' = ${batch}
                AND i.input ->> '$.journeyId' = ${journeyId} AND i.input ->> '$.node' = ${node}
            ORDER BY 1`,
        )
        .map(([profileId]) => profileId),
    armCustomers: async ({ journeyId, node, salt }) =>
      orm
        .values<[arm: string, customerCount: number]>(
          sql`SELECT t.arm, count(DISTINCT t.profile_id) FROM exposure AS t ${where(
            equals('t.journey_id', journeyId),
            equals('t.node', node),
            equals('t.salt', salt),
            sql`t.withdrawn_at_ms IS NULL`,
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
