// Goal: for any customer and journey, entered or not, the API says why; a business event reaches everybody it names.
// Method: the app on the memory store; journeys of several triggers, the answers read by the contract.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
  const profiles = [
    { id: 'rich', attributes: { balance: 5000, tier: 'gold' } },
    { id: 'poor', attributes: { balance: 5 } },
  ];
  await server.call('putProfiles', { body: { profiles } });
  await server.settle();
});
afterEach(() => server.close());

const rich: JsonObject = { type: 'attribute', attribute: 'balance', op: '>=', value: 1000 };
const QUESTIONS = [
  'not-live',
  'held',
  'outside-dates',
  'no-key',
  'removed-by-hand',
  're-entry',
  'excluded',
  'not-in-audience',
  'exit-condition',
  'global-holdout',
  'journey-holdout',
];

async function launch(trigger: JsonObject, more: JsonObject = {}): Promise<void> {
  const published = await server.engine.publish({
    format: 1,
    id: 'j',
    name: 'j',
    ...more,
    nodes: {
      start: { kind: 'trigger', settings: trigger, next: { next: 'wait' } },
      wait: { kind: 'delay', settings: { duration: 'P3D' }, next: {} },
    },
  });
  expect(published.ok).toBe(true);
  await server.settle();
}

const explain = (profileId: string) => server.call('explainEntry', { params: { id: 'j', profileId } });

describe('why a customer did not enter', () => {
  test('is answered by asking every question of an entry again, in its order', async () => {
    await launch({ on: 'event', event: 'go', condition: rich, reentry: { mode: 'once' } });
    const { decisions, entries, decision, trigger, questions } = await explain('poor');
    expect([decisions, entries, decision]).toEqual([[], [], 'not-in-audience']);
    expect(trigger).toEqual({ on: 'event', event: null, member: null, nextAt: null });
    expect(questions.map(({ question }) => question)).toEqual(QUESTIONS);
    expect(questions.filter(({ refuses }) => refuses).map(({ question }) => question)).toEqual([
      'not-in-audience',
    ]);
    expect(questions.find(({ question }) => question === 'not-in-audience')?.conditions).toEqual([
      { condition: rich, holds: false, value: 5 },
    ]);
  });

  test('names the decisions that are kept first, and the event that led to them', async () => {
    await launch({ on: 'event', event: 'go', condition: rich, reentry: { mode: 'once' } });
    await server.call('trackEvent', { body: { id: 'e1', profile: 'poor', name: 'go' } });
    await server.settle();
    const { decisions, trigger } = await explain('poor');
    expect(decisions).toEqual([
      { at: '2026-03-02T09:00:00.000Z', decision: 'not-in-audience', key: null, eventId: 'e1' },
    ]);
    expect(trigger?.event).toEqual({ id: 'e1', name: 'go', at: '2026-03-02T09:00:00.000Z' });
  });

  test('of one who entered is that they are in: re-entry says so with every earlier entry', async () => {
    await launch({ on: 'event', event: 'go', condition: rich, reentry: { mode: 'afterExit' } });
    await server.call('trackEvent', { body: { id: 'e1', profile: 'rich', name: 'go' } });
    await server.settle();
    const { entries, decision, questions } = await explain('rich');
    expect([entries, decision]).toEqual([
      [{ ordinal: 1, enteredAt: '2026-03-02T09:00:00.000Z' }],
      're-entry',
    ]);
    expect(questions.find(({ question }) => question === 're-entry')?.inputs).toEqual({
      mode: 'afterExit',
      max: null,
      within: null,
      earlier: [{ ordinal: 1, status: 'active', enteredAtMs: server.clock.nowMs(), endedAtMs: null }],
    });
  });

  test('into an audience’s journey says who is in, and since when', async () => {
    await launch({ on: 'audience', condition: rich });
    expect((await explain('rich')).trigger).toEqual({
      on: 'audience',
      event: null,
      member: { isIn: true, since: '2026-03-02T09:00:00.000Z' },
      nextAt: null,
    });
    expect((await explain('poor')).trigger?.member?.isIn).toBe(false);
    expect((await explain('rich')).decision).toBeNull();
  });

  test('changes nothing, and is a 404 for a customer or journey that is not there', async () => {
    await launch({ on: 'manual' });
    await explain('rich');
    expect((await server.call('listEnrollments', { query: {} })).items).toEqual([]);
    const unknown = [
      '/api/v1/journeys/j/customers/nobody/entry',
      '/api/v1/journeys/none/customers/rich/entry',
    ];
    for (const path of unknown) expect((await server.send('GET', path)).status).toBe(404);
  });
});

