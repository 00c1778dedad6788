// Goal: a split that draws for households goes over the API from its document to a run that can be replayed and downloaded.
// Method: the app on the memory store; members come by themselves or are imported, and every answer is held to its contract.
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const DAY = 86_400_000;
const HOUSEHOLDS = 60;

function split(unit: { attribute: string } | undefined): JourneyDraft {
  return {
    format: 1,
    id: 'offer',
    name: 'Offer',
    goals: [{ id: 'bought', event: 'purchase', within: 'P7D', exit: false }],
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'visited' }, next: { next: 'ab' } },
      ab: {
        kind: 'split',
        settings: {
          salt: 'by-household',
          arms: [
            { id: 'A', share: 50 },
            { id: 'B', share: 50, control: true },
          ],
          ...(unit && { unit }),
        },
        next: { A: 'end', B: 'end' },
      },
      end: { kind: 'exit', settings: {}, next: {} },
    },
  };
}

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
  await server.call('createJourney', { body: split({ attribute: 'home' }) });
  await server.call('publishJourney', { params: { id: 'offer' }, body: { revision: 1 } });
  await server.settle();
  for (let house = 0; house < HOUSEHOLDS; house++) {
    for (let member = 0; member < 1 + (house % 3); member++) {
      const id = `h${house}-${member}`;
      await server.call('putProfile', { params: { id }, body: { attributes: { home: `home ${house}` } } });
      await server.engine.track([{ id: `v-${id}`, profile: id, name: 'visited', properties: {} }]);
      // whole households buy
      if (house % 4 === 0)
        await server.engine.track([{ id: `p-${id}`, profile: id, name: 'purchase', properties: {} }]);
    }
  }
  await server.settle();
  server.clock.moveTo(server.clock.nowMs() + 8 * DAY);
  await server.settle();
});
afterAll(() => server.close());

const CUSTOMERS = Array.from({ length: HOUSEHOLDS }, (_, house) => 1 + (house % 3)).reduce((a, b) => a + b);
const params = { id: 'offer', node: 'ab' };

