// Goal: over HTTP a split without goal or control is refused until it is mended; what a change means for a running experiment is said before; a sample size rests on real history.
// Method: the app without threads, on the memory store and a virtual clock; each answer is parsed by its contract.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftDocument, type JourneyDraft } from '../../shared/api/journeys.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const ARMS = [
  { id: 'A', share: 50 },
  { id: 'B', share: 50, control: true },
];

interface Given {
  split?: object;
  journey?: Partial<JourneyDraft>;
  nodes?: JourneyDraft['nodes'];
}

function journey({ split = {}, journey: fields = {}, nodes = {} }: Given = {}): JourneyDraft {
  return {
    format: 1,
    id: 'offer',
    name: 'Offer',
    goals: [{ id: 'bought', event: 'purchase', within: 'P7D', exit: false }],
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'came' }, next: { next: 'ab' } },
      ab: { kind: 'split', settings: { salt: 's', arms: ARMS, ...split }, next: { A: 'wait', B: 'wait' } },
      wait: { kind: 'delay', settings: { duration: 'P1D' }, next: {} },
      ...nodes,
    },
    ...fields,
  };
}

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

const publish = (revision: number) =>
  server.send('POST', '/api/v1/journeys/offer/publish', { body: { revision } });
const preview = () => server.call('previewPublish', { params: { id: 'offer' } });
const save = (document: JourneyDraft, ifMatch: number) =>
  server.call('saveDraft', { params: { id: 'offer' }, ifMatch, body: document });

