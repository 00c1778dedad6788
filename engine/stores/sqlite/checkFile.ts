import Database from 'better-sqlite3';
import { openForReading } from './openFile.ts';

/** Findings of SQLite that are listed; one is reason enough to restore a backup. */
const FINDINGS_MAX = 20;

/**
 * Reads a whole database and lists what is damaged; empty when all is well. Too slow for every start:
 * about two seconds a gigabyte from memory, and as long as the disk takes otherwise.
 * Errors: StoreFault where the file cannot even be opened.
 */
export function checkSqliteFile(file: string): string[] {
  const { db, close } = openForReading(file);
  try {
    // one column of text
    const findings = db.prepare(`PRAGMA quick_check(${FINDINGS_MAX})`).pluck().all() as string[];
    return findings.filter((finding) => finding !== 'ok');
  } catch (error) {
    // damage can be such that the check itself gives up
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT'))
      return [error.message];
    throw error;
  } finally {
    close();
  }
}
