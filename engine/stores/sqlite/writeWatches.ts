import type { Database } from 'better-sqlite3';
import type { WatchChanges } from '../../core/watch.ts';
import { placeholders } from './rows/columns.ts';
import { watchColumns, watchValues } from './rows/watchRow.ts';

/** Writes what is watched of one customer, inside the caller's transaction. */
export function prepareWriteWatches(db: Database) {
  const put = db.prepare(
    `INSERT INTO watch (${watchColumns.join(', ')}) VALUES (${placeholders(watchColumns)})
     ON CONFLICT DO UPDATE SET is_in = excluded.is_in, since_ms = excluded.since_ms,
       flips_at_ms = excluded.flips_at_ms, event_id = excluded.event_id`,
  );
  const drop = db.prepare('DELETE FROM watch WHERE profile_id = ? AND type = ? AND name = ?');

  return (profileId: string, changes: WatchChanges): void => {
    for (const { type, name } of changes.drop) drop.run(profileId, type, name);
    for (const watch of changes.put) put.run(...watchValues(profileId, watch));
  };
}
