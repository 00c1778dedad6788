// Goal: an arm that a later version takes away keeps its customers in the analysis, and is never chosen again.
// Method: three arms live in both stores, one of them goes; then sufficient statistics with a strong removed arm.
import { describe, expect, test } from 'vitest';
import { allocate, armOfSlot, slotOf } from '../../../engine/core/assign.ts';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import { automaticDeed } from '../../../engine/core/experiments/automaticDeed.ts';
import { armNow } from '../../../engine/core/removedArms.ts';
import type { PublishPlan } from '../../../engine/runner/catalogDesk.ts';
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

/** Two arms are left. */
const two = withArms([
  { ...A, share: 50 },
  { ...B, share: 50 },
]);

describe.each(stores)('customers of an arm taken away in $name', ({ open }) => {
  /** Two customers of the arm, the first of whom comes back after it went. */
  async function lived(plan: PublishPlan): Promise<Life> {
    const life = await Life.begin(open(), withArms([A, B, C]));
    for (const id of inC.slice(0, 2)) await life.event(id, 'visited');
    await life.at(1);
    await life.publish(two, plan);
    await life.event(inC[0] ?? '', 'visited');
    return life;
  }
  const metBy = async (life: Life, profileId = inC[0]) =>
    (await life.engine.reports.exposures({ profileId: profileId ?? '', node: 'ab' })).map(
      ({ arm, source, epoch, version }) => ({ arm, source, epoch, version }),
    );
  const met = { arm: 'C', source: 'hash', epoch: 1, version: 1 };

  test('are asked for where an operator publishes, with their number, and nothing is published', async () => {
    const life = await Life.begin(open(), withArms([A, B, C]));
    for (const id of inC.slice(0, 2)) await life.event(id, 'visited');
    const ask = (removedArms: PublishPlan['removedArms']) =>
      life.engine.publish(two, 'ann', { isForOperator: true, removedArms });
    const problemsOf = async (removedArms: PublishPlan['removedArms']) => {
      const done = await ask(removedArms);
      return done.ok ? [] : done.problems.map(({ code, field, params }) => ({ code, field, params }));
    };
    const field = 'removedArms.ab.C';
    expect(await problemsOf(undefined)).toEqual([
      { code: 'removed-arm-undecided', field, params: { arm: 'C', count: 2 } },
    ]);
    expect(await problemsOf({ ab: { C: 'Z' } })).toEqual([
      { code: 'unknown-arm', field, params: { arm: 'Z' } },
    ]);
    expect(await problemsOf({ ab: { C: null, A: 'B' } })).toMatchObject([
      { code: 'arm-not-removed', field: 'removedArms.ab.A' },
    ]);
    expect(life.engine.roster.versionsOf('offer')).toHaveLength(1);
    expect((await ask({ ab: { C: 'B' } })).ok).toBe(true);
    expect((await life.engine.reports.deedsOf('offer')).at(-1)).toMatchObject({
      deed: 'publish',
      actor: 'ann',
      detail: { version: 2, removedArms: [{ node: 'ab', arm: 'C', customers: 2, into: 'B' }] },
    });
  });

  test('need no word where nobody met the arm', async () => {
    const life = await Life.begin(open(), withArms([A, B, C]));
    expect((await life.engine.publish(two, 'ann', { isForOperator: true })).ok).toBe(true);
  });

  test('are drawn again: seen in two arms, whoever comes back is in no figure', async () => {
    const life = await lived({ removedArms: { ab: { C: null } } });
    const [first, again] = await metBy(life);
    expect(first).toEqual(met);
    expect(again).toMatchObject({ source: 'hash', epoch: 2, version: 2 });
    const input = await life.collected(START + 2 * DAY);
    expect(input.exposed).toMatchObject([{ arm: 'C', units: 1 }]);
    expect(input.contaminated).toMatchObject([{ arm: 'C', units: 1 }]);
    expect(input.arms.at(-1)).toMatchObject({ id: 'C', removal: { version: 2, into: null } });
    // and stay where they were drawn, whatever the shares become
    await life.publish(
      withArms([
        { ...A, share: again?.arm === 'A' ? 1 : 99 },
        { ...B, share: again?.arm === 'A' ? 99 : 1 },
      ]),
    );
    await life.event(inC[0] ?? '', 'visited');
    expect((await metBy(life)).at(-1)).toMatchObject({ arm: again?.arm, source: 'sticky', version: 3 });
  });

  test('follow the arm named, for good, and count in the one they met first', async () => {
    const life = await lived({ removedArms: { ab: { C: 'A' } } });
    const led = { arm: 'A', source: 'led', epoch: 1, version: 2 };
    expect(await metBy(life)).toEqual([met, led]);
    const trace = await life.engine.reports.trace({ profileId: inC[0] ?? '' });
    expect(trace.filter(({ node }) => node === 'ab').map(({ outlet }) => outlet)).toEqual(['C', 'A']);
    const input = await life.collected(START + 2 * DAY);
    expect(input.exposed).toMatchObject([{ arm: 'C', epoch: 1, version: 1, units: 2 }]);
    expect(input.contaminated).toEqual([]);
    expect(analyse(input).arms.at(-1)).toMatchObject({
      id: 'C',
      exposed: 2,
      removal: { version: 2, into: 'A' },
    });
    // a later version keeps what was said
    await life.publish(
      withArms([
        { ...A, share: 1 },
        { ...B, share: 99 },
      ]),
    );
    await life.event(inC[0] ?? '', 'visited');
    await life.event(inC[1] ?? '', 'visited');
    expect((await metBy(life)).at(-1)).toEqual({ ...led, version: 3 });
    expect(await metBy(life, inC[1])).toEqual([met, { ...led, version: 3 }]);
  });

  test('are back in their arm where a later version brings it back', async () => {
    const life = await lived({ removedArms: { ab: { C: 'A' } } });
    await life.publish(withArms([A, B, C]));
    await life.event(inC[0] ?? '', 'visited');
    expect((await metBy(life)).at(-1)).toEqual({ ...met, source: 'sticky', version: 3 });
  });
});

describe('the arm a customer of an arm taken away is in', () => {
  const present = new Set(['A', 'B']);
  test.each([
    ['is their own while it is there', 'A', undefined, 'A'],
    ['is none where nothing was said', 'C', undefined, null],
    ['is none where they are drawn again', 'C', { C: null }, null],
    ['is the one they follow', 'C', { C: 'A' }, 'A'],
    ['is the one at the end, where that one went too', 'C', { C: 'D', D: 'B' }, 'B'],
    ['is none where the one they followed went and drew again', 'C', { C: 'D', D: null }, null],
    ['is none where two follow each other', 'C', { C: 'D', D: 'C' }, null],
  ])('%s', (_, arm, removed, now) => {
    expect(armNow(arm, present, removed)).toBe(now);
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
    expect(comparison).toMatchObject({
      isBetter: true,
      fixedHorizon: { difference: { estimate: expect.closeTo(0.05, 9) } },
    });
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
