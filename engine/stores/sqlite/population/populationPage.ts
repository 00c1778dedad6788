import type { Database } from 'better-sqlite3';
import type { PopulationQuery } from '../../store.ts';

/** `Store.population` on SQLite. */
export function populationPage(db: Database, query: PopulationQuery): string[] {
  if (query.condition !== null) throw new Error('conditions are not compiled to SQL yet');
  // one column of text
  return db
    .prepare('SELECT id FROM profile WHERE id > ? ORDER BY id LIMIT ?')
    .pluck()
    .all(query.afterProfileId, query.limit) as string[];
}
