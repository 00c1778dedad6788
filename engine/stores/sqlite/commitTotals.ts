import type { Database } from 'better-sqlite3';
import type { BatchCommit } from '../store.ts';
import { prepareAddCount } from './addCount.ts';
import { placeholders } from './rows/columns.ts';
import { jobColumns, jobValues } from './rows/jobRow.ts';

/** What a batch writes beside its customers: counters, jobs, paces. */
export function prepareCommitTotals(db: Database) {
  const addCount = prepareAddCount(db);
  const putJob = db.prepare(
    `INSERT INTO job (${jobColumns.join(', ')}) VALUES (${placeholders(jobColumns)})
     ON CONFLICT DO UPDATE SET priority = excluded.priority, cursor = excluded.cursor, status = excluded.status,
       done_count = excluded.done_count, resume = excluded.resume`,
  );
  const putPace = db.prepare(
    'INSERT INTO pace (name, next_at_ms) VALUES (?, ?) ON CONFLICT DO UPDATE SET next_at_ms = excluded.next_at_ms',
  );

  return (batch: BatchCommit): void => {
    for (const delta of batch.counts) addCount(delta);
    for (const job of batch.jobs) putJob.run(...jobValues(job));
    for (const pace of batch.paces) putPace.run(pace.name, pace.nextAtMs);
  };
}
