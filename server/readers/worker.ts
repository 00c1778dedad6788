/** A reader thread: one read-only connection, one report at a time. */
import { workerData } from 'node:worker_threads';
import { openSqliteReports } from '../../engine/stores/sqlite/index.ts';
import type { Reports } from '../../engine/stores/reports.ts';

export interface ReadTask {
  method: keyof Reports;
  args: unknown[];
}

const { databaseFile } = workerData as { databaseFile: string }; // set by openReaders
const reports = openSqliteReports(databaseFile);

export async function read({ method, args }: ReadTask): Promise<unknown> {
  // the arguments come from a caller typed by the same interface
  const run = reports[method] as (...given: unknown[]) => Promise<unknown>;
  return await run.apply(reports, args);
}
