// Goal: a database is opened only when it is ours, whole, private and written by nobody else.
// Method: real files in every wrong state, and the settings read back from SQLite.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkSqliteFile,
  openSqliteReports,
  openSqliteStore,
  StoreFault,
} from '../../../engine/stores/sqlite/index.ts';
import { openForReading, openForWriting } from '../../../engine/stores/sqlite/openFile.ts';
import { isSafeSqliteVersion } from '../../../engine/stores/sqlite/sqliteVersion.ts';
import { batch, customerCommit, profile } from '../../conformance/rows.ts';
import { asNobody } from './asNobody.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  file = join(folder, 'data', 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof StoreFault) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'opened';
}

function fill(customerCount: number): void {
  const { store, close } = openSqliteStore(file);
  const ids = Array.from({ length: customerCount }, (_, index) => `c${index}`);
  void store.commit(
    batch(
      ids.map((id) => customerCommit(id, { profile: profile(id, { attributes: { n: 'x'.repeat(200) } }) })),
    ),
  );
  close();
}

describe('settings', () => {
  test('the writer has those that durability and safety rest on', () => {
    const { db, close } = openForWriting(file);
    const found = Object.fromEntries(
      [
        'journal_mode',
        'synchronous',
        'foreign_keys',
        'trusted_schema',
        'cell_size_check',
        'busy_timeout',
        'journal_size_limit',
      ].map((name) => [name, db.pragma(name, { simple: true })]),
    );
    close();
    expect(found).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      trusted_schema: 0,
      cell_size_check: 1,
      busy_timeout: 5000,
      journal_size_limit: 67_108_864,
    });
  });

  test('a reader cannot write', async () => {
    openSqliteStore(file).close();
    const { db, close } = openForReading(file);
    expect(() => db.exec('DELETE FROM profile')).toThrow(/readonly/);
    close();
    const readonly = openSqliteStore(file, { readonly: true });
    await expect(
      readonly.store.commit(batch([customerCommit('c1', { profile: profile('c1') })])),
    ).rejects.toThrow(/readonly/);
    readonly.close();
  });

  test('tables of customers are clustered and strict, whatever a later migration does', () => {
    const { db, close } = openForWriting(file);
    const tables = db
      .prepare('SELECT name, wr, strict FROM pragma_table_list WHERE schema = ? AND type = ?')
      .all('main', 'table') as {
      name: string;
      wr: number;
      strict: number;
    }[];
    const keyed = db
      .prepare(`SELECT name FROM sqlite_schema WHERE sql LIKE '%integer PRIMARY KEY%'`)
      .pluck()
      .all();
    close();
    const ours = tables.filter(({ name }) => !name.startsWith('sqlite_') && !name.startsWith('__'));
    expect(ours.filter(({ strict }) => strict === 0)).toEqual([]);
    expect(new Set(ours.filter(({ wr }) => wr === 0).map(({ name }) => name))).toEqual(new Set(keyed));
  });

  test('the files are private to their owner, folders are made', () => {
    const { store, close } = openSqliteStore(file);
    void store.commit(batch([customerCommit('c1', { profile: profile('c1') })]));
    const modes = ['', '-wal', '-shm', '.writer'].map((suffix) => statSync(file + suffix).mode & 0o777);
    close();
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
  });
});

describe('one writer', () => {
  test('a second writer is refused by name, a reader is not, and the place is free after closing', async () => {
    const first = openSqliteStore(file);
    expect(faultOf(() => openSqliteStore(file))).toMatch(
      /^in-use: .*test\.db is being written by another process/,
    );
    const reader = openSqliteReports(file);
    await first.store.commit(batch([customerCommit('c1', { profile: profile('c1') })]));
    expect(await reader.reports.profileCount()).toBe(1);
    reader.close();
    first.close();
    const second = openSqliteStore(file);
    expect(await second.reports.profileCount()).toBe(1);
    second.close();
  });

  test('a database in memory is its own', async () => {
    const [one, two] = [openSqliteStore(':memory:'), openSqliteStore(':memory:')];
    await one.store.commit(batch([customerCommit('c1', { profile: profile('c1') })]));
    expect([await one.reports.profileCount(), await two.reports.profileCount()]).toEqual([1, 0]);
    one.close();
    two.close();
  });
});

