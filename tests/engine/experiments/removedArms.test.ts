// Goal: an arm that a later version takes away keeps its customers in the analysis, and is never chosen again.
// Method: three arms live in both stores, one of them goes; then sufficient statistics with a strong removed arm.
import { describe, expect, test } from 'vitest';
import { allocate, armOfSlot, slotOf } from '../../../engine/core/assign.ts';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import { automaticDeed } from '../../../engine/core/experiments/automaticDeed.ts';
import type { Arm } from '../../../shared/nodes/definition.ts';
import { DAY_MS, experimentInput, FIRST_DAY_MS, type Group } from './experimentInput.ts';
import { DAY, journey, Life, SALT, START, stores } from './splitLife.ts';

const A = { id: 'A', share: 40, control: false };
const B = { id: 'B', share: 40, control: true };
const C = { id: 'C', name: 'Letter', share: 20, control: false };

function withArms(arms: Arm[]) {
  const document = journey({ primary: { goal: 'bought' } }, arms);
  const { ab, ...nodes } = document.nodes;
  const next = Object.fromEntries(arms.map(({ id }) => [id, id === 'A' ? 'sms' : 'end']));
  return { ...document, nodes: { ...nodes, ab: { kind: 'split', settings: {}, ...ab, next } } };
}

const allocation = allocate([A, B, C], null);
const inC = Array.from({ length: 200 }, (_, index) => `c${index}`).filter(
  (id) => armOfSlot(allocation, slotOf(SALT, id)) === 'C',
);

describe.each(stores)('an arm taken away in $name', ({ open }) => {
  test('is listed with its customers and without a share', async () => {
    const life = await Life.begin(open(), withArms([A, B, C]));
    const ids = inC.slice(0, 2);
    for (const id of ids) await life.event(id, 'visited');
    await life.at(1);
    await life.publish(
      withArms([
        { ...A, share: 50 },
        { ...B, share: 50 },
      ]),
    );
    const input = await life.collected(START + 2 * DAY);
    expect(
      input.arms.map(({ id, name, sharePercent, isRemoved }) => [id, name, sharePercent, isRemoved]),
    ).toEqual([
      ['A', 'A', 50, false],
      ['B', 'B', 50, false],
      ['C', 'Letter', 0, true],
    ]);
    expect(input.exposed).toMatchObject([{ arm: 'C', epoch: 1, version: 1, units: 2 }]);
    expect(analyse(input).arms.at(-1)).toMatchObject({ id: 'C', exposed: 2, isRemoved: true });
  });

  test('is no arm of the experiment when nobody ever was in it', async () => {
    const life = await Life.begin(open(), withArms([A, B, C]));
    await life.publish(
      withArms([
        { ...A, share: 50 },
        { ...B, share: 50 },
      ]),
    );
    const input = await life.collected(START + DAY);
    expect(input.arms.map(({ id }) => id)).toEqual(['A', 'B']);
  });
});

/** Thirty days, a third each; after ten of them the arm that converts best is taken away. */
function removedBest(removed: readonly string[] = ['best']): AnalysisInput {
  const groups = Array.from({ length: 30 }, (_, day): Group[] => {
    const [epoch, version] = day < 10 ? [1, 1] : [2, 2];
    const all = [
      { arm: 'control', day, epoch, version, units: 1000, conversions: 100 },
      { arm: 'same', day, epoch, version, units: 1000, conversions: 100 },
      { arm: 'best', day, epoch, version, units: 1000, conversions: 150 },
    ];
    return day < 10 ? all : all.filter(({ arm }) => !removed.includes(arm));
  }).flat();
  const shares = { control: 100 / 3, same: 100 / 3, best: 100 / 3 };
  const left = Object.fromEntries(
    Object.keys(shares).flatMap((arm) => (removed.includes(arm) ? [] : [[arm, 100 / (3 - removed.length)]])),
  );
  const automation = { rule: 'thompson' as const };
  const input = experimentInput(groups, { shares, plan: { automation } });
  return {
    ...input,
    arms: input.arms.map((arm) => ({
      ...arm,
      sharePercent: left[arm.id] ?? 0,
      isRemoved: removed.includes(arm.id),
    })),
    epochs: [...input.epochs, { epoch: 2, version: 2, fromMs: FIRST_DAY_MS + 10 * DAY_MS, shares: left }],
  };
}

describe('the analysis of an arm taken away', () => {
  const analysis = analyse(removedBest());

  test('counts it, compares it within its epochs, and finds nothing wrong with the shares', () => {
    expect(analysis.arms.map(({ exposed }) => exposed)).toEqual([30_000, 30_000, 10_000]);
    expect(analysis.primary?.arms.at(-1)).toMatchObject({ arm: 'best', units: 10_000, conversions: 1500 });
    const comparison = analysis.primary?.comparisons.find(({ arm }) => arm === 'best');
    expect(comparison).toMatchObject({ isBetter: true, difference: { estimate: expect.closeTo(0.05, 9) } });
    const differences = analysis.strata.rows.map(({ differences }) =>
      differences.map(({ arm, difference }) => [arm, difference.state]),
    );
    expect(differences).toEqual([
      [
        ['same', 'computed'],
        ['best', 'computed'],
      ],
      [
        ['same', 'computed'],
        ['best', 'notComputable'],
      ],
    ]);
    const ratios = analysis.checks.filter(({ id }) => id.endsWith('Ratio'));
    expect(ratios.map(({ state, details }) => [state, details.some(({ kind }) => kind === 'stray')])).toEqual(
      [
        ['ok', false],
        ['ok', false],
        ['ok', false],
      ],
    );
  });

  test('neither calls it the winner, nor the likely best, nor gives it customers', () => {
    expect(analysis.verdict).toMatchObject({ state: 'undecided', arm: 'same' });
    expect(analysis.rule.arm).toBeNull();
    const chances = analysis.primary?.arms.map(({ chanceBest }) => chanceBest);
    expect(chances).toEqual([expect.closeTo(0.5, 2), expect.closeTo(0.5, 2), null]);
    const deed = automaticDeed(analysis);
    expect(deed === null || (deed.type === 'reallocate' && !('best' in deed.shares))).toBe(true);
  });

  test('still says what was learnt when nothing but the control is left, and rolls nothing out', () => {
    const alone = analyse(removedBest(['same', 'best']));
    expect(alone.verdict).toMatchObject({ state: 'winner', arm: 'best' });
    expect(alone.rule).toMatchObject({ arm: null, allows: expect.not.arrayContaining(['rollOut']) });
  });
});
