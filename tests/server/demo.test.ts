// Goal: the demo is whole and the same however often its load is cut off, and nothing in it happens twice.
// Method: 300 customers live thirty days in a real file; loads are cut at many places and one process is killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OutboxRow, sendKey } from '../../engine/core/records.ts';
import type { Page, PageQuery } from '../../engine/stores/page.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import { openSqliteStore, type SqliteStore } from '../../engine/stores/sqlite/index.ts';
import { DATABASE_NAME } from '../../server/databaseName.ts';
import { DEMO_JOURNEYS } from '../../server/demo/demoCatalog.ts';
import { DEMO_LABEL } from '../../server/demo/demoPlan.ts';
import { loadDemo, NotADemo } from '../../server/demo/loadDemo.ts';
import { instantMs } from '../../shared/time.ts';

const NOW_MS = instantMs('2026-11-22T03:15:00Z');
const SMALL = { nowMs: NOW_MS, customerCount: 300, days: 30 };
const PAGE_SIZE = 200;
const LOAD_MS_MAX = 120_000;

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-demo-'));
  folders.push(folder);
  return join(folder, 'data');
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function allOf<Row>(read: (page: PageQuery) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await read({ limit: PAGE_SIZE, cursor });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

async function readingOf<Value>(folder: string, read: (reports: Reports) => Promise<Value>): Promise<Value> {
  const stores = openSqliteStore(join(folder, DATABASE_NAME), { readonly: true });
  try {
    return await read(stores.reports);
  } finally {
    stores.close();
  }
}

/** A message as it stands, with nothing that may depend on how often somebody tried. */
function messageOf(row: OutboxRow): string {
  return [sendKey(row), row.status, row.reason, row.decidedAtMs, row.content?.body].join(' | ');
}

/** Everything the demo came to; a number that counts the same thing twice shows here. */
async function totalsOf(folder: string) {
  return readingOf(folder, async (reports) => {
    const dictionary = await reports.dictionary();
    const enrollments = await allOf((page) => reports.enrollments({}, page));
    const messages = await allOf((page) => reports.deliveries({}, page));
    const counts = await Promise.all(DEMO_JOURNEYS.map((id) => reports.counts(id)));
    return {
      customers: await reports.profileCount(),
      journeys: await reports.journeyTotals(),
      counts: counts
        .flat()
        .map((delta) => Object.values(delta).join(' | '))
        .sort(),
      events: dictionary.events.map(({ name, count }) => `${name} ${count}`).sort(),
      conversions: (await reports.conversions({})).map((row) => JSON.stringify(row)).sort(),
      exposures: (await reports.exposures({})).map((row) => JSON.stringify(row)).sort(),
      enrollments: enrollments.map((row) => JSON.stringify(row)).sort(),
      messages: messages.map(messageOf).sort(),
    };
  });
}

describe('a demo loaded in one go', () => {
  const folder = newFolder();

  beforeAll(() => loadDemo({ folder, ...SMALL }), LOAD_MS_MAX);

  test('holds every customer with a name, attributes and nothing that gives the outcome away', async () => {
    const profiles = await readingOf(folder, (reports) =>
      allOf((page) => reports.profiles({ search: '' }, page)),
    );
    expect(profiles).toHaveLength(SMALL.customerCount);
    expect(new Set(profiles.map(({ id }) => id))).toContain('c00001');
    expect(profiles.filter(({ locale }) => locale === 'zh-CN').length).toBeGreaterThan(200);
    expect(profiles.filter(({ locale }) => locale === 'en').length).toBeGreaterThan(5);
    for (const { attributes } of profiles) {
      expect(attributes).toMatchObject({ name: expect.any(String), age: expect.any(Number) });
      for (const name of ['duration', 'y']) expect(attributes).not.toHaveProperty(name);
    }
  });

  test('exposes every arm of the offer, in about the shares that were drawn', async () => {
    const exposures = await readingOf(folder, (reports) =>
      reports.exposures({ journeyId: 'term-deposit-offer', node: 'arms' }),
    );
    const countOf = (arm: string) => exposures.filter((exposure) => exposure.arm === arm).length;
    const counts = ['A', 'B', 'control'].map(countOf);
    expect(counts.reduce((sum, count) => sum + count)).toBe(exposures.length);
    expect(exposures.length).toBeGreaterThan(50);
    // a third each; four standard deviations of a binomial with n ≈ 70 are 16
    for (const count of counts) expect(Math.abs(count - exposures.length / 3)).toBeLessThan(20);
  });

  test('splits only those whom both channels may and can reach, so that no arm loses more of them than another', async () => {
    const rows = await readingOf(folder, (reports) =>
      allOf((page) => reports.deliveries({ journeyId: 'term-deposit-offer' }, page)),
    );
    const offers = rows.filter(({ node }) => node === 'smsOffer' || node === 'pushOffer');
    expect(new Set(offers.map(({ node }) => node)).size).toBe(2);
    const reasons = new Set(offers.map(({ reason }) => reason));
    for (const reason of ['no-consent', 'unreachable']) expect(reasons).not.toContain(reason);
  });

  test('sends each message once and counts goals', async () => {
    const { journeys, messages } = await totalsOf(folder);
    const keys = messages.map((text) => text.split(' | ')[0]);
    expect(keys.length).toBeGreaterThan(100);
    expect(new Set(keys).size).toBe(keys.length);
    expect(journeys.map(({ journeyId }) => journeyId).toSorted()).toEqual([...DEMO_JOURNEYS].toSorted());
    for (const { entered, goals } of journeys) {
      expect(entered).toBeGreaterThan(0);
      expect(Object.keys(goals)).not.toEqual([]);
      for (const count of Object.values(goals)) expect(count).toBeLessThan(entered);
    }
  });

  test('says in every journey that its behaviour is simulated', () => {
    const stores = openSqliteStore(join(folder, DATABASE_NAME), { readonly: true });
    return stores.catalog
      .load()
      .then(({ versions }) => {
        expect(versions.length).toBe(DEMO_JOURNEYS.length);
        for (const { document } of versions) expect(document.description).toContain(DEMO_LABEL.en);
      })
      .finally(stores.close);
  });

  test('leaves people waiting, with nothing due before the day it ends', async () => {
    const stores = openSqliteStore(join(folder, DATABASE_NAME), { readonly: true });
    expect(await stores.store.nextDueMs([])).toBeGreaterThan(NOW_MS);
    stores.close();
  });

  test('is left alone by the next load', async () => {
    const file = join(folder, DATABASE_NAME);
    const before = { totals: await totalsOf(folder), changedMs: statSync(file).mtimeMs };
    await loadDemo({ folder, ...SMALL, nowMs: NOW_MS + 86_400_000 });
    expect({ totals: await totalsOf(folder), changedMs: statSync(file).mtimeMs }).toEqual(before);
  });
});

class Cut extends Error {}

/** A store that gives out after so many calls, before or after the last one was carried out. */
function failingStore(file: string, callsLeft: number): SqliteStore {
  const stores = openSqliteStore(file);
  let count = 0;
  const counting = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          count += 1;
          if (count > callsLeft && count % 2 === 0) throw new Cut();
          const answer: unknown = await method.apply(target, args);
          if (count > callsLeft) throw new Cut();
          return answer;
        };
      },
    });
  return { ...stores, store: counting(stores.store), catalog: counting(stores.catalog) };
}

