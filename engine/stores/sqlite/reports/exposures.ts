/** What is on record of a split's exposures. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Reports } from '../../reports.ts';
import { type ExposureValues, exposureColumns, exposureOf } from '../rows/exposureRow.ts';
import { columnsOf, equals, where } from './query.ts';

type Answers = Pick<Reports, 'exposures' | 'armCustomers' | 'withdrawnCount' | 'importedWith'>;

export function exposureReports(orm: BetterSQLite3Database): Answers {
  return {
    exposures: async ({ journeyId, node, profileId }) =>
      orm
        .values<ExposureValues>(
          sql`SELECT ${columnsOf(exposureColumns)} FROM exposure AS t ${where(
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
  };
}
