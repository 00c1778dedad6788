// Goal: what an analysis rests on counts each customer once, by what was known at the instant asked about.
// Method: a small journey lived on a virtual clock in both stores; every number of the answer is counted by hand.
import { describe, expect, test } from 'vitest';
import { createMemoryStore, type Stores } from '../../../engine/index.ts';
import { collectAnalysisInput } from '../../../engine/runner/experiments/collectAnalysisInput.ts';
import type { Reports } from '../../../engine/stores/reports.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import { a1, a2, a3, b1, b2, DAY, Life, SALT, START, stores } from './splitLife.ts';

/** Five customers in arms of the hash, one imported into two arms, one imported as not exposed. */
async function lived(open: () => Stores): Promise<Life> {
  const life = await Life.begin(open());
  await life.customer(a1, { city: 'Bern', balance: 10 });
  await life.customer(a2, { city: 'Bern', balance: 20 }, false);
  await life.customer(b1, { city: 'Chur', balance: 40 });
  for (const id of [a1, a2, b1]) await life.event(id, 'visited');
  await life.customer(a1, { city: 'Basel', balance: 9999 });
  await life.at(1);
  for (const id of [a3, b2]) await life.event(id, 'visited');
  await life.event(a2, 'bought', {}, START - 5 * DAY);
  await life.event(a1, 'paid', { amount: 60 });
  await life.imported('x1', 'A', START + DAY);
  await life.imported('x2', 'B', START + DAY / 2, { eligible: false });
  await life.at(2);
  await life.event(a1, 'bought');
  await life.event(a1, 'paid', { amount: 70 });
  await life.event(a1, 'paid', { amount: -5 });
  await life.imported('x1', 'B', START + 2 * DAY);
  await life.at(3);
  await life.event(a1, 'bought');
  await life.event('x1', 'bought');
  await life.at(5);
  // a customer who comes again is no new one, and stays in the arm
  await life.event(a2, 'visited');
  await life.at(6);
  await life.event(b1, 'paid', { amount: 5 });
  await life.at(8);
  // the window of day 1 is over at this very instant
  await life.event(b2, 'paid', { amount: 1000 });
  await life.at(40);
  // came late
  await life.event(b1, 'bought', {}, START + 3 * DAY);
  await life.event(a3, 'bought', {}, START + 20 * DAY);
  return life;
}

/** Lets everybody who asks into the other journey. */
const passingOn: JourneyInput = {
  format: 1,
  id: 'door',
  name: 'Door',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'asked' }, next: { next: 'pass' } },
    pass: { kind: 'enrol', settings: { journey: 'offer' }, next: { next: 'end' } },
    end: { kind: 'exit', settings: {}, next: {} },
  },
};

const A = { arm: 'A', epoch: 1, version: 1 };
const B = { arm: 'B', epoch: 1, version: 1 };
const MONDAY = '2026-03-02';
const TUESDAY = '2026-03-03';

