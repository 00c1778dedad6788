// Goal: arms that another system drew are taken over the API: each once, all or none, and they stay.
// Method: a split's exposures are imported over HTTP, again, wrongly and before their customers come by themselves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const DAY = 86_400_000;
const split: JourneyDraft = {
  format: 1,
  id: 'offer',
  name: 'Offer',
  goals: [{ id: 'bought', event: 'purchase' }],
  holdout: { share: 0.5 },
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'visited' }, next: { next: 'ab' } },
    ab: {
      kind: 'split',
      settings: {
        salt: 'drawn-elsewhere',
        arms: [
          { id: 'A', share: 50 },
          { id: 'B', share: 50, control: true },
        ],
        plan: { segments: ['city'] },
      },
      next: { A: 'end', B: 'end' },
    },
    end: { kind: 'exit', settings: {}, next: {} },
  },
};

let server: TestServer;
const at = (offsetMs: number) => new Date(server.clock.nowMs() + offsetMs).toISOString();

beforeAll(async () => {
  server = await openTestServer();
  await server.call('createJourney', { body: split });
  await server.call('publishJourney', { params: { id: 'offer' }, body: { revision: 1 } });
  await server.call('putProfile', { params: { id: 'known' }, body: { attributes: { city: 'Bern' } } });
  await server.settle();
});
afterAll(() => server.close());

function take(exposures: object[], node = 'ab') {
  return server.send('POST', `/api/v1/journeys/offer/experiments/${node}/exposures`, { body: { exposures } });
}

function exposuresOf(profileId: string, node = 'ab') {
  return server.engine.reports.exposures({ journeyId: 'offer', node, profileId });
}

