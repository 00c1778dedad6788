// Goal: the server's daily look pauses a journey whose plan says so when harm is shown, and says on the run that it did.
// Method: the app without threads; a split whose treatment drives customers away is fed as a program would, and looked at.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actByPlan } from '../../server/experimentRounds.ts';
import { instantText } from '../../shared/time.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';
import { LETTER_ARMS, trialDocument } from './trialDocument.ts';

const DAY_MS = 86_400_000;
const split = { id: 'offer', node: 'ab' };
const params = { id: 'offer' };

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await server.call('createJourney', {
    body: trialDocument({
      id: 'offer',
      goals: [
        { id: 'opened', event: 'opened', within: 'P2D', primary: true },
        { id: 'left', event: 'left', within: 'P2D', exit: false },
      ],
      arms: LETTER_ARMS,
      plan: { guardrails: [{ goal: 'left', margin: 0.01, onHarm: 'pause' }] },
    }),
  });
  await server.call('publishJourney', { params, body: { revision: 1 } });
});
afterAll(() => server.close());

/** Four hundred of each arm came two days ago; of the letter's a fifth left, and ten in each arm opened. */
async function feed(): Promise<void> {
  const atMs = server.clock.nowMs();
  const profiles = ['control', 'letter'].flatMap((arm) =>
    Array.from({ length: 400 }, (_, n) => ({ arm, n, profile: `${arm}-${n}` })),
  );
  const exposures = profiles.map(({ arm, profile }) => ({ profile, arm, exposedAt: instantText(atMs) }));
  await server.call('importExposures', { params: split, body: { exposures } });
  const event = (name: string, profile: string) => ({
    id: `${profile}/${name}`,
    profile,
    name,
    occurredAt: instantText(atMs + 1),
  });
  server.clock.moveTo(atMs + 3 * DAY_MS);
  const events = profiles.flatMap(({ arm, n, profile }) => [
    ...(arm === 'letter' && n % 5 === 0 ? [event('left', profile)] : []),
    ...(n % 40 === 0 ? [event('opened', profile)] : []),
  ]);
  await server.call('trackEvents', { body: { events } });
  await server.settle();
}

test('harm found by the daily look pauses the journey once, and the run names it', async () => {
  const look = () => actByPlan(server.backend, { journeyId: 'offer', node: 'ab' }, true);
  const stateNow = async () => (await server.call('getJourney', { params })).state;
  expect(await look()).toBeNull();
  await feed();
  expect(await actByPlan(server.backend, { journeyId: 'offer', node: 'ab' }, false)).toBeNull();
  expect(await stateNow()).toBe('live');
  expect(await look()).toBe('pause');
  expect(await stateNow()).toBe('paused');
  const { id, analysis } = await server.call('runAnalysis', { params: split, body: {} });
  expect(analysis.guardrails[0]).toMatchObject({
    onHarm: 'pause',
    arms: [{ arm: 'letter', state: 'harmed', pausedAt: instantText(server.clock.nowMs()) }],
  });
  expect((await server.call('replayRun', { params: { run: id } })).isSame).toBe(true);
  const { items } = await server.call('listAudit', {});
  expect(items.find(({ deed }) => deed === 'pause')).toMatchObject({
    actor: 'automation',
    detail: { node: 'ab', harm: [{ goal: 'left', arm: 'letter' }], run: expect.any(String) },
  });
  await server.call('resumeJourney', { params });
  expect(await look()).toBeNull();
  expect(await stateNow()).toBe('live');
});