describe.each(stores)('a split in $name', ({ open }) => {
  test('is counted as it was known: who, in which arm, since when', async () => {
    const life = await lived(open);
    const input = await life.collected(START + 35 * DAY);
    expect(input).toMatchObject({
      journey: { id: 'offer', name: 'Offer' },
      zone: 'Europe/Zurich',
      salt: SALT,
      plannedAtMs: START,
      amendments: [],
      epochs: [{ epoch: 1, version: 1, fromMs: START, shares: { A: 50, B: 50 } }],
      firstExposedAtMs: START,
      lastExposedAtMs: START + DAY,
      exposed: [
        { ...A, day: MONDAY, units: 2 },
        { ...A, day: TUESDAY, units: 1 },
        { ...B, day: MONDAY, units: 1 },
        { ...B, day: TUESDAY, units: 1 },
      ],
      contaminated: [{ ...A, day: TUESDAY, units: 1 }],
      entries: [
        { ...A, entry: 'trigger', units: 3 },
        { ...B, entry: 'trigger', units: 2 },
        { ...A, entry: 'import', units: 1 },
      ],
      ineligible: [{ ...B, day: MONDAY, units: 1 }],
      messages: [
        // a2 has no address, nobody asked a3 for consent; the second visit of a2 is another enrollment
        {
          arm: 'A',
          planned: 3,
          reached: 1,
          refused: { 'no-consent': 1, unreachable: 1 },
          delivered: 0,
          opened: 0,
          clicked: 0,
        },
        { arm: 'B', planned: 0, reached: 0, refused: {} },
      ],
      before: [
        { ...A, units: 3, conversions: 1 },
        { ...B, units: 2, conversions: 0 },
      ],
      overlaps: [],
      freshness: { waitingInputCount: 0, lastGoalEventAtMs: START + 3 * DAY, oldestWaitingAtMs: null },
      markers: [{ atMs: START, type: 'published', version: 1 }],
      endedAtMs: null,
    });
  });

  test('knows how its customers came in: by the trigger, by hand, by another journey', async () => {
    const life = await Life.begin(open());
    await life.publish(passingOn);
    await life.event(a1, 'visited');
    await life.enrolled(a2);
    await life.event(b1, 'asked');
    // the first exposure counts
    await life.enrolled(a1);
    const { entries } = await life.collected(START + DAY);
    expect(entries).toEqual([
      { ...A, entry: 'trigger', units: 1 },
      { ...A, entry: 'deed', units: 1 },
      { ...B, entry: 'journey', units: 1 },
    ]);
  });

  test('reaches goals within the window of each customer; what came later did not count then', async () => {
    const life = await lived(open);
    const [bought, paid] = (await life.collected(START + 35 * DAY)).metrics;
    expect(bought?.cells).toEqual([
      { ...A, day: MONDAY, matureUnits: 2, matureConversions: 1, conversions: 1, values: null },
      { ...A, day: TUESDAY, matureUnits: 1, matureConversions: 0, conversions: 0, values: null },
      { ...B, day: MONDAY, matureUnits: 1, matureConversions: 0, conversions: 0, values: null },
      { ...B, day: TUESDAY, matureUnits: 1, matureConversions: 0, conversions: 0, values: null },
    ]);
    expect(bought?.times).toEqual([
      { arm: 'A', day: 2, events: 1, censored: 0 },
      { arm: 'A', day: 30, events: 0, censored: 2 },
      { arm: 'B', day: 30, events: 0, censored: 2 },
    ]);
    expect(bought?.topShare).toBeNull();
    const monday = paid?.cells[0]?.values;
    expect(monday?.raw).toEqual({ units: 2, mean: 65, centredSquares: 2 * 65 * 65 });
    expect(monday?.capped).toEqual({ units: 2, mean: 50, centredSquares: 2 * 50 * 50 });
    expect(paid?.cells.map(({ matureConversions, values }) => [matureConversions, values?.raw.mean])).toEqual(
      [
        [1, 65],
        [0, 0],
        [1, 5],
        [0, 0],
      ],
    );
    // the 1 % of five is one customer, with 130 of 135
    expect(paid?.topShare).toBeCloseTo(130 / 135, 12);
    const later = await life.collected(START + 41 * DAY);
    expect(later.metrics[0]?.cells.map(({ matureConversions }) => matureConversions)).toEqual([1, 1, 1, 0]);
  });

  test('keeps attributes as they were at the exposure', async () => {
    const life = await lived(open);
    const input = await life.collected(START + 35 * DAY);
    expect(input.segments).toEqual([
      {
        attribute: 'city',
        cells: [
          { value: 'Bern', ...A, exposed: 2, matureUnits: 2, matureConversions: 1, values: null },
          { value: 'Chur', ...B, exposed: 1, matureUnits: 1, matureConversions: 0, values: null },
          { value: null, ...A, exposed: 1, matureUnits: 1, matureConversions: 0, values: null },
          { value: null, ...B, exposed: 1, matureUnits: 1, matureConversions: 0, values: null },
        ],
      },
    ]);
    expect(input.covariate).toEqual([
      {
        ...A,
        missing: 1,
        // x 10 and 20, y 1 and 0
        pairs: { units: 2, meanY: 0.5, meanX: 15, centredYY: 0.5, centredXX: 50, centredXY: -5 },
      },
      {
        ...B,
        missing: 1,
        pairs: { units: 1, meanY: 0, meanX: 40, centredYY: 0, centredXX: 0, centredXY: 0 },
      },
    ]);
  });
});

test.each(stores)('an exposure of 1954 is counted on its day in $name', async ({ open }) => {
  const life = await Life.begin(open());
  await life.imported('x1', 'A', Date.parse('1954-04-26T12:00:00Z'));
  const { exposed } = await life.collected(START + DAY);
  expect(exposed).toEqual([{ ...A, day: '1954-04-26', units: 1 }]);
});

test.each(stores)('an event dated ahead has not happened yet in $name', async ({ open }) => {
  const life = await Life.begin(open());
  await life.imported('x1', 'A', START);
  await life.event('x1', 'bought', {}, START + 5 * DAY);
  const conversionsOn = async (day: number) => {
    const { metrics, freshness } = await life.collected(START + day * DAY);
    return [metrics[0]?.cells[0]?.conversions, freshness.lastGoalEventAtMs];
  };
  expect(await conversionsOn(4)).toEqual([0, null]);
  expect(await conversionsOn(5)).toEqual([1, START + 5 * DAY]);
});

test('what comes in while an analysis reads never looks like a complete count', async () => {
  const life = await Life.begin(createMemoryStore());
  await life.imported('x1', 'A', START);
  const { engine } = life;
  const asOfMs = START + DAY;
  const event = { id: 'late', profile: 'x1', name: 'bought', occurredAt: new Date(START).toISOString() };
  // the event is accepted, applied only once the conversions have been read
  const reports: Reports = {
    ...engine.reports,
    splitFigures: async (query) => {
      const figures = await engine.reports.splitFigures(query);
      await engine.settle();
      return figures;
    },
    waitingInputs: async (asOf) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return engine.reports.waitingInputs(asOf);
    },
  };
  await engine.track([event]);
  const input = await collectAnalysisInput(reports, engine.roster.versionsOf('offer'), {
    registry: builtInRegistry,
    knownSplits: [],
    workspaceZone: 'UTC',
    node: 'ab',
    asOfMs,
  });
  expect(input?.metrics[0]?.cells[0]?.conversions).toBe(0);
  expect(input?.freshness.waitingInputCount).toBe(1);
});
