// Goal: a customer merged while a split is read in parts is counted once.
// Method: a split read in parts from SQLite, with merges carried out between the parts; compared with one reading afterwards.
import { beforeEach, expect, test } from 'vitest';
import { readInParts, type SplitParts } from '../../../engine/stores/splitParts.ts';
import type { OutcomeQuery } from '../../../engine/stores/splitReads.ts';
import { openSqliteStore, type SqliteStore } from '../../../engine/stores/sqlite/index.ts';
import { DAY, Life, SALT, START } from '../experiments/splitLife.ts';

const CUSTOMERS = 40;
const QUERY: OutcomeQuery = {
  journeyId: 'offer',
  node: 'ab',
  salt: SALT,
  arms: ['A', 'B'],
  asOfMs: START + DAY,
  zone: 'UTC',
  goals: [
    {
      event: 'bought',
      where: undefined,
      key: undefined,
      within: 'P7D',
      delay: 'P0D',
      value: null,
      cap: null,
    },
  ],
  segments: [],
  covariate: null,
};
const idOf = (index: number): string => `c${String(index).padStart(3, '0')}`;

let sqlite: SqliteStore;
let life: Life;
beforeEach(async () => {
  sqlite = openSqliteStore(':memory:');
  life = await Life.begin(sqlite);
  const ids = Array.from({ length: CUSTOMERS }, (_, index) => idOf(index));
  const event = (name: string) => (profile: string) => ({
    id: `${profile}/${name}`,
    profile,
    name,
    properties: {},
  });
  await life.engine.track([...ids.map(event('visited')), ...ids.map(event('bought'))]);
  await life.engine.settle();
  return () => sqlite.close();
});

/** The parts of the store, with something done before the n-th reading of one. */
function disturbed(before: (reading: number) => Promise<void>): {
  parts: SplitParts;
  readings: () => number;
} {
  let count = 0;
  const { parts } = sqlite;
  // one at a time, as when the second thread is held up
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next;
    return next;
  };
  return {
    parts: {
      nextId: parts.nextId,
      read: (query, range) =>
        inTurn(async () => {
          count += 1;
          await before(count);
          return parts.read(query, range);
        }),
    },
    readings: () => count,
  };
}

async function merged(from: string, into: string): Promise<void> {
  await life.engine.merge({ id: `${from}/${into}`, merge: { from, into } });
  await life.engine.settle();
}

test.each([
  { moves: 'from a part that was read to one that was not', isBack: false },
  { moves: 'from a part that was not read to one that was', isBack: true },
])('one who moves $moves is counted once, as of both arms', async ({ isBack }) => {
  const first = idOf(0);
  const exposures = await sqlite.reports.exposures({ journeyId: 'offer', node: 'ab' });
  const armOf = (id: string) => exposures.find(({ profileId }) => profileId === id)?.arm;
  const ids = Array.from({ length: CUSTOMERS }, (_, index) => idOf(index));
  const last = ids.findLast((id) => armOf(id) !== armOf(first)) ?? '';
  const { parts } = disturbed(async (reading) => {
    if (reading === 2) await merged(...(isBack ? ([last, first] as const) : ([first, last] as const)));
  });
  const read = await readInParts(parts, QUERY, 10);
  expect(read).toEqual(await sqlite.reports.splitFigures(QUERY));
  const countOf = (cells: readonly { units: number }[]) => cells.reduce((sum, { units }) => sum + units, 0);
  expect([countOf(read.exposures.cells), countOf(read.exposures.contaminated)]).toEqual([CUSTOMERS - 2, 1]);
});

test('where somebody is merged at every reading, all are read at once', async () => {
  const { parts, readings } = disturbed(async (reading) => {
    await merged(idOf(CUSTOMERS - 1 - reading), idOf(0));
  });
  const read = await readInParts(parts, QUERY, 10);
  expect(read).toEqual(await sqlite.reports.splitFigures(QUERY));
  expect(readings()).toBeLessThan(20);
});

test('a merge before the first part costs nothing', async () => {
  const { parts, readings } = disturbed(async (reading) => {
    if (reading === 1) await merged(idOf(1), idOf(2));
  });
  await readInParts(parts, QUERY, 1_000);
  expect(readings()).toBe(1);
});
