// Goal: a data folder that cannot be used is refused in one line that says which, why and what to do, and stays as it was.
// Method: the real commands in a process of their own, on real folders in every wrong state.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { DATABASE_NAME } from '../../server/databaseName.ts';
import { inDataFolder } from '../../server/dataFolderFault.ts';
import { asNobody } from '../engine/stores/asNobody.ts';
import { finished, runCommand } from './startServer.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  file = join(folder, DATABASE_NAME);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as a version with other tables left it. */
function madeBy(hash: string, year: number): void {
  openSqliteStore(file).close();
  const db = new Database(file);
  db.exec(`UPDATE __drizzle_migrations SET hash = '${hash}', created_at = ${Date.UTC(year, 0)}`);
  db.close();
  // the log's files go with the last connection
  expect(readdirSync(folder).sort()).toEqual([DATABASE_NAME, `${DATABASE_NAME}.writer`]);
}

function everythingIn(place: string): string[] {
  if (!statSync(place).isDirectory()) return [readFileSync(place, 'latin1')];
  return readdirSync(place)
    .sort()
    .map(
      (name) => `${name} ${statSync(join(place, name)).mode} ${readFileSync(join(place, name), 'latin1')}`,
    );
}

const cases: {
  says: string;
  make: () => void;
  expect: RegExp;
}[] = [
  {
    says: 'made by an earlier version',
    make: () => madeBy('earlier', 2020),
    expect:
      /written by an earlier version .* Nothing in it was changed\. Start the version that made it, or move the folder away and begin anew, or name another folder with THROUGHLINE_DATA\.$/,
  },
  {
    says: 'made by a newer version',
    make: () => madeBy('later', 2100),
    expect: /written by a newer version .* Nothing in it was changed\. .*THROUGHLINE_DATA\.$/,
  },
  {
    says: 'whose database is a file of another kind',
    make: () => writeFileSync(file, 'name,age\nada,36\n', { mode: 0o644 }),
    expect:
      /is not a SQLite database\. Nothing in it was changed\. Put the right file back.*THROUGHLINE_DATA\.$/,
  },
  {
    says: 'that is a file',
    make: () => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'notes');
    },
    expect: /is no folder \(EEXIST\)\. .*THROUGHLINE_DATA\.$/,
  },
  {
    says: 'with providers of another form',
    make: () => writeFileSync(join(folder, 'providers.json'), '{"format":9}', { mode: 0o600 }),
    expect: /providers\.json is not as this version writes it \(format\)\. Mend it, or move it away/,
  },
];

test.each(cases)(
  'a folder $says',
  async ({ make, expect: wanted }) => {
    make();
    const before = everythingIn(folder);
    const { code, said } = await finished(runCommand(['start'], { THROUGHLINE_DATA: folder, PORT: '0' }));
    expect({ code, lines: said.trim().split('\n') }).toEqual({
      code: 2,
      lines: [expect.stringMatching(wanted)],
    });
    expect(said).toContain(folder);
    if (!said.includes('providers.json')) expect(everythingIn(folder)).toEqual(before);
  },
  60_000,
);

test('the doctor says the same of a folder made by an earlier version', async () => {
  madeBy('earlier', 2020);
  const { code, said } = await finished(runCommand(['doctor'], { THROUGHLINE_DATA: folder, PORT: '0' }));
  expect([code, said]).toEqual([1, expect.stringMatching(/✗ The data folder .* earlier version/)]);
}, 60_000);

test('a demo begun by another version is not gone on with', async () => {
  openSqliteStore(file).close();
  writeFileSync(join(folder, 'demo.json'), '{"format":0}');
  const { code, said } = await finished(runCommand(['demo'], { THROUGHLINE_DATA: folder, PORT: '0' }));
  expect([code, said]).toEqual([2, expect.stringMatching(/demo\.json is not as this version writes it/)]);
}, 60_000);

test.each([
  { says: 'a folder this user may not write', act: () => openSqliteStore(file) },
  { says: 'a folder below one this user may not write', act: () => mkdirSync(join(folder, 'data')) },
])('$says', async ({ act }) => {
  chmodSync(folder, 0o555);
  await expect(inDataFolder(folder, () => asNobody(act))).rejects.toThrow(
    /^The data folder .* cannot be used: .* cannot be written by this user \(EACCES\)\. .*THROUGHLINE_DATA\.$/,
  );
  expect(readdirSync(folder)).toEqual([]);
});
