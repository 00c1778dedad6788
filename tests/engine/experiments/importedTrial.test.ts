// Goal: exposures from before a split was published are a whole trial, or a stratum of their own that moves nothing.
// Method: the same imports in both stores, with and without customers who came by themselves.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Stores } from '../../../engine/index.ts';
import { a1, b1, DAY, journey, Life, PLAN, START, stores } from './splitLife.ts';

const LONG_AGO = START - 90 * DAY;

async function imported(open: () => Stores): Promise<Life> {
  const life = await Life.begin(open());
  await life.imported('x1', 'A', LONG_AGO);
  await life.imported('x2', 'B', LONG_AGO + DAY);
  return life;
}

const epochsCheck = (analysis: ReturnType<typeof analyse>) => {
  const check = analysis.checks.find(({ id }) => id === 'epochs');
  return [check?.state, check?.advice];
};

describe.each(stores)('exposures from before the split, in $name', ({ open }) => {
  test('are the trial when nobody came by themselves', async () => {
    const life = await imported(open);
    const input = await life.collected(START + DAY);
    expect(input).toMatchObject({
      publishedAtMs: START,
      firstExposedAtMs: LONG_AGO,
      epochs: [{ epoch: 1, version: 1 }],
      exposed: [
        { arm: 'A', epoch: 1, version: 1, units: 1 },
        { arm: 'B', epoch: 1, version: 1, units: 1 },
      ],
    });
    const analysis = analyse(input);
    expect(analysis.startedAt).toBe(new Date(LONG_AGO).toISOString());
    expect(analysis.strata.rows).toHaveLength(1);
    expect(epochsCheck(analysis)).toEqual(['ok', 'none']);
  });

  test('do not move the start of customers who came by themselves, and the checks say that they are there', async () => {
    const life = await imported(open);
    for (const id of [a1, b1]) await life.event(id, 'visited');
    await life.at(40);
    const input = await life.collected(START + 40 * DAY);
    expect(input.firstExposedAtMs).toBe(START);
    expect(input.epochs).toEqual([
      { epoch: 0, version: 1, fromMs: LONG_AGO, shares: { A: 50, B: 50 } },
      { epoch: 1, version: 1, fromMs: START, shares: { A: 50, B: 50 } },
    ]);
    expect(input.exposed.map(({ epoch, arm }) => [epoch, arm])).toEqual([
      [0, 'A'],
      [1, 'A'],
      [0, 'B'],
      [1, 'B'],
    ]);
    const analysis = analyse(input);
    expect(analysis.strata.rows.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(epochsCheck(analysis)).toEqual(['warning', 'importedBefore']);
  });

  test('do not make an earlier change of the plan an amendment', async () => {
    const life = await Life.begin(open(), journey(null));
    await life.at(1);
    await life.publish(journey(PLAN));
    await life.event(a1, 'visited');
    await life.imported('x1', 'B', LONG_AGO);
    expect((await life.collected(START + 2 * DAY)).amendments).toEqual([]);
  });
});
