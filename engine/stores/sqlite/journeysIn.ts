import type { Database } from 'better-sqlite3';

/**
 * Journeys that have rows of some state, found by skipping along an index that starts with the journey:
 * one seek per journey, however many rows.
 * @param state  the index's own condition, so that the index can serve
 */
export function journeysIn(db: Database, table: string, state: string): () => string[] {
  const first = db.prepare(`SELECT min(journey_id) FROM ${table} WHERE ${state}`).pluck();
  const after = db.prepare(`SELECT min(journey_id) FROM ${table} WHERE ${state} AND journey_id > ?`).pluck();
  return () => {
    const found: string[] = [];
    for (let id = first.get(); typeof id === 'string'; id = after.get(id)) found.push(id);
    return found;
  };
}