describe('the preview of a publication', () => {
  test('counts the members whom it lets in at once, the first time only', async () => {
    const trigger = { on: 'audience', condition: rich, includeCurrent: true };
    const nodes = (days: string) => ({
      start: { kind: 'trigger', settings: trigger, next: { next: 'wait' } },
      wait: { kind: 'delay', settings: { duration: days }, next: {} },
    });
    const draft = (days: string) => ({ format: 1 as const, id: 'j', name: 'j', nodes: nodes(days) });
    await server.call('createJourney', { body: draft('P3D') });
    const preview = () => server.call('previewPublish', { params: { id: 'j' } });
    expect(await preview()).toMatchObject({ ok: true, audienceCount: 1, entersNow: 1, entriesAt: [] });
    await server.call('publishJourney', { params: { id: 'j' }, body: { revision: 1 } });
    await server.settle();
    expect((await server.call('listEnrollments', { query: {} })).items).toHaveLength(1);
    await server.engine.desk.saveDraft('j', draft('P4D'), 2);
    expect(await preview()).toMatchObject({ ok: true, audienceCount: 1, entersNow: 0 });
  });
});

describe('an event without a customer', () => {
  test('is refused where no journey waits for it, in a batch only itself', async () => {
    const { status, problem } = await server.send('POST', '/api/v1/events', {
      body: { id: 'r1', name: 'rate_cut' },
    });
    expect([status, problem?.problems.map(({ code, field }) => [code, field])]).toEqual([
      400,
      [['missing-field', 'profile']],
    ]);
    const events = [
      { id: 'r1', name: 'rate_cut' },
      { id: 'e1', name: 'rate_cut', profile: 'rich' },
    ];
    const { items } = await server.call('trackEvents', { body: { events } });
    expect(items.map(({ result }) => result)).toEqual(['refused', 'accepted']);
  });

  test('brings in every member once, and is a duplicate of nobody the second time', async () => {
    await launch({ on: 'business', event: 'rate_cut', condition: rich, reentry: { mode: 'afterExit' } });
    const body = { id: 'r1', name: 'rate_cut', properties: { points: 25 } };
    expect(await server.call('trackEvent', { body })).toEqual({ result: 'accepted' });
    expect(await server.call('trackEvent', { body })).toEqual({ result: 'duplicate' });
    await server.settle();
    const { items } = await server.call('listEnrollments', { query: {} });
    expect(items.map(({ profileId, entryEvent }) => [profileId, entryEvent])).toEqual([['rich', 'rate_cut']]);
    expect((await server.call('listDuplicates', { query: {} })).items).toEqual([
      { id: 'r1', at: '2026-03-02T09:00:00.000Z', profileId: null },
    ]);
  });
});

test('another definition of an audience brings in whom it newly holds', async () => {
  await server.engine.saveAudience('savers', 'Savers', { members: ['poor'] });
  await launch({ on: 'audience', audience: 'savers' });
  await server.engine.saveAudience('savers', 'Savers', { members: ['rich'] });
  await server.settle();
  const { items } = await server.call('listEnrollments', { query: {} });
  expect(items.map(({ profileId }) => profileId)).toEqual(['rich']);
});
