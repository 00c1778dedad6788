/** Questions about all profiles: which meet a condition, how many, and what they look like. */
import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Profile } from '../../../../shared/profile.ts';
import type { PopulationQuery } from '../../store.ts';
import { columnList } from '../rows/columns.ts';
import { type ProfileValues, profileColumns, profileOf } from '../rows/profileRow.ts';
import { compileCondition } from './compileCondition.ts';
import { TRUE } from './scope.ts';

type Question = Omit<PopulationQuery, 'afterProfileId' | 'limit'>;

/** The question as a condition on a row `p` of profile. */
export function met({ condition, ...scope }: Question): SQL {
  return condition === null ? TRUE : compileCondition(condition, scope);
}

export function populationPage(orm: BetterSQLite3Database, query: PopulationQuery): string[] {
  const { afterProfileId, limit } = query;
  const rows = orm.values<[string]>(
    sql`SELECT p.id FROM profile AS p WHERE p.id > ${afterProfileId} AND ${met(query)} ORDER BY p.id LIMIT ${limit}`,
  );
  return rows.map(([id]) => id);
}

export function populationCount(orm: BetterSQLite3Database, question: Question): number {
  const [row] = orm.values<[number]>(sql`SELECT count(*) FROM profile AS p WHERE ${met(question)}`);
  return row?.[0] ?? 0;
}

export function populationSample(
  orm: BetterSQLite3Database,
  query: Omit<PopulationQuery, 'afterProfileId'>,
): Profile[] {
  const columns = sql.raw(columnList('p', profileColumns));
  return orm
    .values<ProfileValues>(
      sql`SELECT ${columns} FROM profile AS p WHERE ${met(query)} ORDER BY p.id LIMIT ${query.limit}`,
    )
    .map(profileOf);
}
