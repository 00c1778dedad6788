// Goal: who is counted where, by way in too, is what anybody counts in the raw rows after merges and withdrawals; a kept run is the same bytes for ever.
// Method: seeded lives of single customers in both stores, counted by hand; runs kept before and after, and analysed again.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Exposure } from '../../../engine/core/exposure.ts';
import { knownAt, mixedLife } from './mixedLife.ts';
import { DAY, START, stores } from './splitLife.ts';

const split = { journeyId: 'offer', node: 'ab' };
const by = { actor: 'ana', codeVersion: 'test' };

interface Counted {
  arm: string;
  state: 'exposed' | 'contaminated' | 'ineligible';
  entry: string;
}

/** Each customer by their first real exposure, or by the first at all. */
function countedOf(exposures: readonly Exposure[]): Counted[] {
  return [...new Set(exposures.map(({ profileId }) => profileId))].map((id) => {
    const all = exposures.filter(({ profileId }) => profileId === id);
    const real = all.filter(({ eligible }) => eligible);
    const [first] = [...(real.length > 0 ? real : all)].sort((a, b) => a.exposedAtMs - b.exposedAtMs);
    if (!first) throw new Error('a customer without an exposure');
    const isContaminated = real.some(({ arm }) => arm !== first.arm);
    const state = real.length === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'exposed';
    return { arm: first.arm, state, entry: first.entry ?? 'trigger' };
  });
}

const sumOf = (cells: readonly { units: number }[]): number =>
  cells.reduce((sum, { units }) => sum + units, 0);

describe.each(stores)('in $name', ({ open }) => {
  test.each([4, 5, 6])('life %i', async (seed) => {
    const { life } = await mixedLife(open, seed);
    const early = await life.engine.experiments.run(split, by);
    const exposures = await life.engine.reports.exposures(split);
    for (const day of [19, 20]) {
      const counted = countedOf(knownAt(exposures, START + day * DAY));
      const input = await life.collected(START + day * DAY);
      for (const arm of ['A', 'B']) {
        const ofArm = counted.filter((one) => one.arm === arm);
        for (const state of ['exposed', 'contaminated', 'ineligible'] as const) {
          const found = sumOf(input[state].filter((cell) => cell.arm === arm));
          expect([arm, state, found]).toEqual([
            arm,
            state,
            ofArm.filter((one) => one.state === state).length,
          ]);
        }
        for (const entry of ['trigger', 'deed', 'import']) {
          const found = sumOf(input.entries.filter((cell) => cell.arm === arm && cell.entry === entry));
          const expected = ofArm.filter((one) => one.entry === entry && one.state !== 'ineligible').length;
          expect([arm, entry, found]).toEqual([arm, entry, expected]);
        }
      }
      expect(new Set(counted.map(({ state }) => state)).size).toBe(3);
      expect(new Set(counted.map(({ entry }) => entry)).size).toBe(3);
    }
    // more merges and another withdrawal change what is found from now on, and nothing that was kept
    const [one, other] = [...new Set(exposures.map(({ profileId }) => profileId))];
    await life.engine.merge({ id: 'late', merge: { from: one ?? '', into: other ?? '' } });
    const taken = { ...split, id: 'w2', batch: 'wave2', profiles: null, reason: 'x', actor: 'a' };
    expect((await life.engine.experiments.withdraw(taken)).ok).toBe(true);
    await life.engine.settle();
    const late = await life.engine.experiments.run(split, by);
    if (!early.ok || !late.ok) throw new Error('two runs');
    expect(late.value.id).not.toBe(early.value.id);
    for (const { id, analysis } of [early.value, late.value]) {
      const kept = await life.engine.reports.run(id);
      if (!kept) throw new Error('a run is kept');
      expect(JSON.stringify(kept.analysis)).toBe(JSON.stringify(analysis));
      expect(JSON.stringify(analyse(kept.input))).toBe(JSON.stringify(kept.analysis));
    }
  });

  test('what is asked as of before a withdrawal is what was found then', async () => {
    const { life } = await mixedLife(open, 7);
    await life.at(21);
    const asOfMs = START + 21 * DAY;
    const then = await life.collected(asOfMs);
    await life.at(22);
    const taken = { ...split, id: 'w2', batch: null, profiles: null, reason: 'x', actor: 'a' };
    for (const batch of ['wave0', 'wave2'])
      await life.engine.experiments.withdraw({ ...taken, id: `w-${batch}`, batch });
    await life.engine.settle();
    expect(await life.collected(asOfMs)).toEqual(then);
    expect((await life.collected(asOfMs + DAY)).exposed).not.toEqual(then.exposed);
  });
});
