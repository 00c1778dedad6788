import type { Database } from 'better-sqlite3';
import { enrollmentId, type TraceRow } from '../../core/records.ts';
import { StoreFault } from '../storeFault.ts';
import { placeholders } from './rows/columns.ts';
import { type TracePart, traceColumns, tracePartsOf } from './rows/traceRow.ts';

const [PROFILE, JOURNEY, ORDINAL, PART] = traceColumns;

/** Writes steps inside the caller's transaction, behind those written before; no position is written twice. */
export function prepareWriteTrace(db: Database) {
  const begin = db.prepare(
    `INSERT INTO trace (${traceColumns.join(', ')}) VALUES (${placeholders(traceColumns)}) ON CONFLICT DO NOTHING`,
  );
  const append = db.prepare(
    `UPDATE trace SET step_count = step_count + ?, steps = steps || ?
     WHERE ${PROFILE} = ? AND ${JOURNEY} = ? AND ${ORDINAL} = ? AND ${PART} = ? AND step_count = ?`,
  );

  function isWritten({ values, offset }: TracePart): boolean {
    const [profileId, journeyId, ordinal, part, stepCount, steps] = values;
    const isAppended =
      offset > 0 && append.run(stepCount, steps, profileId, journeyId, ordinal, part, offset).changes === 1;
    return isAppended || begin.run(...values).changes === 1;
  }

  return (trace: readonly TraceRow[]): void => {
    for (const part of tracePartsOf(trace)) {
      if (isWritten(part)) continue;
      const [profileId, journeyId, ordinal] = part.values;
      const id = enrollmentId({ profileId, journeyId, ordinal });
      throw new StoreFault('conflict', `the write contradicts what is stored: steps of ${id}`);
    }
  };
}
