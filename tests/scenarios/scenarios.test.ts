// Goal: the contract of the language holds, sentence by sentence, however often the engine is cut off or told twice.
// Method: every scenario file is rehearsed on each store, plainly, reopened after every instant, and with every event delivered twice.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type RehearsalOptions, rehearse } from '../../engine/runner/rehearsal.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { type Scenario, scenarioSchema } from '../../shared/scenario.ts';

const root = join(import.meta.dirname, '../..');
const folders = ['tests/scenarios', 'examples'];
const files = folders.flatMap((folder) =>
  filesOf(join(root, folder))
    .filter((name) => name.endsWith('.scenario.json'))
    .map((name) => `${folder}/${name}`),
);

// a crash here drops the process's memory, not the machine's power, so memory is disk enough where there is such a disk
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'scenarios-'));
afterAll(() => rmSync(scratch, { recursive: true }));

// migrations are run once and their file copied: they take longer than most rehearsals
const emptyDatabase = join(scratch, 'empty.db');
openSqliteStore(emptyDatabase).close();

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  } catch {
    return []; // examples may not be there yet
  }
}

function read(file: string): Scenario {
  return scenarioSchema.parse(JSON.parse(readFileSync(join(root, file), 'utf8')));
}

async function differencesOf(file: string, options: RehearsalOptions): Promise<string[]> {
  const { differences } = await rehearse(read(file), options);
  return differences.map(({ list, kind, row }) => `${list}: ${kind} ${JSON.stringify(row)}`);
}

/** One SQLite file per scenario and way of running, opened anew whenever the rehearsal asks. */
function onSqlite(file: string, chaos: string): RehearsalOptions['open'] {
  const path = join(scratch, `${file.replaceAll('/', '-')}-${chaos}.db`);
  copyFileSync(emptyDatabase, path);
  return () => openSqliteStore(path);
}

const chaoses = [undefined, 'crash', 'duplicate'] as const;

describe('every scenario comes out as written', () => {
  describe.each(files)('%s', (file) => {
    test.each(chaoses)('in memory, chaos %s', async (chaos) => {
      expect(await differencesOf(file, { chaos })).toEqual([]);
    });

    test.each(chaoses)('on SQLite, chaos %s', async (chaos) => {
      expect(await differencesOf(file, { chaos, open: onSqlite(file, String(chaos)) })).toEqual([]);
    });
  });
});
