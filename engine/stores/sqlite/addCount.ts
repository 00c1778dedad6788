import type { Database } from 'better-sqlite3';
import type { CountDelta } from '../../core/records.ts';

/** Adds to a counter, inside the caller's transaction. */
export function prepareAddCount(db: Database): (delta: CountDelta) => void {
  const add = db.prepare(
    `INSERT INTO count (journey_id, version, node, metric, detail, count) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  return ({ journeyId, version, node, metric, detail, count }) => {
    add.run(journeyId, version, node, metric, detail, count);
  };
}
