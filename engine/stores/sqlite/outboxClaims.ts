import type { Database } from 'better-sqlite3';
import { type OutboxRow, sendKey } from '../../core/records.ts';
import { StoreFault } from '../storeFault.ts';
import { columnList } from './rows/columns.ts';
import { type OutboxValues, outboxColumns, outboxRowOf } from './rows/outboxRow.ts';

/** What happens to effects between the claim and the answer: `Store.markCalling`, `interrupted`. */
export function prepareOutboxClaims(db: Database) {
  const mark = db.prepare(
    `UPDATE outbox SET status = 'calling', decided_at_ms = ?
     WHERE profile_id = ? AND journey_id = ? AND ordinal = ? AND node = ? AND visit = ? AND lane = ? AND status IN ('claimed', 'calling')`,
  );
  const inFlight = db
    .prepare(
      `SELECT ${columnList('t', outboxColumns)} FROM outbox AS t INDEXED BY outbox_in_flight
       WHERE t.status = 'claimed' OR t.status = 'calling'
       ORDER BY profile_id, journey_id, ordinal, node, visit, lane`,
    )
    .raw();

  const markAll = db.transaction((rows: readonly OutboxRow[], nowMs: number) => {
    for (const row of rows) {
      const { profileId, journeyId, ordinal, node, visit, lane } = row;
      if (mark.run(nowMs, profileId, journeyId, ordinal, node, visit, lane).changes === 1) continue;
      throw new StoreFault(
        'conflict',
        `${sendKey(row)} is neither claimed nor being called, so it may not be called`,
      );
    }
  });

  return {
    markCalling: (rows: readonly OutboxRow[], nowMs: number): void => markAll.immediate(rows, nowMs),
    // the statement lists the columns of OutboxValues
    interrupted: (): OutboxRow[] => (inFlight.all() as OutboxValues[]).map(outboxRowOf),
  };
}
