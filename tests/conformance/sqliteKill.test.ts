// Goal: what was acknowledged survives kill -9, and no batch is ever found half written (reliability.md F01, FT1).
// Method: a child process accepts and commits until it is killed; the file is then opened and compared with its words.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { eventInput, NOW } from './rows.ts';

const ROUNDS = 5;
const CUSTOMERS_PER_BATCH = 40;
const folder = mkdtempSync(join(tmpdir(), 'throughline-'));
const file = join(folder, 'killed.db');
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Lets a writer run until it was heard so many times, and a moment longer; answers with all it said. */
async function runAndKill(life: string, words: number, momentMs: number): Promise<string[]> {
  const program = join(import.meta.dirname, 'writerToKill.ts');
  const writer = spawn(process.execPath, ['--import', 'tsx', program, file, life], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = writer;
  let said = '';
  const isGone = new Promise((resolve) => writer.once('close', resolve));
  await new Promise<void>((resolve) => {
    writer.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.split('\n').length > words) resolve();
    });
    writer.once('close', () => resolve());
  });
  await new Promise((resolve) => setTimeout(resolve, momentMs));
  writer.kill('SIGKILL');
  await isGone;
  return said.split('\n').filter((line) => line !== '');
}

async function wholeBatches(): Promise<Map<string, number>> {
  const { reports, close } = openSqliteStore(file);
  try {
    const entered = await reports.counts('welcome');
    const question = { audiences: {}, nowMs: NOW, zone: 'UTC' };
    const found = new Map<string, number>();
    for (const { node, count } of entered) {
      const condition = { type: 'attribute', attribute: 'batch', op: '=', value: node } as const;
      expect(await reports.populationCount({ ...question, condition })).toBe(count);
      found.set(node, count);
    }
    const customerCount = await reports.profileCount();
    expect(customerCount).toBe(found.size * CUSTOMERS_PER_BATCH);
    expect(await reports.exposures({ journeyId: 'welcome' })).toHaveLength(customerCount);
    return found;
  } finally {
    close();
  }
}

async function isTaken(eventId: string): Promise<boolean> {
  const { store, close } = openSqliteStore(file);
  try {
    const [answer] = await store.accept([eventInput('anybody', eventId)], NOW);
    return answer !== undefined && 'duplicate' in answer;
  } finally {
    close();
  }
}

test('a killed writer loses nothing it acknowledged and leaves no half batch', async () => {
  const committed: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const said = await runAndKill(`life${round}`, 2 + round * 5, round * 7);
    expect(said.length).toBeGreaterThan(0);
    committed.push(...said.filter((line) => line.startsWith('committed ')).map((line) => line.slice(10)));
    const found = await wholeBatches();
    for (const name of committed) expect(found.get(name)).toBe(CUSTOMERS_PER_BATCH);
    const lastAccepted = said.findLast((line) => line.startsWith('accepted '))?.slice(9);
    expect(await isTaken(`e-${lastAccepted}-${CUSTOMERS_PER_BATCH - 1}`)).toBe(true);
  }
}, 120_000);
