import type { Database } from 'better-sqlite3';
import type { Acceptance, BusinessEvent, Job } from '../store.ts';
import { placeholders } from './rows/columns.ts';
import { jobColumns, jobValues } from './rows/jobRow.ts';
import type { Sequence } from './sequence.ts';

/** `Store.acceptBusiness` on SQLite: the id and the jobs in one transaction. */
export function prepareAcceptBusiness(db: Database, sequence: Sequence) {
  const insertId = db.prepare(`INSERT INTO accepted (id, type) VALUES (?, 'event') ON CONFLICT DO NOTHING`);
  const insertDuplicate = db.prepare(
    `INSERT INTO duplicate (seq, id, profile_id, at_ms) VALUES (?, ?, '', ?)`,
  );
  const insertJob = db.prepare(
    `INSERT INTO job (${jobColumns.join(', ')}) VALUES (${placeholders(jobColumns)})`,
  );

  const accept = db.transaction((event: BusinessEvent, jobs: readonly Job[], nowMs: number): Acceptance => {
    const seq = sequence.next();
    const isNew = insertId.run(event.id).changes === 1;
    if (isNew) for (const job of jobs) insertJob.run(...jobValues(job));
    else insertDuplicate.run(seq, event.id, nowMs);
    sequence.save();
    return isNew ? { seq } : { duplicate: true };
  });

  return (event: BusinessEvent, jobs: readonly Job[], nowMs: number): Acceptance => {
    try {
      return accept.immediate(event, jobs, nowMs);
    } catch (error) {
      sequence.reload();
      throw error;
    }
  };
}
