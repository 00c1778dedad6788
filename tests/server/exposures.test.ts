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
    expect(JSON.parse((await take(exposures)).text)).toEqual({ accepted: 2, duplicates: 0 });
    expect(JSON.parse((await take(exposures.slice(0, 1))).text)).toEqual({ accepted: 0, duplicates: 1 });
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

  test('of the future are refused', async () => {
    const answer = await take([{ profile: 'x', arm: 'A', exposedAt: at(1) }]);
    expect([answer.status, answer.problem?.problems[0]?.code]).toEqual([422, 'in-the-future']);
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
});
