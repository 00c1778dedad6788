/** Opening a database file: version, lock, settings, migrations; every refusal in words an operator understands. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { StoreFault } from '../storeFault.ts';
import { asFileFault } from './asFileFault.ts';
import { createPrivately } from './createPrivately.ts';
import { APPLICATION_ID, refuseOtherFormat } from './fileFormat.ts';
import { setPragmas } from './pragmas.ts';
import { addFunctions } from './sqlFunctions.ts';
import { isSafeSqliteVersion } from './sqliteVersion.ts';
import { lockForWriting, wasLocked } from './writerLock.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** drizzle's face of the connection, with the driver behind it. */
export type Orm = BetterSQLite3Database & { $client: Database.Database };

export interface OpenFile {
  db: Database.Database;
  orm: Orm;
  close(): void;
}

/**
 * Opens a database for this process to write, creating or migrating it.
 *
 * @param file  a path, or `:memory:` for a database that ends with the connection
 * Errors: StoreFault.
 */
export function openForWriting(file: string): OpenFile {
  const inMemory = file === ':memory:';
  const lock = inMemory ? null : lockIfOurs(file);
  try {
    if (!inMemory) createPrivately(file);
    const db = open(file, {});
    const orm = withClosing(db, () => {
      refuseForeignFile(db, file);
      setPragmas(db, 'write');
      // before the first table, so that a crash between the two leaves a file we still know
      db.pragma(`application_id = ${APPLICATION_ID}`);
      const built = drizzle(db);
      migrate(built, { migrationsFolder });
      return built;
    });
    return {
      db,
      orm,
      close: () => {
        db.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw asFault(error, file);
  }
}

/** Opens a database beside its writer, for reading only. Errors: StoreFault. */
export function openForReading(file: string): OpenFile {
  if (!existsSync(file)) throw new StoreFault('unreadable', `${file} does not exist`);
  try {
    const db = open(file, { readonly: true, fileMustExist: true });
    const orm = withClosing(db, () => {
      refuseForeignFile(db, file);
      setPragmas(db, 'read');
      return drizzle(db);
    });
    return { db, orm, close: () => db.close() };
  } catch (error) {
    throw asFault(error, file);
  }
}

/** What is plainly no file of ours is refused before anything is written beside it. Errors: StoreFault. */
function lockIfOurs(file: string): { release(): void } {
  try {
    // to close a file that SQLite has open in this process would let go of SQLite's own locks on it
    if (!wasLocked(file)) refuseOtherFormat(file);
    return lockForWriting(file);
  } catch (error) {
    throw asFault(error, file);
  }
}

function open(file: string, options: Database.Options): Database.Database {
  const db = new Database(file, options);
  return withClosing(db, () => {
    const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
    if (!isSafeSqliteVersion(version)) {
      throw new StoreFault(
        'unusable',
        `SQLite ${version} can corrupt a database that two connections use; 3.51.3 or later is needed`,
      );
    }
    addFunctions(db);
    return db;
  });
}

function withClosing<T>(db: Database.Database, use: () => T): T {
  try {
    return use();
  } catch (error) {
    db.close();
    throw error;
  }
}

function refuseForeignFile(db: Database.Database, file: string): void {
  const tableCount = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (tableCount === 0) return;
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StoreFault('unreadable', `${file} is a SQLite database of another program`);
  }
  refuseOtherTables(db, file);
}

/** The tables are ours when every migration that made them is one of ours. */
function refuseOtherTables(db: Database.Database, file: string): void {
  const known = readMigrationFiles({ migrationsFolder });
  const hashes = new Set(known.map(({ hash }) => hash));
  const newest = Math.max(...known.map(({ folderMillis }) => folderMillis));
  const isLogged = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  // the table of drizzle's migrator, whose columns these are
  const applied = (
    isLogged ? db.prepare('SELECT hash, created_at AS atMs FROM __drizzle_migrations').all() : []
  ) as { hash: string; atMs: number }[];
  const strange = applied.filter(({ hash }) => !hashes.has(hash));
  if (strange.some(({ atMs }) => atMs > newest)) {
    throw new StoreFault(
      'too-new',
      `${file} was written by a newer version of this program; open it with that one`,
    );
  }
  if (!isLogged || strange.length > 0) {
    throw new StoreFault(
      'too-old',
      `${file} was written by an earlier version of this program, whose tables this one cannot read`,
    );
  }
}

/** What SQLite says of the place a file lies in, by the beginning of its code. */
const unwritable: readonly [string, string][] = [
  ['SQLITE_READONLY', 'cannot be written'],
  ['SQLITE_CANTOPEN', 'cannot be opened'],
  ['SQLITE_PERM', 'cannot be opened by this user'],
  ['SQLITE_FULL', 'cannot grow: the disk is full'],
  ['SQLITE_IOERR', 'cannot be read or written: the disk reports an error'],
];

function asFault(error: unknown, file: string): unknown {
  if (error instanceof StoreFault) return error;
  if (!(error instanceof Database.SqliteError)) return asFileFault(error, file);
  if (error.code === 'SQLITE_NOTADB')
    return new StoreFault('unreadable', `${file} is not a SQLite database`, error);
  if (error.code.startsWith('SQLITE_CORRUPT')) {
    return new StoreFault('unreadable', `${file} is damaged; restore it from a backup`, error);
  }
  const why = unwritable.find(([prefix]) => error.code.startsWith(prefix));
  return why ? new StoreFault('unusable', `${file} ${why[1]} (${error.code})`, error) : error;
}