describe('a split that nothing can be learnt from', () => {
  const bare = journey({
    journey: { goals: [] },
    split: { arms: ARMS.map(({ id, share }) => ({ id, share })) },
  });

  test('is refused with every reason, in the language asked for', async () => {
    await server.call('createJourney', { body: bare });
    expect(await preview()).toMatchObject({ ok: false });
    const refused = await publish(1);
    expect(refused.status).toBe(422);
    expect(refused.problem?.problems.map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['no-primary-goal', 'ab'],
      ['no-control-arm', 'ab'],
    ]);
    const inChinese = await server.send('POST', '/api/v1/journeys/offer/publish', {
      body: { revision: 1 },
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(inChinese.problem?.problems.map(({ text }) => text).join('')).toMatch(/对照组/);
    expect((await server.call('getJourney', { params: { id: 'offer' } })).state).toBe('draft');
  });

  test.each([
    { says: 'a goal and a control', document: journey() },
    {
      says: 'the word that no conclusion is wanted',
      document: { ...bare, nodes: { ...bare.nodes, ab: withPlan(bare, { conclusion: 'none' }) } },
    },
  ])('is published with $says', async ({ document }) => {
    await server.call('createJourney', { body: bare });
    const { revision, problems } = await save(document, 1);
    expect(problems).toEqual([]);
    expect((await publish(revision)).status).toBe(200);
  });

  test('may still be published by a program that embeds the engine', async () => {
    expect(await server.engine.publish(draftDocument(bare), 'program')).toMatchObject({ ok: true });
  });
});

function withPlan(document: JourneyDraft, plan: object) {
  const { ab } = document.nodes;
  if (!ab) throw new Error('no split');
  return { ...ab, settings: { ...ab.settings, plan } } as JourneyDraft['nodes'][string]; // plain JSON
}

describe('a change to a split that customers passed', () => {
  const rows: { says: string; to: JourneyDraft; changes: [what: string, means: string][] }[] = [
    { says: 'nothing but places', to: journey({ journey: { layout: { ab: { x: 9, y: 9 } } } }), changes: [] },
    {
      says: 'the name of an arm is safe',
      to: journey({ split: { arms: [{ ...ARMS[0], name: 'Offer' }, ARMS[1]] } }),
      changes: [['armName', 'safe']],
    },
    {
      says: 'other shares open an epoch',
      to: journey({
        split: {
          arms: [
            { id: 'A', share: 80 },
            { ...ARMS[1], share: 20 },
          ],
        },
      }),
      changes: [['shares', 'newEpoch']],
    },
    {
      says: 'another plan opens an epoch',
      to: journey({ split: { plan: { minimumDays: 28 } } }),
      changes: [['plan', 'newEpoch']],
    },
    {
      says: 'a plan that says what held anyway is no change',
      to: journey({ split: { plan: { minimumDays: 14 } } }),
      changes: [],
    },
    {
      says: 'another control is a new experiment',
      to: journey({
        split: {
          arms: [
            { ...ARMS[0], control: true },
            { id: 'B', share: 50 },
          ],
        },
      }),
      changes: [['control', 'newExperiment']],
    },
    {
      says: 'another treatment opens an epoch',
      to: journey({ nodes: { wait: { kind: 'delay', settings: { duration: 'P2D' }, next: {} } } }),
      changes: [['treatment', 'newEpoch']],
    },
    {
      says: 'another way in opens an epoch',
      to: journey({
        nodes: {
          start: { kind: 'trigger', settings: { on: 'event', event: 'called' }, next: { next: 'ab' } },
        },
      }),
      changes: [['audience', 'newEpoch']],
    },
    {
      says: 'more traffic opens an epoch',
      to: journey({ split: { traffic: { share: 100, layer: 'cards' } } }),
      changes: [['traffic', 'newEpoch']],
    },
    {
      says: 'a new salt is a new experiment',
      to: journey({ split: { salt: 't' } }),
      changes: [['salt', 'newExperiment']],
    },
    {
      says: 'an arm taken out is a new experiment, one put in is not',
      to: journey({
        nodes: {
          ab: {
            kind: 'split',
            settings: {
              salt: 's',
              arms: [
                { id: 'C', share: 50 },
                { id: 'B', share: 50, control: true },
              ],
            },
            next: { B: 'wait' },
          },
          wait: { kind: 'delay', settings: { duration: 'P1D' }, next: {} },
        },
      }),
      changes: [
        ['armRemoved', 'newExperiment'],
        ['armAdded', 'newEpoch'],
      ],
    },
    {
      says: 'another window of the goal opens an epoch',
      to: journey({ journey: { goals: [{ id: 'bought', event: 'purchase', within: 'P14D', exit: false }] } }),
      changes: [['goal', 'newEpoch']],
    },
    {
      says: 'without the split the experiment ends',
      to: journey({
        nodes: {
          start: { kind: 'trigger', settings: { on: 'event', event: 'came' }, next: { next: 'wait' } },
          ab: { kind: 'exit', settings: {}, next: {} },
        },
      }),
      changes: [['split', 'ends']],
    },
  ];

  test.each(rows)('$says', async ({ to, changes }) => {
    await server.call('createJourney', { body: journey() });
    await server.call('putProfiles', { body: { profiles: [{ id: 'c1' }] } });
    await publish(1);
    const { revision } = await server.call('getJourney', { params: { id: 'offer' } });
    const saved = await save(to, revision);
    expect((await preview()).experiments).toEqual([]);
    await server.call('trackEvents', { body: { events: [{ id: 'e1', name: 'came', profile: 'c1' }] } });
    await server.settle();
    expect((await preview()).experiments).toEqual(
      changes.length === 0
        ? []
        : [{ node: 'ab', passedCount: 1, changes: changes.map(([what, means]) => ({ what, means })) }],
    );
    const isOver = changes.some(([what]) => what === 'split');
    if (isOver) return;
    const removedArms = Object.fromEntries(
      (await preview()).removedArms.map(({ node, arm }) => [node, { [arm]: null }]),
    );
    const body = { revision: saved.revision, removedArms };
    await server.call('publishJourney', { params: { id: 'offer' }, body });
    const epoch = server.engine.roster.versionsOf('offer').at(-1)?.allocations.ab?.epoch;
    const opens = ['shares', 'traffic', 'plan', 'goal', 'armAdded'];
    expect(epoch).toBe(changes.some(([what]) => opens.includes(what)) ? 2 : 1);
  });
});

describe('taking an arm away that customers met', () => {
  const three = [...ARMS.map((arm) => ({ ...arm, share: 10 })), { id: 'C', name: 'Letter', share: 80 }];
  const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);

  test('is previewed with their number, refused without a word on them, and done as said', async () => {
    await server.call('createJourney', { body: journey({ split: { arms: three } }) });
    await publish(1);
    await server.call('trackEvents', {
      body: { events: ids.map((profile) => ({ id: `came/${profile}`, name: 'came', profile })) },
    });
    await server.settle();
    const { revision: now } = await server.call('getJourney', { params: { id: 'offer' } });
    const { revision } = await save(journey(), now);
    const [taken] = (await preview()).removedArms;
    expect(taken).toMatchObject({ node: 'ab', arm: 'C', name: 'Letter' });
    // the control first
    expect(taken?.present.map(({ id }) => id)).toEqual(['B', 'A']);
    expect(taken?.customerCount).toBeGreaterThan(3);
    const refused = await publish(revision);
    expect([refused.status, refused.problem?.problems]).toMatchObject([
      422,
      [{ code: 'removed-arm-undecided', nodeId: 'ab', field: 'removedArms.ab.C' }],
    ]);
    expect(refused.problem?.problems[0]?.text).toContain(`${taken?.customerCount} customers`);
    const path = '/api/v1/journeys/offer/publish';
    const removedArms = { ab: { C: 'B' } };
    const done = await server.send('POST', path, { body: { revision, removedArms } });
    expect(done.status).toBe(200);
    const { analysis } = await server.call('runAnalysis', { params: { id: 'offer', node: 'ab' }, body: {} });
    expect(analysis.arms.at(-1)).toMatchObject({
      id: 'C',
      isRemoved: true,
      removal: { version: 2, into: 'B' },
    });
    const { items } = await server.call('listAudit', {});
    expect(items.find(({ deed }) => deed === 'publish')?.detail).toMatchObject({
      removedArms: [{ node: 'ab', arm: 'C', customers: taken?.customerCount, into: 'B' }],
    });
  });
});

