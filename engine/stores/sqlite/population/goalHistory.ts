import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { GoalHistory, GoalHistoryQuery } from '../../reports.ts';
import { met } from './askPopulation.ts';
import { compileWhere } from './compileHistory.ts';
import { TRUE } from './scope.ts';

/** One row per customer of the audience first: the squares are taken around the mean, not around 0. */
export function goalHistory(orm: BetterSQLite3Database, query: GoalHistoryQuery): GoalHistory {
  const { population, event, where, property, untilMs } = query;
  const fits = where ? compileWhere(where, { ...population, nowMs: untilMs }) : TRUE;
  const events = sql`FROM event AS e WHERE e.profile_id = p.id AND e.name = ${event}
    AND e.occurred_at_ms >= ${population.nowMs} AND e.occurred_at_ms <= ${untilMs} AND ${fits}`;
  const value =
    property === null
      ? sql`0`
      : sql`coalesce((SELECT sum(number_at(e.properties, ${property})) ${events}), 0)`;
  const [row] = orm.values<[number, number | null, number | null, number | null]>(sql`
    WITH unit AS MATERIALIZED (
      SELECT EXISTS (SELECT 1 ${events}) AS converted, ${value} AS value FROM profile AS p WHERE ${met(population)}
    ), middle AS (SELECT avg(value) AS mean FROM unit)
    SELECT count(*), sum(converted), middle.mean, sum((value - middle.mean) * (value - middle.mean))
    FROM unit, middle`);
  const [customerCount = 0, convertedCount, mean, squares] = row ?? [];
  return {
    customerCount,
    convertedCount: convertedCount ?? 0,
    value: property === null ? null : { units: customerCount, mean: mean ?? 0, centredSquares: squares ?? 0 },
  };
}
