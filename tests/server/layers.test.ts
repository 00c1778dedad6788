// Goal: over HTTP one sees what each layer holds and what is free, a draft that asks for more is refused before it is published, and one that would put customers out as well.
// Method: the app without threads, on the memory store and a virtual clock; each answer is parsed by its contract.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import type { JsonObject } from '../../shared/json.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

function journey(id: string, traffic?: JsonObject): JourneyDraft {
  return {
    format: 1,
    id,
    name: `Journey ${id}`,
    goals: [{ id: 'bought', event: 'purchase', within: 'P7D', exit: false }],
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'came' }, next: { next: 'ab' } },
      ab: {
        kind: 'split',
        settings: {
          salt: id,
          arms: [
            { id: 'A', share: 50 },
            { id: 'B', share: 50, control: true },
          ],
          ...(traffic ? { traffic } : {}),
        },
        next: {},
      },
    },
  };
}

async function published(id: string, traffic: JsonObject): Promise<void> {
  await server.call('createJourney', { body: journey(id, traffic) });
  await server.call('publishJourney', { params: { id }, body: { revision: 1 } });
}

async function drafted(id: string, traffic?: JsonObject): Promise<void> {
  const { revision } = await server.call('getJourney', { params: { id } });
  await server.call('saveDraft', { params: { id }, ifMatch: revision, body: journey(id, traffic) });
}

const problemsOf = async (id: string) =>
  (await server.call('previewPublish', { params: { id } })).problems.map(({ code, params }) => ({
    code,
    params,
  }));
const layers = async () => (await server.call('listLayers', {})).items;

test('nothing is in a layer while no published split names one', async () => {
  await server.call('createJourney', { body: journey('a', { share: 20, layer: 'cards' }) });
  expect(await layers()).toEqual([]);
});

test('a layer lists its splits with what they test and own, and what is free', async () => {
  await published('a', { share: 30, layer: 'cards' });
  await published('b', { share: 50.5, layer: 'cards' });
  await published('c', { share: 10, layer: 'loans' });
  await drafted('a');
  await server.call('publishJourney', { params: { id: 'a' }, body: { revision: 3 } });
  expect(await layers()).toMatchObject([
    {
      id: 'cards',
      freePercent: 19.5,
      splits: [
        // the older version tests there still
        {
          journey: { id: 'a', name: 'Journey a', state: 'live' },
          node: 'ab',
          sharePercent: null,
          ownedPercent: 30,
        },
        { journey: { id: 'b' }, sharePercent: 50.5, ownedPercent: 50.5, slots: [{ from: 3000, to: 8050 }] },
      ],
    },
    { id: 'loans', freePercent: 90 },
  ]);
  await server.call('stopJourney', { params: { id: 'b' } });
  await server.settle();
  expect((await layers())[0]).toMatchObject({ id: 'cards', freePercent: 70, splits: [{ node: 'ab' }] });
});

test('a draft that asks for more than is free is told so by its check, in the language asked for', async () => {
  await published('a', { share: 80, layer: 'cards' });
  await server.call('createJourney', { body: journey('b', { share: 30, layer: 'cards' }) });
  expect(await problemsOf('b')).toEqual([
    { code: 'layer-full', params: { layer: 'cards', free: 20, share: 30 } },
  ]);
  const refused = await server.send('POST', '/api/v1/journeys/b/publish', {
    body: { revision: 1 },
    headers: { 'accept-language': 'zh-CN' },
  });
  expect(refused.status).toBe(422);
  expect(refused.problem?.problems.map(({ text }) => text).join('')).toMatch(/可用 20%/);
});

test('a draft that would put customers out is refused before it is published, one that lets more in is a new epoch', async () => {
  await published('a', { share: 80 });
  await server.call('putProfiles', { body: { profiles: [{ id: 'c1' }] } });
  await server.call('trackEvents', { body: { events: [{ id: 'e1', name: 'came', profile: 'c1' }] } });
  await server.settle();
  await drafted('a', { share: 60 });
  expect(await problemsOf('a')).toEqual([{ code: 'traffic-shrinks', params: { before: 80, share: 60 } }]);
  const refused = await server.call('previewPublish', { params: { id: 'a' } });
  expect(refused.experiments[0]?.changes).toEqual([{ what: 'lessTraffic', means: 'newExperiment' }]);
  await drafted('a', { share: 90 });
  const { ok, experiments } = await server.call('previewPublish', { params: { id: 'a' } });
  expect(ok).toBe(true);
  expect(experiments[0]?.changes).toEqual([{ what: 'traffic', means: 'newEpoch' }]);
});