describe('imported exposures', () => {
  test('are taken once; who was unknown is known', async () => {
    const exposures = [
      { profile: 'known', arm: 'A', exposedAt: at(-DAY) },
      { profile: 'new', arm: 'B', exposedAt: at(-DAY), eligible: false },
    ];
    expect(JSON.parse((await take(exposures)).text)).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(JSON.parse((await take(exposures.slice(0, 1))).text)).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
    await server.settle();
    expect(await exposuresOf('known')).toMatchObject([
      {
        arm: 'A',
        source: 'import',
        // from before the split was published
        epoch: 0,
        version: 1,
        ordinal: 0,
        eligible: true,
        exposedAtMs: server.clock.nowMs() - DAY,
        recordedAtMs: server.clock.nowMs(),
        snapshot: { city: 'Bern' },
      },
    ]);
    expect(await exposuresOf('new')).toMatchObject([{ arm: 'B', eligible: false, snapshot: null }]);
    expect((await server.call('getProfile', { params: { id: 'new' } })).id).toBe('new');
  });

  test.each([
    ['an unknown arm', { profile: 'x', arm: 'C' }, 422, 'unknown-arm', 'exposures.1.arm'],
    ['an unknown epoch', { profile: 'x', arm: 'A', epoch: 2 }, 422, 'unknown-epoch', 'exposures.1.epoch'],
  ])('with %s are refused, all of them', async (_, wrong, status, code, field) => {
    const answer = await take([
      { profile: 'fine', arm: 'A', exposedAt: at(-1) },
      { ...wrong, exposedAt: at(-1) },
    ]);
    expect([answer.status, answer.problem?.problems]).toMatchObject([status, [{ code, field }]]);
    await server.settle();
    expect(await exposuresOf('fine')).toEqual([]);
  });

  test.each([
    ['by a millisecond', 1],
    ['by a century', 36_525 * DAY],
  ])('of the future are refused, %s, with their place', async (_, aheadMs) => {
    const rows = [
      { profile: 'fine', arm: 'A', exposedAt: at(0) },
      { profile: 'x', arm: 'A', exposedAt: at(aheadMs) },
    ];
    const { status, problem } = await take(rows);
    expect([status, problem?.problems]).toMatchObject([
      422,
      [{ code: 'in-the-future', field: 'exposures.1.exposedAt' }],
    ]);
    await server.settle();
    expect(await exposuresOf('fine')).toEqual([]);
  });

  test.each([
    ['1899-12-31T23:59:59.999Z', 422],
    // earlier than it says: somewhere it is 1900
    ['1900-01-01T00:00:00+14:00', 422],
    ['1026-03-01T00:00:00Z', 422],
    ['1900-01-01T00:00:00Z', 200],
  ])('of another century are a year mistyped: %s', async (exposedAt, status) => {
    const answer = await take([{ profile: `old ${exposedAt}`, arm: 'A', exposedAt, eligible: false }]);
    expect(answer.status).toBe(status);
    const codes = (answer.problem?.problems ?? []).map(({ code, field }) => [code, field]);
    expect(codes).toEqual(status === 200 ? [] : [['too-long-ago', 'exposures.0.exposedAt']]);
    await server.settle();
    expect(await exposuresOf(`old ${exposedAt}`)).toHaveLength(status === 200 ? 1 : 0);
  });

  test('an event dated a century ahead is kept and converts nobody yet', async () => {
    await take([{ profile: 'early', arm: 'A', exposedAt: at(-1) }]);
    const event = { id: 'early/buys', name: 'purchase', profile: 'early', occurredAt: at(36_525 * DAY) };
    expect(await server.call('trackEvent', { body: event })).toEqual({ result: 'accepted' });
    await server.settle();
    const { analysis } = await server.call('runAnalysis', { params: { id: 'offer', node: 'ab' }, body: {} });
    expect(analysis.timeToConvert[0]?.arms.flatMap(({ points }) => points)).toEqual([]);
    expect((await server.engine.reports.events('early', { limit: 1, cursor: null })).items).toMatchObject([
      { id: 'early/buys', occurredAtMs: server.clock.nowMs() + 36_525 * DAY },
    ]);
  });

  test('of a split or journey nobody published are not found', async () => {
    const exposures = [{ profile: 'x', arm: 'A', exposedAt: at(-1) }];
    expect((await take(exposures, 'elsewhere')).status).toBe(404);
    const path = '/api/v1/journeys/none/experiments/ab/exposures';
    expect((await server.send('POST', path, { body: { exposures } })).status).toBe(404);
  });

  test('are the arm a customer keeps who comes later', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `later${index}`);
    await take(ids.map((profile) => ({ profile, arm: 'A', exposedAt: at(-DAY) })));
    await take(
      ids.map((profile) => ({ profile, arm: 'treated', exposedAt: at(-DAY) })),
      '-',
    );
    await take([{ profile: 'held', arm: 'holdout', exposedAt: at(-DAY) }], '-');
    for (const profile of [...ids, 'held']) {
      await server.call('trackEvent', { body: { id: `visit/${profile}`, name: 'visited', profile } });
    }
    await server.settle();
    for (const profile of ids) {
      expect(await exposuresOf(profile)).toMatchObject([
        { source: 'import' },
        { arm: 'A', source: 'sticky' },
      ]);
    }
    expect(await exposuresOf('held', '')).toMatchObject([{ arm: 'holdout', source: 'import' }]);
    expect(await exposuresOf('held')).toEqual([]);
  });

  test('that put a customer into two arms are taken and named, row by row', async () => {
    const rows = [
      { profile: 'twice', arm: 'A', exposedAt: at(-2) },
      { profile: 'once', arm: 'B', exposedAt: at(-2) },
      { profile: 'twice', arm: 'B', exposedAt: at(-1) },
      { profile: 'once', arm: 'A', exposedAt: at(-1), eligible: false },
    ];
    expect(JSON.parse((await take(rows)).text)).toMatchObject({
      accepted: 4,
      contradictions: [{ field: 'exposures.2.arm', profile: 'twice', arm: 'B', firstArm: 'A' }],
    });
  });
});

