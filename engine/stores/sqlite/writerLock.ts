import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreFault } from '../storeFault.ts';
import { createPrivately } from './createPrivately.ts';

/** A process that was just told to stop may need this long to let go. */
const PATIENCE_MS = 1000;

/** The file whose lock a writer holds; it stays when the writer is gone. */
function sidecarOf(file: string): string {
  return `${file}.writer`;
}

/** Whether a process of ours has ever written this file. */
export function wasLocked(file: string): boolean {
  return existsSync(sidecarOf(file));
}

/**
 * Makes this process the only writer of a file until released or dead: the operating system holds
 * the lock and drops it with the process, so a kill leaves nothing to clean up.
 * Errors: StoreFault `in-use`.
 */
export function lockForWriting(file: string): { release(): void } {
  const sidecar = sidecarOf(file);
  createPrivately(sidecar);
  const db = new Database(sidecar, { timeout: PATIENCE_MS });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    const isHeld = cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
    if (!isHeld) throw cause;
    throw new StoreFault(
      'in-use',
      `${file} is being written by another process (it holds ${sidecar})`,
      cause,
    );
  }
  return { release: () => db.close() };
}
