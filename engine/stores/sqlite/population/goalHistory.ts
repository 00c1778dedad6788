import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Where } from '../../../../shared/condition.ts';
import type { SplitUnit } from '../../../../shared/experiment/splitUnit.ts';
import type { PairMoments } from '../../../core/statistics/moments.ts';
import type { GoalHistory, GoalHistoryQuery, PastEntry } from '../../reports.ts';
import { met } from './askPopulation.ts';
import { compileWhere } from './compileHistory.ts';
import { TRUE } from './scope.ts';

/** Events `e` of the profile, by name and properties. */
function eventsOf(
  asked: { event: string; where?: Where | undefined },
  { population, untilMs }: GoalHistoryQuery,
) {
  const fits = asked.where ? compileWhere(asked.where, { ...population, nowMs: untilMs }) : TRUE;
  return sql`FROM event AS e WHERE e.profile_id = p.id AND e.name = ${asked.event} AND ${fits}`;
}

/** The instant of the first entry of a row `p` of profile; NULL where it let nobody in. */
function firstEntry(entry: PastEntry, query: GoalHistoryQuery): SQL {
  const { zone, nowMs } = query.population;
  const { missing, untilMs } = entry;
  if (!missing) {
    return sql`(SELECT min(e.occurred_at_ms) ${eventsOf(entry, query)}
      AND e.occurred_at_ms >= ${nowMs} AND e.occurred_at_ms <= ${untilMs})`;
  }
  const came = sql`EXISTS (SELECT 1 ${eventsOf(missing, query)}
    AND e.occurred_at_ms >= started.from_ms AND e.occurred_at_ms < started.at_ms)`;
  return sql`(SELECT min(started.at_ms) FROM (
      SELECT e.occurred_at_ms AS from_ms, after_ms(${missing.within}, e.occurred_at_ms, p.time_zone, ${zone}) AS at_ms
      ${eventsOf(entry, query)}
    ) AS started WHERE started.at_ms >= ${nowMs} AND started.at_ms <= ${untilMs} AND NOT ${came})`;
}

/** Customers of the audience, each with the time in which reaching the goal counts: [from_ms, until_ms). */
function customers(query: GoalHistoryQuery): SQL {
  const { population, untilMs, entry } = query;
  if (entry === null) {
    return sql`SELECT p.id, ${population.nowMs} AS from_ms, ${untilMs + 1} AS until_ms FROM profile AS p WHERE ${met(population)}`;
  }
  return sql`SELECT id, from_ms, after_ms(${entry.within}, from_ms, time_zone, ${population.zone}) AS until_ms FROM (
      SELECT p.id, p.time_zone, ${firstEntry(entry, query)} AS from_ms FROM profile AS p WHERE ${met(population)}
    ) WHERE from_ms IS NOT NULL`;
}

/** What each customer came to: rows `unit` of id, converted and value. */
function units(query: GoalHistoryQuery): SQL {
  const { property } = query;
  const events = sql`${eventsOf(query, query)} AND e.occurred_at_ms >= p.from_ms AND e.occurred_at_ms < p.until_ms`;
  const value =
    property === null
      ? sql`0`
      : sql`coalesce((SELECT sum(number_at(e.properties, ${property})) ${events}), 0)`;
  return sql`customer AS MATERIALIZED (${customers(query)}),
    unit AS MATERIALIZED (SELECT p.id, EXISTS (SELECT 1 ${events}) AS converted, ${value} AS value FROM customer AS p)`;
}

/** The same by household; the squares are taken around the mean here too. */
function households(
  orm: BetterSQLite3Database,
  query: GoalHistoryQuery,
  { attribute }: SplitUnit,
): NonNullable<GoalHistory['households']> {
  const [row] = orm.values<[number, ...(number | null)[]]>(sql`
    WITH ${units(query)},
    household AS MATERIALIZED (
      SELECT count(*) AS x, sum(converted) AS c, sum(value) AS v FROM unit JOIN profile AS q ON q.id = unit.id
      GROUP BY coalesce('h' || household_at(q.attributes, ${attribute}), 'c' || unit.id)),
    middle AS (SELECT avg(x) AS x, avg(c) AS c, avg(v) AS v FROM household)
    SELECT count(*), m.x, sum((h.x - m.x) * (h.x - m.x)),
      m.c, sum((h.c - m.c) * (h.c - m.c)), sum((h.c - m.c) * (h.x - m.x)),
      m.v, sum((h.v - m.v) * (h.v - m.v)), sum((h.v - m.v) * (h.x - m.x))
    FROM household AS h, middle AS m`);
  const [count = 0, ...sums] = row ?? [];
  const [meanX = 0, centredXX = 0, ...ofBoth] = sums.map((sum) => sum ?? 0);
  const pairs = ([meanY = 0, centredYY = 0, centredXY = 0]: readonly number[]): PairMoments => {
    return { units: count, meanX, centredXX, meanY, centredYY, centredXY };
  };
  return {
    conversions: pairs(ofBoth.slice(0, 3)),
    values: query.property === null ? null : pairs(ofBoth.slice(3)),
  };
}

/** One row per customer first: the squares are taken around the mean, not around 0. */
export function goalHistory(orm: BetterSQLite3Database, query: GoalHistoryQuery): GoalHistory {
  const { property, unit } = query;
  // nearest rank: the smallest value that 999 of 1,000 do not exceed
  const nearlyAll =
    property === null
      ? sql`0`
      : sql`coalesce((SELECT value FROM unit ORDER BY value LIMIT 1
          OFFSET (SELECT (999 * count(*) + 999) / 1000 - 1 FROM unit)), 0)`;
  const [row] = orm.values<[number, number | null, number | null, number | null, number]>(sql`
    WITH ${units(query)},
    middle AS (SELECT avg(value) AS mean FROM unit)
    SELECT count(*), sum(converted), middle.mean, sum((value - middle.mean) * (value - middle.mean)), ${nearlyAll}
    FROM unit, middle`);
  const [customerCount = 0, convertedCount, mean, squares, percentile999 = 0] = row ?? [];
  return {
    customerCount,
    convertedCount: convertedCount ?? 0,
    value:
      property === null
        ? null
        : { units: customerCount, mean: mean ?? 0, centredSquares: squares ?? 0, percentile999 },
    ...(unit && { households: households(orm, query, unit) }),
  };
}
