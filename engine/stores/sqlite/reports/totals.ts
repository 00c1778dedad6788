/** Figures: counters, journey totals, names in use. */
import { sql } from 'drizzle-orm';
import type { JsonObject } from '../../../../shared/json.ts';
import type { CountDelta } from '../../../core/records.ts';
import { attributesInUse, eventsInUse } from '../../dictionary.ts';
import type { Reports } from '../../reports.ts';
import { sumByName } from '../../sumByName.ts';
import type { Orm } from '../openFile.ts';
import { equals, where } from './query.ts';

export function totalReports(orm: Orm): Pick<Reports, 'counts' | 'journeyTotals' | 'dictionary'> {
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
        .values<[string, number, number, string, number]>(
          sql`SELECT journey_id,
              sum(CASE metric WHEN 'entered' THEN count ELSE 0 END),
              sum(CASE metric WHEN 'ended' THEN count ELSE 0 END),
              json_group_array(json_array(detail, count)) FILTER (WHERE metric = 'goal'),
              sum(CASE metric WHEN 'parked' THEN count WHEN 'retried' THEN -count ELSE 0 END)
            FROM count GROUP BY journey_id ORDER BY journey_id`,
        )
        .map(([journeyId, entered, ended, goals, parked]) => ({
          journeyId,
          entered,
          ended,
          // pairs as the query above writes them, one per version
          goals: sumByName(JSON.parse(goals) as [string, number][]),
          parked,
        })),
    dictionary: async () => ({
      attributes: attributesInUse(attributesOfAll(orm)),
      events: eventsInUse(
        orm
          .values<[string, number, string]>(sql`SELECT name, count, properties FROM event_name`)
          // JSON that the commit wrote
          .map(([name, count, properties]) => ({
            name,
            count,
            properties: JSON.parse(properties) as string[],
          })),
      ),
    }),
  };
}

/** Row by row, so that a million profiles need no memory. */
function* attributesOfAll(orm: Orm): Generator<JsonObject> {
  // one column of JSON that profileValues wrote
  const texts = orm.$client.prepare('SELECT attributes FROM profile').pluck().iterate() as Iterable<string>;
  for (const text of texts) yield JSON.parse(text) as JsonObject;
}
