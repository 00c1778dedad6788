import type { Database } from 'better-sqlite3';
import { enrollmentId, type TraceRow } from '../../core/records.ts';
import { StoreFault } from '../storeFault.ts';
import { placeholders } from './rows/columns.ts';
import { traceColumns, tracePartsOf } from './rows/traceRow.ts';

/** Writes steps inside the caller's transaction, behind those written before; no position is written twice. */
export function prepareWriteTrace(db: Database) {
  const add = db.prepare(
    `INSERT INTO trace (${traceColumns.join(', ')}) VALUES (${placeholders(traceColumns)})
     ON CONFLICT (${traceColumns.slice(0, 4).join(', ')}) DO UPDATE
     SET step_count = step_count + excluded.step_count, steps = steps || excluded.steps WHERE step_count = ?`,
  );
  return (trace: readonly TraceRow[]): void => {
    for (const { values, offset } of tracePartsOf(trace)) {
      if (add.run(...values, offset).changes === 1) continue;
      const [profileId, journeyId, ordinal] = values;
      const id = enrollmentId({ profileId, journeyId, ordinal });
      throw new StoreFault('conflict', `the write contradicts what is stored: steps of ${id}`);
    }
  };
}