describe('imported exposures taken back', () => {
  const path = '/api/v1/journeys/offer/experiments/ab/exposures/withdrawals';
  const withdraw = async (body: object) => {
    const { status, text, problem } = await server.send('POST', path, { body });
    await server.settle();
    return { status, problem, answer: status === 200 ? (JSON.parse(text) as object) : null };
  };
  const params = { id: 'offer', node: 'ab' };
  const analysed = async () => (await server.call('runAnalysis', { params, body: {} })).analysis;
  const contaminatedCount = async () =>
    (await analysed()).checks
      .find(({ id }) => id === 'contamination')
      ?.details.reduce((sum, { observed }) => sum + (observed ?? 0), 0);
  const bodyOf = (batch: string, arm: string, atMs = -DAY) => ({
    batch,
    exposures: ['w1', 'w2', 'w3'].map((profile) => ({ profile, arm, exposedAt: at(atMs) })),
  });
  const importAll = (body: object) =>
    server.send('POST', '/api/v1/journeys/offer/experiments/ab/exposures', { body });

  test('by their batch are in no figure, counted, and named with who and why', async () => {
    await server.settle();
    const before = await contaminatedCount();
    const exposedBefore = (await analysed()).arms.map(({ exposed }) => exposed);
    await importAll(bodyOf('good', 'A'));
    const bad = JSON.parse((await importAll(bodyOf('bad', 'B', -DAY + 1))).text) as { batch: string };
    expect(bad.batch).toBe('bad');
    await server.settle();
    expect(await contaminatedCount()).toBe((before ?? 0) + 3);
    const asked = { id: 'fix-1', batch: 'bad', reason: 'wrong file', actor: 'ann' };
    expect((await withdraw(asked)).answer).toEqual({ accepted: 3, duplicates: 0 });
    expect(await contaminatedCount()).toBe(before);
    const { withdrawn, arms } = await analysed();
    expect(withdrawn).toEqual({
      count: 3,
      deeds: [{ at: at(0), actor: 'ann', reason: 'wrong file' }],
    });
    expect(arms.map(({ exposed }, index) => exposed - (exposedBefore[index] ?? 0))).toEqual([3, 0]);
    // kept all the same
    expect(await exposuresOf('w1')).toMatchObject([
      { arm: 'A', batch: 'good', withdrawnAtMs: null },
      { arm: 'B', batch: 'bad', withdrawnAtMs: server.clock.nowMs() },
    ]);
  });

  test('asked for again change nothing; imported again they count', async () => {
    const asked = { id: 'fix-1', batch: 'bad', reason: 'wrong file', actor: 'ann' };
    expect((await withdraw(asked)).answer).toEqual({ accepted: 0, duplicates: 3 });
    expect((await analysed()).withdrawn.deeds).toHaveLength(1);
    // the very same rows, under another name
    const again = JSON.parse((await importAll(bodyOf('bad again', 'B', -DAY + 1))).text) as object;
    expect(again).toMatchObject({ accepted: 3, duplicates: 0 });
    await server.settle();
    await withdraw(asked);
    expect(
      (await exposuresOf('w1')).map(({ batch, withdrawnAtMs }) => [batch, withdrawnAtMs !== null]),
    ).toEqual([
      ['good', false],
      ['bad', true],
      ['bad again', false],
    ]);
    // one customer of it
    expect((await withdraw({ ...asked, id: 'fix-2', batch: 'bad again', profiles: ['w1'] })).answer).toEqual({
      accepted: 1,
      duplicates: 0,
    });
    expect((await analysed()).withdrawn.count).toBe(4);
  });

  test('leave a customer who comes without the arm they gave, and what was not imported alone', async () => {
    const [profile] = ['w2'];
    await withdraw({ id: 'fix-3', profiles: [profile], reason: 'all of it' });
    const visit = (id: string) =>
      server.call('trackEvent', {
        body: { id: `${id}/${profile}`, name: 'visited', profile: profile ?? '' },
      });
    await visit('visit');
    await server.settle();
    const own = (await exposuresOf(profile ?? '')).filter(({ source }) => source !== 'import');
    const isHeldOut = (await exposuresOf(profile ?? '', '')).some(({ arm }) => arm === 'holdout');
    expect(own.map(({ source }) => source)).toEqual(isHeldOut ? [] : ['hash']);
    await withdraw({ id: 'fix-4', profiles: [profile], reason: 'again' });
    expect((await exposuresOf(profile ?? '')).filter(({ withdrawnAtMs }) => withdrawnAtMs === null)).toEqual(
      own,
    );
  });

  test.each([
    ['nobody named', { id: 'x', reason: 'r' }, 422, 'at-least-one-of'],
    ['no reason', { id: 'x', batch: 'good' }, 400, 'missing-field'],
    ['a batch nobody imported', { id: 'x', batch: 'none', reason: 'r' }, 404, 'not-found'],
  ])('with %s are refused', async (_, body, status, code) => {
    const refused = await withdraw(body);
    expect([refused.status, refused.problem?.problems[0]?.code]).toEqual([status, code]);
  });
});
