/** Newest rows first over all journeys: each journey's newest from its own index, then merged. */
import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { PageQuery } from '../../page.ts';
import { comparePlaces, type Place } from '../../places.ts';

/** Journeys with rows in a table, by an index that starts with the journey: one seek each. */
function journeysOf(orm: BetterSQLite3Database, table: 'enrollment' | 'outbox'): string[] {
  const found = orm.values<[string | null]>(
    sql`WITH RECURSIVE journey(id) AS (
      SELECT min(journey_id) FROM ${sql.raw(table)}
      UNION ALL
      SELECT (SELECT min(t.journey_id) FROM ${sql.raw(table)} AS t WHERE t.journey_id > journey.id)
      FROM journey WHERE journey.id IS NOT NULL
    ) SELECT id FROM journey WHERE id IS NOT NULL`,
  );
  return found.flatMap(([id]) => (id === null ? [] : [id]));
}

/**
 * Rows of a page, and one more where there are more.
 *
 * @param of.ask  the page's rows, of one journey or of whoever else the filter names
 */
export function newestFirst<Values extends unknown[]>(
  orm: BetterSQLite3Database,
  page: PageQuery,
  of: {
    table: 'enrollment' | 'outbox';
    filter: { journeyId?: string | undefined; profileId?: string | undefined };
    ask: (journeyId: string | undefined) => SQL;
    placeOf: (values: Values) => Place;
  },
): Values[] {
  const { journeyId, profileId } = of.filter;
  if (journeyId !== undefined || profileId !== undefined) return orm.values<Values>(of.ask(journeyId));
  const rows = journeysOf(orm, of.table).flatMap((id) => orm.values<Values>(of.ask(id)));
  return rows.sort((a, b) => comparePlaces(of.placeOf(b), of.placeOf(a))).slice(0, page.limit + 1);
}
