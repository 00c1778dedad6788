// Goal: no world that a seed makes hurts an invariant, and a seed always makes the same run.
// Method: worlds are played on the virtual clock with crashes and hostile providers, then checked.
import { describe, expect, test } from 'vitest';
import { shrink } from './shrink.ts';
import { makePlan, runPlan } from './simulation.ts';

const SEED_COUNT = Number(process.env.SIMULATION_SEEDS ?? 2_000);
/** Seeds in one test: few enough to see where it stands. */
const BLOCK = 100;
const BLOCK_TIMEOUT_MS = 120_000;

const blocks = Array.from({ length: Math.ceil(SEED_COUNT / BLOCK) }, (_, index) => index * BLOCK + 1);

describe('worlds of any seed', () => {
  test.each(blocks)(
    'hurt no invariant, a hundred from seed %i',
    async (from) => {
      const failures: string[] = [];
      for (let seed = from; seed < from + BLOCK && seed <= SEED_COUNT; seed++) {
        const { violations } = await runPlan(makePlan(seed));
        for (const { id, says, found } of violations.slice(0, 3)) {
          failures.push(`npm run simulate -- --seeds 1 --from ${seed}   ${id} ${says}: ${found}`);
        }
      }
      expect(failures).toEqual([]);
    },
    BLOCK_TIMEOUT_MS,
  );

  test('a seed makes the same world and the same run, byte for byte', async () => {
    for (const seed of [3, 14, 15, 92, 65]) {
      const [first, second] = [makePlan(seed), makePlan(seed)];
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      const [one, other] = [await runPlan(first), await runPlan(second)];
      expect(one.hash).not.toBe('none');
      expect(other.hash).toBe(one.hash);
    }
  });

  test('a world runs in memory as it runs on a file', async () => {
    for (const seed of [5, 26, 53, 58]) {
      const [inMemory, onFile] = await Promise.all(
        (['memory', 'sqlite'] as const).map((store) => runPlan({ ...makePlan(seed), store })),
      );
      expect(onFile?.evidence?.calls).toEqual(inMemory?.evidence?.calls);
      expect(onFile?.evidence?.notes).toEqual(inMemory?.evidence?.notes);
      expect(onFile?.evidence?.reads.enrollments).toEqual(inMemory?.evidence?.reads.enrollments);
    }
  });

  test('a failing world is cut down to the steps that fail', async () => {
    const plan = { ...makePlan(1), store: 'memory' as const };
    // fails whatever the steps are, so none has to stay
    const broken = { ...plan, workspace: { ...plan.workspace, timeZone: 'Nowhere/Nothing' } };
    const shrunk = await shrink(broken);
    expect(shrunk.steps).toEqual([]);
    expect((await runPlan(shrunk)).violations[0]?.found).toContain('workspace');
  });
});
