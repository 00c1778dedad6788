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

/** Rows `household` of customers, who of them converted, and what they came to. */
function households({ attribute }: SplitUnit): SQL {
  return sql`household AS MATERIALIZED (
      SELECT count(*) AS x, sum(converted) AS c, sum(value) AS v FROM unit JOIN profile AS q ON q.id = unit.id
      GROUP BY coalesce('h' || household_at(q.attributes, ${attribute}), 'c' || unit.id))`;
}

/** One row per customer first: the squares are taken around the mean, not around 0. */
function ofCustomers({ property }: GoalHistoryQuery): SQL {
  // nearest rank: the smallest value that 999 of 1,000 do not exceed
  const nearlyAll =
    property === null
      ? sql`0`
      : sql`coalesce((SELECT value FROM unit ORDER BY value LIMIT 1
          OFFSET (SELECT (999 * count(*) + 999) / 1000 - 1 FROM unit)), 0)`;
  return sql`(SELECT count(*), sum(converted), middle.mean, sum((value - middle.mean) * (value - middle.mean)), ${nearlyAll}
    FROM unit, (SELECT avg(value) AS mean FROM unit) AS middle)`;
}

const ofHouseholds = sql`(SELECT count(*), m.x, sum((h.x - m.x) * (h.x - m.x)),
      m.c, sum((h.c - m.c) * (h.c - m.c)), sum((h.c - m.c) * (h.x - m.x)),
      m.v, sum((h.v - m.v) * (h.v - m.v)), sum((h.v - m.v) * (h.x - m.x))
    FROM household AS h, (SELECT avg(x) AS x, avg(c) AS c, avg(v) AS v FROM household) AS m)`;

function householdSums(row: readonly number[], hasValue: boolean): NonNullable<GoalHistory['households']> {
  const [units = 0, meanX = 0, centredXX = 0, ...ofBoth] = row;
  const pairs = ([meanY = 0, centredYY = 0, centredXY = 0]: readonly number[]): PairMoments => {
    return { units, meanX, centredXX, meanY, centredYY, centredXY };
  };
  return { conversions: pairs(ofBoth.slice(0, 3)), values: hasValue ? pairs(ofBoth.slice(3)) : null };
}

/** Customers and their households in one statement: finding what each came to is what takes time. */
export function goalHistory(orm: BetterSQLite3Database, query: GoalHistoryQuery): GoalHistory {
  const { property, unit } = query;
  const asked = unit
    ? sql`WITH ${units(query)}, ${households(unit)} SELECT * FROM ${ofCustomers(query)}, ${ofHouseholds}`
    : sql`WITH ${units(query)} SELECT * FROM ${ofCustomers(query)}`;
  const [row = []] = orm.values<(number | null)[]>(asked);
  // of nobody there are no sums
  const found = row.map((figure) => figure ?? 0);
  const [customerCount = 0, convertedCount = 0, mean = 0, centredSquares = 0, percentile999 = 0] = found;
  return {
    customerCount,
    convertedCount,
    value: property === null ? null : { units: customerCount, mean, centredSquares, percentile999 },
    ...(unit && { households: householdSums(found.slice(5), property !== null) }),
  };
}
