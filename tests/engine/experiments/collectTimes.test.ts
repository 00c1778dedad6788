// Goal: what is collected follows time: windows, maturity, the past as it was known, changes of plan and journey.
// Method: the same small journey in both stores, asked about at instants around each edge.
import { describe, expect, test } from 'vitest';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import { createMemoryStore } from '../../../engine/index.ts';
import { a1, a2, b1, DAY, HOUR, journey, Life, PLAN, START, stores } from './splitLife.ts';

describe.each(stores)('a split in $name', ({ open }) => {
  test('answers for an instant in the past what it answered then', async () => {
    const life = await Life.begin(open());
    const answers: [number, AnalysisInput][] = [];
    await life.event(a1, 'visited');
    for (const day of [1, 4, 9, 33]) {
      await life.at(day);
      const asOfMs = START + day * DAY;
      answers.push([asOfMs, await life.collected(asOfMs)]);
      await life.at(day + 0.5);
      await life.event(b1, 'visited');
      await life.event(a1, 'bought', {}, START + HOUR);
      await life.imported(a2, 'A', START + HOUR * (1 + day));
      await life.imported(`y${day}`, 'B', START);
    }
    await life.publish(journey({ ...PLAN, hypothesis: 'changed' }));
    await life.engine.change('offer', 'pause');
    for (const [asOfMs, answer] of answers) expect(await life.collected(asOfMs)).toEqual(answer);
  });

  test.each([
    ['at its start', 0, 1],
    ['just before its end', 30 * DAY - HOUR - 1, 1],
    // clocks go forward within the window, so thirty days are an hour shorter
    ['at its end', 30 * DAY - HOUR, 0],
    ['before its start', -1, 0],
  ])('a goal %s counts or not', async (_, offsetMs, conversions) => {
    const life = await Life.begin(open());
    await life.event(a1, 'visited');
    await life.at(31);
    await life.event(a1, 'bought', {}, START + offsetMs);
    const [bought] = (await life.collected(START + 31 * DAY)).metrics;
    expect(bought?.cells[0]).toMatchObject({ matureUnits: 1, matureConversions: conversions, conversions });
  });

  test('a customer is mature at the end of the window and not before', async () => {
    const life = await Life.begin(open());
    await life.event(a1, 'visited');
    await life.at(31);
    const matureAt = async (asOfMs: number) =>
      (await life.collected(asOfMs)).metrics[0]?.cells[0]?.matureUnits;
    expect(await matureAt(START + 30 * DAY - HOUR - 1)).toBe(0);
    expect(await matureAt(START + 30 * DAY - HOUR)).toBe(1);
  });

  test('a changed plan opens an epoch once somebody was exposed, and is written down', async () => {
    const life = await Life.begin(open(), journey(null));
    await life.at(1);
    await life.publish(journey());
    await life.event(a1, 'visited');
    await life.at(2);
    await life.publish({ ...journey(), name: 'Same plan' });
    await life.at(3);
    await life.publish(journey({ ...PLAN, minimumEffect: 0.02 }));
    const input = await life.collected(START + 3 * DAY);
    expect(input.epochs).toEqual([
      { epoch: 1, version: 1, fromMs: START, shares: { A: 50, B: 50 } },
      { epoch: 2, version: 4, fromMs: START + 3 * DAY, shares: { A: 50, B: 50 } },
    ]);
    expect(input.amendments).toMatchObject([{ atMs: START + 3 * DAY, version: 4, actor: 'api' }]);
    expect(input.plannedAtMs).toBe(START + 3 * DAY);
    expect(input.markers.map(({ type, version }) => [type, version])).toEqual([
      ['published', 1],
      ['published', 2],
      ['published', 3],
      ['published', 4],
      ['epoch', 4],
    ]);
    const deeds = await life.engine.reports.deedsOf('offer');
    expect(deeds.map(({ detail }) => detail.amendedPlans ?? null)).toEqual([null, null, null, null, ['ab']]);
  });

  test('to want no conclusion any more is a change of the plan, and is told apart', async () => {
    const life = await Life.begin(open(), journey());
    await life.event(a1, 'visited');
    await life.at(1);
    await life.publish(journey({ ...PLAN, conclusion: 'none' }));
    await life.at(2);
    await life.publish(journey({ ...PLAN, conclusion: 'none', minimumEffect: 0.02 }));
    const { amendments } = await life.collected(START + 2 * DAY);
    expect(amendments.map(({ version, dropsConclusion }) => [version, dropsConclusion])).toEqual([
      [2, true],
      [3, false],
    ]);
  });

  test('changing what a goal means changes the plan', async () => {
    const life = await Life.begin(open());
    await life.event(a1, 'visited');
    const document = journey();
    const goals = document.goals?.map((goal) => ({ ...goal, within: 'P14D' }));
    await life.publish({ ...document, ...(goals ? { goals } : {}) });
    expect((await life.collected(START)).epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  test('a holdout is a split of everybody offered entry', async () => {
    const life = await Life.begin(open(), { ...journey(), holdout: { share: 0.5 } });
    for (let index = 0; index < 20; index++) await life.event(`h${index}`, 'visited');
    await life.at(1);
    const input = await life.collected(START + DAY, '');
    const units = Object.fromEntries(input.exposed.map(({ arm, units: count }) => [arm, count]));
    expect((units.treated ?? 0) + (units.holdout ?? 0)).toBe(20);
    expect(units.holdout).toBeGreaterThan(2);
    expect(input.arms).toMatchObject([
      { id: 'treated', sharePercent: 50, control: false },
      { id: 'holdout', sharePercent: 50, control: true },
    ]);
    const ofSplit = await life.collected(START + DAY);
    expect(ofSplit.exposed.reduce((sum, cell) => sum + cell.units, 0)).toBe(units.treated);
    expect([input.overlaps, ofSplit.overlaps]).toEqual([[], []]);
  });
});

test('pauses are marked; a stopped journey takes nobody in', async () => {
  const life = await Life.begin(createMemoryStore());
  await life.event(a1, 'visited');
  for (const [day, deed] of [
    [1, 'pause'],
    [2, 'resume'],
    [3, 'close'],
  ] as const) {
    await life.at(day);
    await life.engine.change('offer', deed);
  }
  await life.engine.settle();
  const input = await life.collected(START + 3 * DAY);
  expect(input.markers.map(({ type, atMs }) => [type, (atMs - START) / DAY])).toEqual([
    ['published', 0],
    ['paused', 1],
    ['resumed', 2],
    ['closed', 3],
    ['stopped', 3],
  ]);
  expect(input.endedAtMs).toBe(START + 3 * DAY);
  expect((await life.collected(START + 2 * DAY)).endedAtMs).toBeNull();
});

test('without a plan nothing of the customer is kept with the exposure', async () => {
  const life = await Life.begin(createMemoryStore(), journey(null));
  await life.customer(a1, { city: 'Bern', balance: 10 });
  await life.event(a1, 'visited');
  expect((await life.engine.reports.exposures({})).map(({ snapshot }) => snapshot)).toEqual([null]);
});

test('nobody asks about a split before a version has it', async () => {
  const life = await Life.begin(createMemoryStore());
  await expect(life.collected(START - 1)).rejects.toThrow('no version');
  await expect(life.collected(START, 'elsewhere')).rejects.toThrow('no version');
});
