// Goal: what an analysis rests on counts each customer once, by what was known at the instant asked about.
// Method: a small journey lived on a virtual clock in both stores; every number of the answer is counted by hand.
import { describe, expect, test } from 'vitest';
import { allocate, armOfSlot, slotOf } from '../../../engine/core/assign.ts';
import { type AnalysisInput, analysisInputSchema } from '../../../engine/core/experiments/analysisInput.ts';
import {
  createEngine,
  createMemoryStore,
  type Engine,
  type Stores,
  VirtualClock,
} from '../../../engine/index.ts';
import { collectAnalysisInput } from '../../../engine/runner/experiments/collectAnalysisInput.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const DAY = 86_400_000;
const HOUR = 3_600_000;
const SALT = 'fixed';
const ARMS = [
  { id: 'A', share: 50, control: false },
  { id: 'B', share: 50, control: true },
];
const PLAN: ExperimentPlanInput = {
  primary: { goal: 'bought' },
  secondary: [{ goal: 'paid', measure: 'value', cap: 100 }],
  segments: ['city'],
  covariate: 'balance',
};

function journey(plan: ExperimentPlanInput | null = PLAN, shares = ARMS): JourneyInput {
  return {
    format: 1,
    id: 'offer',
    name: 'Offer',
    timeZone: 'Europe/Zurich',
    goals: [
      { id: 'bought', event: 'bought', within: 'P30D', primary: true, exit: false },
      {
        id: 'paid',
        event: 'paid',
        where: { type: 'property', property: 'amount', op: '>', value: 0 },
        within: 'P7D',
        exit: false,
        value: 'amount',
      },
    ],
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'event', event: 'visited', reentry: { mode: 'afterExit' } },
        next: { next: 'ab' },
      },
      ab: {
        kind: 'split',
        settings: { salt: SALT, arms: shares, ...(plan ? { plan } : {}) },
        next: { A: 'sms', B: 'end' },
      },
      sms: {
        kind: 'message',
        settings: { channel: 'sms', template: 'hi' },
        next: { sent: 'end', failed: 'end' },
      },
      end: { kind: 'exit', settings: {}, next: {} },
    },
  };
}

/** The first customers whom the salt puts into an arm. */
function customers(arm: string, count: number): string[] {
  const allocation = allocate(ARMS, null);
  const ids = Array.from({ length: 200 }, (_, index) => `c${index}`);
  return ids.filter((id) => armOfSlot(allocation, slotOf(SALT, id)) === arm).slice(0, count);
}
const [a1 = '', a2 = '', a3 = ''] = customers('A', 3);
const [b1 = '', b2 = ''] = customers('B', 2);

/** An engine that lives day by day. */
class Life {
  readonly engine: Engine;
  readonly stores: Stores;
  private readonly clock: VirtualClock;
  private eventCount = 0;

  constructor(engine: Engine, stores: Stores, clock: VirtualClock) {
    this.engine = engine;
    this.stores = stores;
    this.clock = clock;
  }

  static async begin(stores: Stores, document = journey()): Promise<Life> {
    const clock = new VirtualClock(START);
    const engine = await createEngine({ stores, providers: new ScriptedProviders(), clock });
    await engine.saveTemplate('hi', { sms: { en: 'Hi' } });
    const life = new Life(engine, stores, clock);
    await life.publish(document);
    return life;
  }

  async publish(document: JourneyInput): Promise<void> {
    const published = await this.engine.publish(document);
    if (!published.ok) throw new Error(published.problems.map(({ code }) => code).join());
    await this.engine.settle();
  }

  async at(day: number): Promise<void> {
    this.clock.moveTo(START + day * DAY);
    await this.engine.settle();
  }

  async event(profile: string, name: string, properties = {}, occurredAtMs?: number): Promise<void> {
    this.eventCount += 1;
    const occurredAt = occurredAtMs === undefined ? undefined : new Date(occurredAtMs).toISOString();
    const event = { id: `e${this.eventCount}`, profile, name, properties, occurredAt };
    await this.engine.track([event]);
    await this.engine.settle();
  }

  async customer(
    id: string,
    attributes: { [name: string]: string | number },
    hasAddress = true,
  ): Promise<void> {
    const addresses = hasAddress ? { sms: '+41790000000' } : {};
    await this.engine.upsertProfiles([{ id, attributes, addresses, consent: { sms: true } }]);
    await this.engine.settle();
  }

  async imported(profile: string, arm: string, atMs: number, eligible = true): Promise<void> {
    const exposure = { profile, arm, exposedAt: new Date(atMs).toISOString(), eligible };
    const done = await this.engine.importExposures('offer', 'ab', [exposure]);
    if (!done.ok) throw new Error(done.problems.map(({ code }) => code).join());
    await this.engine.settle();
  }

  async collected(asOfMs: number, node = 'ab'): Promise<AnalysisInput> {
    const versions = this.engine.roster.versionsOf('offer');
    const input = await collectAnalysisInput(this.engine.reports, versions, {
      registry: builtInRegistry,
      workspaceZone: 'UTC',
      node,
      asOfMs,
    });
    if (!input) throw new Error('no version has the split');
    return analysisInputSchema.parse(input);
  }
}

const stores = [
  { name: 'memory', open: (): Stores => createMemoryStore() },
  { name: 'SQLite', open: (): Stores => openSqliteStore(':memory:') },
];

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
  await life.imported('x2', 'B', START + DAY / 2, false);
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
          { value: 'Bern', ...A, exposed: 2, matureUnits: 2, matureConversions: 1 },
          { value: 'Chur', ...B, exposed: 1, matureUnits: 1, matureConversions: 0 },
          { value: null, ...A, exposed: 1, matureUnits: 1, matureConversions: 0 },
          { value: null, ...B, exposed: 1, matureUnits: 1, matureConversions: 0 },
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
