// Goal: the checker notices what can go wrong in an engine, each fault by the invariant that forbids it.
// Method: one text of the engine is replaced at a time, and seeds are played until the invariant is hurt.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLANTED_BUGS } from './planted/bugs.ts';
import { Nursery, plant } from './planted/loadWithBug.ts';
import type { PlantedBug } from './planted/plantedBug.ts';

/** Seeds within which every planted fault has to be found. */
const SEEDS_MAX = 1_000;
const FOUND_TIMEOUT_MS = 120_000;

const needed: { bug: string; seeds: number }[] = [];
let nursery: Nursery;
beforeAll(async () => {
  nursery = await Nursery.open();
}, FOUND_TIMEOUT_MS);
afterAll(async () => {
  await nursery.close();
  const lines = needed.map(({ bug, seeds }) => `${String(seeds).padStart(5)}  ${bug}`);
  console.log(`seeds until a planted fault was found:\n${lines.join('\n')}`);
});

/** The seed at which the invariant is hurt; null when no seed does. */
async function seedThatFinds(bug: PlantedBug): Promise<number | null> {
  const { makePlan, runPlan } = await nursery.load(bug);
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    // faults in the memory store show only there
    const { violations } = await runPlan({ ...makePlan(seed), store: 'memory' });
    if (violations.some(({ id }) => id === bug.caughtBy)) return seed;
  }
  return null;
}

test.each(PLANTED_BUGS)(
  '$caughtBy notices: $name',
  async (bug) => {
    const seed = await seedThatFinds(bug);
    needed.push({ bug: bug.name, seeds: seed ?? Number.POSITIVE_INFINITY });
    expect(seed).not.toBeNull();
  },
  FOUND_TIMEOUT_MS,
);

test('there are at least 25 planted faults, each with a name of its own', () => {
  expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(25);
});

test('a fault is planted only where its text is there exactly once', () => {
  const replacement = { file: 'a.ts', text: 'x > 1', becomes: 'x >= 1' };
  expect(plant('if (x > 1) go();', replacement)).toBe('if (x >= 1) go();');
  expect(() => plant('if (y) go();', replacement)).toThrow('0 times');
  expect(() => plant('x > 1 && x > 1', replacement)).toThrow('2 times');
});