describe('a split for households', () => {
  test('is analysed by household, and the run computes to the same bytes again', async () => {
    const run = await server.call('runAnalysis', { params, body: {} });
    const { unit, primary, arms, methods } = run.analysis;
    expect(unit).toMatchObject({ attribute: 'home', exposed: { units: HOUSEHOLDS, customers: CUSTOMERS } });
    expect(arms.reduce((sum, { customers = 0 }) => sum + customers, 0)).toBe(CUSTOMERS);
    expect(primary?.arms.reduce((sum, { units }) => sum + units, 0)).toBe(HOUSEHOLDS);
    expect(methods).toContainEqual({ figure: 'difference', method: 'ratio' });
    expect(run.analysis.checks.find(({ id }) => id === 'contamination')?.state).toBe('ok');
    const replay = await server.call('replayRun', { params: { run: run.id } });
    expect(replay).toMatchObject({ isSame: true });
    const table = await server.send('GET', `/api/v1/runs/${run.id}/table`);
    const all: Record<string, string>[] = parse(table.text, { columns: true, bom: true });
    const rows = all.filter(({ part }) => part === '');
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect([sum('exposed'), sum('exposed_customers')]).toEqual([HOUSEHOLDS, CUSTOMERS]);
    for (const [index, { arm, mature = '0', mean_customers: mean = '0' }] of rows.entries()) {
      const figures = primary?.arms.find((one) => one.arm === arm);
      expect(Math.round(Number(mature) * Number(mean)), String(index)).toBe(figures?.customers);
    }
    // a figure of each customer, whatever the unit
    const { splits } = await server.call('getResults', { params: { id: 'offer' } });
    expect(splits[0]?.arms.reduce((total, { mature }) => total + mature, 0)).toBe(CUSTOMERS);
  });

  test('stands in the list and the portfolio like any other', async () => {
    const { items } = await server.call('listExperiments', {});
    expect(items).toMatchObject([{ node: 'ab', exposedCount: HOUSEHOLDS, matureCount: HOUSEHOLDS }]);
    expect(await server.call('getPortfolio', {})).toMatchObject({ startedCount: 1 });
  });

  test('takes exposures with the household another system drew for', async () => {
    const exposedAt = new Date(server.clock.nowMs()).toISOString();
    const exposures = [
      { profile: 'x1', arm: 'A', exposedAt, unit: 'theirs' },
      { profile: 'x2', arm: 'A', exposedAt, unit: 'theirs' },
      { profile: 'h1-0x', arm: 'A', exposedAt },
    ];
    const path = '/api/v1/journeys/offer/experiments/ab/exposures';
    const answer = await server.send('POST', path, { body: { exposures } });
    expect(JSON.parse(answer.text)).toMatchObject({ accepted: 3, duplicates: 0 });
    await server.settle();
    const run = await server.call('runAnalysis', { params, body: {} });
    expect(run.analysis.unit?.exposed).toEqual({ units: HOUSEHOLDS + 2, customers: CUSTOMERS + 3 });
  });

  test('cannot become one of single customers: the preview and the publish say so', async () => {
    const { revision } = await server.call('getJourney', { params: { id: 'offer' } });
    await server.call('saveDraft', { params: { id: 'offer' }, ifMatch: revision, body: split(undefined) });
    const preview = await server.call('previewPublish', { params: { id: 'offer' } });
    expect(preview.ok).toBe(false);
    expect(preview.problems.map(({ code }) => code)).toContain('unit-changed');
    expect(preview.experiments[0]?.changes).toContainEqual({ what: 'unit', means: 'newExperiment' });
    const answer = await server.send('POST', '/api/v1/journeys/offer/publish', {
      body: { revision: revision + 1 },
    });
    expect(answer.status).toBe(422);
    expect(answer.problem?.problems).toMatchObject([
      {
        code: 'unit-changed',
        nodeId: 'ab',
        field: 'unit',
        fix: { path: ['nodes', 'ab', 'settings', 'salt'] },
      },
    ]);
  });
});

test('the history of a goal says how alike the customers of households are, once there are enough of them', async () => {
  const alone = await openTestServer();
  const asked = {
    event: 'purchase',
    within: 'P7D',
    trigger: null,
    value: 'amount',
    unit: { attribute: 'home' },
  };
  const call = (audience: { type: 'attribute'; attribute: string; op: 'exists' } | null) =>
    alone.call('goalHistory', { body: { ...asked, audience } });
  const members = Array.from({ length: 60 }, (_, n) => ({ id: `m${n}`, home: n >> 1 }));
  const few = [{ id: 'x', attributes: {} }];
  await alone.call('putProfiles', { body: { profiles: few } });
  await alone.settle();
  const nothing = { count: 1, size: 1, conversion: null, value: null };
  expect((await call(null)).households).toEqual(nothing);
  const profiles = members.map(({ id, home }) => ({ id, attributes: { home } }));
  await alone.call('putProfiles', { body: { profiles } });
  const occurredAt = new Date(alone.clock.nowMs() - DAY).toISOString();
  const events = members
    .filter(({ home }) => home % 3 === 0)
    .map(({ id }) => ({
      id: `p-${id}`,
      profile: id,
      name: 'purchase',
      properties: { amount: 5 },
      occurredAt,
    }));
  await alone.call('trackEvents', { body: { events } });
  await alone.settle();
  const { households } = await call({ type: 'attribute', attribute: 'home', op: 'exists' });
  // both of a household did the same
  const alike = { designEffect: expect.closeTo((2 * 30) / 29, 9), correlation: 1 };
  expect(households).toMatchObject({ count: 30, size: 2, conversion: alike });
  expect(households?.value?.designEffect).toBeGreaterThan(1.9);
  await alone.close();
});