describe('the results of a journey without a goal', () => {
  test.each(['wanted', 'none'] as const)(
    'say of each split whether a conclusion is %s',
    async (conclusion) => {
      const document = journey({ journey: { goals: [] }, split: { plan: { conclusion } } });
      await server.call('createJourney', { body: document });
      expect((await server.engine.publish(draftDocument(document))).ok).toBe(true);
      const results = await server.call('getResults', { params: { id: 'offer' } });
      expect(results).toMatchObject({ goal: null, splits: [], unjudged: [{ node: 'ab', conclusion }] });
    },
  );
});

describe('the history of a goal', () => {
  const purchase = (id: string, profile: string, days: number, amount: number) => ({
    id,
    profile,
    name: 'purchase',
    properties: { amount },
    occurredAt: new Date(server.clock.nowMs() - days * DAY_MS).toISOString(),
  });

  beforeEach(async () => {
    const profiles = ['c1', 'c2', 'c3', 'c4'].map((id, index) => ({
      id,
      attributes: { city: index < 3 ? 'Berlin' : 'Bonn' },
    }));
    await server.call('putProfiles', { body: { profiles } });
    await server.call('trackEvents', {
      body: {
        events: [
          purchase('p1', 'c1', 3, 10),
          purchase('p2', 'c1', 2, 20),
          purchase('p3', 'c2', 9, 99),
          purchase('p4', 'c4', 1, 5),
          ...['c1', 'c3', 'c4'].map((profile) => ({ id: `came-${profile}`, name: 'came', profile })),
        ],
      },
    });
    await server.settle();
  });

  const asked = { event: 'purchase', within: 'P7D', audience: null, trigger: null };

  test('counts everybody who could come in, and who reached the goal in its last window', async () => {
    expect(await server.call('goalHistory', { body: asked })).toEqual({
      customerCount: 4,
      convertedCount: 2,
      value: null,
      perDay: null,
    });
  });

  test('tells worth, pace and an audience apart', async () => {
    const audience = { type: 'attribute', attribute: 'city', op: '=', value: 'Berlin' } as const;
    expect(await server.call('goalHistory', { body: { ...asked, audience, value: 'amount' } })).toEqual({
      customerCount: 3,
      convertedCount: 1,
      // 30, 0 and 0
      value: { mean: 10, standardDeviation: expect.closeTo(Math.sqrt(300), 9), percentile999: 30 },
      perDay: null,
    });
  });

  test('of a trigger counts whom it let in a window ago, from then on, and how many come a day', async () => {
    const came = (profile: string, days: number, shop: string) => ({
      id: `${profile}-${days}`,
      profile,
      name: 'came',
      properties: { shop },
      occurredAt: new Date(server.clock.nowMs() - days * DAY_MS).toISOString(),
    });
    await server.call('trackEvents', {
      body: { events: [came('c1', 8, 'a'), came('c2', 10, 'a'), came('c4', 13, 'b'), came('c3', 20, 'a')] },
    });
    await server.settle();
    const ask = (trigger: { event: string; where?: object }) =>
      server.call('goalHistory', { body: { ...asked, trigger } });
    // c1 and c2 bought within seven days of coming, c4 twelve days after it
    expect(await ask({ event: 'came' })).toEqual({
      customerCount: 3,
      convertedCount: 2,
      value: null,
      perDay: 4 / 28,
    });
    const where = { type: 'property', property: 'shop', op: '=', value: 'a' } as const;
    expect(await ask({ event: 'came', where })).toMatchObject({ customerCount: 2, perDay: 3 / 28 });
  });

  test('an audience nobody knows is refused', async () => {
    const refused = await server.send('POST', '/api/v1/goal-history', {
      body: { ...asked, audience: { type: 'audience', audience: 'nobody', is: 'in' } },
    });
    expect([refused.status, refused.problem?.code]).toEqual([422, 'unknown-audience']);
  });

  test('of nobody there is no deviation', async () => {
    const audience = { type: 'any', of: [] } as const;
    expect(
      await server.call('goalHistory', {
        body: { ...asked, audience: { ...audience, of: [] }, value: 'amount' },
      }),
    ).toEqual({
      customerCount: 0,
      convertedCount: 0,
      value: null,
      perDay: null,
    });
  });
});
