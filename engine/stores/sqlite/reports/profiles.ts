import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Reports } from '../../reports.ts';
import { type ProfileValues, profileColumns, profileOf } from '../rows/profileRow.ts';
import { beyond, columnsOf, ordered, pageOf, where } from './query.ts';

const columns = columnsOf(profileColumns);

type Answers = Pick<Reports, 'profiles' | 'profile' | 'hasWaitingInput' | 'profileCount'>;

export function profileReports(orm: BetterSQLite3Database): Answers {
  return {
    profiles: async ({ search }, page) => {
      const rows = orm.values<ProfileValues>(
        sql`SELECT ${columns} FROM profile AS t
          ${where(beyond(page.cursor, '>', ['t.id'], 's'), search === '' ? undefined : mentions(search))}
          ${ordered(['t.id'], 'ASC', page)}`,
      );
      return pageOf(rows, page, profileOf, ([id]) => [id]);
    },
    profile: async (id) => {
      const [row] = orm.values<ProfileValues>(
        sql`SELECT ${columns} FROM profile AS t
          WHERE t.id = ${leadsTo(id)}`,
      );
      return row ? profileOf(row) : null;
    },
    hasWaitingInput: async (id) =>
      orm.values<[number]>(sql`SELECT 1 FROM inbox WHERE profile_id = ${leadsTo(id)} LIMIT 1`).length > 0,
    profileCount: async () => orm.values<[number]>(sql`SELECT count(*) FROM profile`)[0]?.[0] ?? 0,
  };
}

/** The customer an id stands for, after merges too. */
function leadsTo(id: string): SQL {
  return sql`coalesce((SELECT into_id FROM merged WHERE id = ${id}), ${id})`;
}

/** The id, an address or a text among the attributes contains the words, ASCII letters in either case. */
function mentions(search: string): SQL {
  const pattern = likePattern(search);
  const holds = (column: SQL) =>
    sql`EXISTS (SELECT 1 FROM json_each(${column}) AS item WHERE item.type = 'text' AND item.value LIKE ${pattern} ESCAPE '\\')`;
  // the whole column is looked through first: taking it apart is far slower, and most rows are out by then
  const asJson = likePattern(JSON.stringify(search).slice(1, -1));
  const mayHold = (column: SQL) => sql`${column} LIKE ${asJson} ESCAPE '\\'`;
  return sql`(t.id LIKE ${pattern} ESCAPE '\\'
    OR (${mayHold(sql`t.attributes`)} AND ${holds(sql`t.attributes`)})
    OR (${mayHold(sql`t.addresses`)} AND ${holds(sql`t.addresses`)}))`;
}

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