function isHalfway(progress: string): boolean {
  const { stage } = JSON.parse(progress);
  return stage.name === 'days' && stage.atMs > NOW_MS - 15 * 86_400_000;
}

/** Lets the process run until its progress shows the stage, then kills it. */
async function killedIn(child: ChildProcess, folder: string, isTime: (progress: string) => boolean) {
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  const file = join(folder, 'demo.json');
  const watching = setInterval(() => {
    if (existsSync(file) && isTime(readFileSync(file, 'utf8'))) child.kill('SIGKILL');
  }, 5);
  const signal = await ended;
  clearInterval(watching);
  return signal;
}

describe('a load that was cut off', () => {
  const whole = newFolder();

  beforeAll(() => loadDemo({ folder: whole, ...SMALL }), LOAD_MS_MAX);

  test(
    'comes to the same in the end, wherever it was cut and however often',
    async () => {
      const folder = newFolder();
      let cutCount = 0;
      // the first cuts are close together: each stage is hit while it is short
      for (let callsLeft = 1, isDone = false; !isDone; callsLeft += 1 + Math.floor(callsLeft / 6)) {
        try {
          await loadDemo({ folder, ...SMALL, openStore: (file) => failingStore(file, callsLeft) });
          isDone = true;
        } catch (fault) {
          if (!(fault instanceof Cut)) throw fault;
          cutCount += 1;
        }
      }
      expect(cutCount).toBeGreaterThan(15);
      expect(await totalsOf(folder)).toEqual(await totalsOf(whole));
    },
    LOAD_MS_MAX,
  );

  test.each([
    { says: 'before the first customer is in', isTime: () => true },
    { says: 'in the middle of the days', isTime: isHalfway },
  ])(
    'comes to the same when the process was killed $says',
    async ({ isTime }) => {
      const folder = newFolder();
      const module = new URL('../../server/demo/loadDemo.ts', import.meta.url).href;
      const program = `import { loadDemo } from ${JSON.stringify(module)};
        await loadDemo(${JSON.stringify({ folder, ...SMALL })});`;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      expect(await killedIn(child, folder, isTime)).toBe('SIGKILL');
      await loadDemo({ folder, ...SMALL });
      expect(await totalsOf(folder)).toEqual(await totalsOf(whole));
    },
    LOAD_MS_MAX,
  );
});

test('a folder with somebody’s own workspace is refused and not touched', async () => {
  const folder = newFolder();
  await loadDemo({ folder, ...SMALL, customerCount: 1, days: 1 });
  rmSync(join(folder, 'demo.json'));
  const before = readFileSync(join(folder, DATABASE_NAME));
  await expect(loadDemo({ folder, ...SMALL })).rejects.toThrow(NotADemo);
  expect(readFileSync(join(folder, DATABASE_NAME)).equals(before)).toBe(true);
  expect(existsSync(join(folder, 'demo.json'))).toBe(false);
});