describe('files that are not opened', () => {
  test('a file that is no database', () => {
    openSqliteStore(file).close();
    writeFileSync(file, 'name,age\nada,36\n'.repeat(1000));
    expect(faultOf(() => openSqliteStore(file))).toBe(`unreadable: ${file} is not a SQLite database`);
    expect(readFileSync(file, 'utf8')).toMatch(/^name,age/);
  });

  test('a database of another program, which stays as it was', () => {
    mkdirSync(dirname(file));
    const other = new Database(file);
    other.exec('CREATE TABLE cookies (name TEXT)');
    other.close();
    expect(faultOf(() => openSqliteStore(file))).toBe(
      `unreadable: ${file} is a SQLite database of another program`,
    );
    const after = new Database(file);
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['cookies']);
    after.close();
  });

  test('a damaged database', () => {
    fill(2000);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096, 4096 * 6);
    writeFileSync(file, bytes);
    expect(faultOf(() => openSqliteStore(file))).toBe(
      `unreadable: ${file} is damaged; restore it from a backup`,
    );
  });

  test('a database cut short', () => {
    fill(2000);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(faultOf(() => openSqliteStore(file))).toBe(
      `unreadable: ${file} is damaged; restore it from a backup`,
    );
  });

  test('damage among the rows is found by the check, and a whole file has none', () => {
    fill(2000);
    expect(checkSqliteFile(file)).toEqual([]);
    const bytes = readFileSync(file);
    // well behind the schema and the first pages of every table
    bytes.fill(0xff, 4096 * 80, 4096 * 82);
    writeFileSync(file, bytes);
    expect(checkSqliteFile(file).length).toBeGreaterThan(0);
  });

  test('a database of a newer version, for writing and for reading', () => {
    openSqliteStore(file).close();
    const db = new Database(file);
    db.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', ${Date.UTC(2100, 0)})`);
    db.close();
    const words = `too-new: ${file} was written by a newer version of this program; open it with that one`;
    expect(faultOf(() => openSqliteStore(file))).toBe(words);
    expect(faultOf(() => openSqliteReports(file))).toBe(words);
  });

  test('a database of an earlier version, for writing and for reading, which stays as it was', () => {
    openSqliteStore(file).close();
    const db = new Database(file);
    db.exec(`UPDATE __drizzle_migrations SET hash = 'earlier', created_at = ${Date.UTC(2020, 0)}`);
    db.close();
    const before = readFileSync(file);
    const words = `too-old: ${file} was written by an earlier version of this program, whose tables this one cannot read`;
    expect(faultOf(() => openSqliteStore(file))).toBe(words);
    expect(faultOf(() => openSqliteReports(file))).toBe(words);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a file of another kind: nothing is put beside it', () => {
    mkdirSync(dirname(file));
    writeFileSync(file, 'name,age\nada,36\n'.repeat(1000), { mode: 0o644 });
    expect(faultOf(() => openSqliteStore(file))).toBe(`unreadable: ${file} is not a SQLite database`);
    expect(readdirSync(dirname(file))).toEqual(['test.db']);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  test('a folder of the same name, and a path through a file', () => {
    mkdirSync(file, { recursive: true });
    expect(faultOf(() => openSqliteStore(file))).toBe(`unusable: ${file} is a folder (EISDIR)`);
    rmSync(file, { recursive: true });
    writeFileSync(file, '');
    const below = join(file, 'below.db');
    expect(faultOf(() => openSqliteStore(below))).toBe(
      `unusable: ${below} lies in something that is no folder (ENOTDIR)`,
    );
  });

  test('a folder this user may not write', () => {
    mkdirSync(dirname(file));
    chmodSync(folder, 0o755);
    chmodSync(dirname(file), 0o555);
    const words = /^unusable: .*test\.db cannot be written by this user \(EACCES\)/;
    expect(asNobody(() => faultOf(() => openSqliteStore(file)))).toMatch(words);
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  test('a database that is not there, when only reading was asked for', () => {
    expect(faultOf(() => openSqliteReports(file))).toBe(`unreadable: ${file} does not exist`);
    expect(existsSync(file)).toBe(false);
  });

  test('a refusal leaves the place of the writer free', () => {
    openSqliteStore(file).close();
    const good = join(folder, 'good.db');
    copyFileSync(file, good);
    writeFileSync(file, 'x'.repeat(5000));
    expect(faultOf(() => openSqliteStore(file))).toMatch(/^unreadable/);
    copyFileSync(good, file);
    openSqliteStore(file).close();
  });
});

// sqlite.org/wal.html names the releases with the repair of the WAL-reset race
test.each([
  ['3.44.5', false],
  ['3.44.6', true],
  ['3.45.9', false],
  ['3.50.6', false],
  ['3.50.7', true],
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.52.0', true],
  ['4.0.0', true],
  ['2.8.17', false],
])('SQLite %s may be used by several connections: %s', (version, isSafe) => {
  expect(isSafeSqliteVersion(version)).toBe(isSafe);
});
