/** Figures: counters, journey totals, outcomes of a split, names in use. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { CountDelta } from '../../../core/records.ts';
import { dictionaryOf } from '../../dictionary.ts';
import { outcomesOf } from '../../outcomes.ts';
import type { Reports } from '../../reports.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { equals, where } from './query.ts';

export function totalReports(
  orm: BetterSQLite3Database,
): Pick<Reports, 'counts' | 'journeyTotals' | 'outcomes' | 'dictionary'> {
  return {
    counts: async (journeyId, version) =>
      orm
        .values<[string, number, string, CountDelta['metric'], string, number]>(
          sql`SELECT journey_id, version, node, metric, detail, count FROM count
            ${where(equals('journey_id', journeyId), equals('version', version))}
            ORDER BY version, node, metric, detail`,
        )
        .map(([journey, ofVersion, node, metric, detail, count]) => ({
          journeyId: journey,
          version: ofVersion,
          node,
          metric,
          detail,
          count,
        })),
    journeyTotals: async () =>
      orm
        .values<[string, number, number, number]>(
          sql`SELECT journey_id,
              sum(CASE metric WHEN 'entered' THEN count ELSE 0 END),
              sum(CASE metric WHEN 'ended' THEN count ELSE 0 END),
              sum(CASE metric WHEN 'goal' THEN count ELSE 0 END)
            FROM count GROUP BY journey_id ORDER BY journey_id`,
        )
        .map(([journeyId, entered, ended, goals]) => ({ journeyId, entered, ended, goals })),
    outcomes: async ({ journeyId, node, event }) =>
      outcomesOf(
        orm
          .values<[string, string, number, number]>(
            sql`SELECT profile_id, arm, epoch, exposed_at_ms FROM exposure
              WHERE journey_id = ${journeyId} AND node = ${node} ORDER BY profile_id, seq`,
          )
          .map(([profileId, arm, epoch, exposedAtMs]) => ({ profileId, arm, epoch, exposedAtMs })),
        orm
          .values<[string, number, string | null]>(
            sql`SELECT e.profile_id, e.occurred_at_ms, e.properties
              FROM (SELECT DISTINCT profile_id FROM exposure WHERE journey_id = ${journeyId} AND node = ${node}) AS unit
              CROSS JOIN event AS e ON e.profile_id = unit.profile_id AND e.name = ${event}`,
          )
          .map(([profileId, occurredAtMs, properties]) => ({
            profileId,
            occurredAtMs,
            properties: propertiesOf(properties),
          })),
      ),
    dictionary: async () =>
      dictionaryOf({
        attributes: orm
          .values<[string, string, number]>(
            sql`SELECT a.key, a.type, count(*) FROM profile AS p, json_each(p.attributes) AS a GROUP BY a.key, a.type`,
          )
          .map(([name, type, count]) => ({ name, type, count })),
        events: orm
          .values<[string, number]>(sql`SELECT name, count(*) FROM event GROUP BY name`)
          .map(([name, count]) => ({ name, count })),
        properties: orm
          .values<[string, string]>(
            sql`SELECT DISTINCT e.name, p.key FROM event AS e, json_each(e.properties) AS p`,
          )
          .map(([event, name]) => ({ event, name })),
      }),
  };
}
