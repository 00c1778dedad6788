import Database from 'better-sqlite3';
import { StoreFault } from '../storeFault.ts';

/** Runs a write; what the schema refuses comes out as a StoreFault `conflict`. */
export function refuseConflict<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    const cause = causeOf(error);
    if (!(cause instanceof Database.SqliteError) || !cause.code.startsWith('SQLITE_CONSTRAINT')) throw error;
    throw new StoreFault('conflict', `the write contradicts what is stored: ${cause.message}`, error);
  }
}

/** drizzle wraps the driver's error. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Database.SqliteError ? error.cause : error;
}
