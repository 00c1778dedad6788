// Goal: over the API an experiment runs from its first customer to a decision and an audit, by the plan it was published with.
// Method: the app without threads on a virtual clock; customers, exposures and events come in as a program would send them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Analysis } from '../../shared/experiment/analysis.ts';
import type { ExperimentPlanInput } from '../../shared/experiment/plan.ts';
import { instantText } from '../../shared/time.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';
import { LETTER_ARMS, trialDocument } from './trialDocument.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.parse('2026-03-02T09:00:00Z');
const split = { id: 'offer', node: 'ab' };

const document = (plan: ExperimentPlanInput) =>
  trialDocument({
    id: 'offer',
    name: 'Offer',
    goals: [{ id: 'opened', event: 'account_opened', within: 'P7D' }],
    arms: LETTER_ARMS,
    plan,
  });

let server: TestServer;

async function publish(plan: ExperimentPlanInput): Promise<void> {
  await server.call('createJourney', { body: document(plan) });
  await server.call('publishJourney', { params: { id: 'offer' }, body: { revision: 1 } });
}

/** Customers of one arm, those before `converted` opening an account two days later; over fifteen days. */
async function feed(arm: string, units: number, converted: number): Promise<void> {
  const customers = Array.from({ length: units }, (_, n) => ({ n, atMs: START_MS + (n % 15) * DAY_MS }));
  for (let from = 0; from < units; from += 1_000) {
    const page = customers.slice(from, from + 1_000);
    const exposures = page.map(({ n, atMs }) => ({
      profile: `${arm}-${n}`,
      arm,
      exposedAt: instantText(atMs),
    }));
    await server.call('importExposures', { params: split, body: { exposures } });
    const events = page
      .filter(({ n }) => n < converted)
      .map(({ n, atMs }) => ({
        id: `${arm}-${n}-open`,
        profile: `${arm}-${n}`,
        name: 'account_opened',
        occurredAt: instantText(atMs + 2 * DAY_MS),
      }));
    if (events.length > 0) await server.call('trackEvents', { body: { events } });
  }
  await server.engine.settle();
}

const run = async () =>
  (await server.call('runAnalysis', { params: split, body: {} })) as {
    id: string;
    inputHash: string;
    verdict: string;
    analysis: Analysis;
  };

beforeEach(async () => {
  server = await openTestServer({ startMs: START_MS });
});
afterEach(() => server.close());

describe('an experiment', () => {
  test('is listed from its publication on, and analysed from its first customer', async () => {
    await publish({ hypothesis: 'A letter helps.' });
    const { items } = await server.call('listExperiments', {});
    expect(items).toMatchObject([
      { node: 'ab', hypothesis: 'A letter helps.', goal: 'opened', verdict: null, exposedCount: 0 },
    ]);
    const of = async (journey: string) =>
      (await server.call('listExperiments', { query: { journey } })).items;
    expect(await of('offer')).toEqual(items);
    expect(items[0]?.conclusion).toBe('wanted');
    expect(await of('other')).toEqual([]);
    expect((await run()).verdict).toBe('draft');
  });

  test.each([
    ['en', 'The split was published only at 2026'],
    ['zh-CN', '才发布'],
  ])('is not analysed as of before its publication, which is said in %s', async (language, words) => {
    await publish({});
    const answer = await server.send('POST', '/api/v1/journeys/offer/experiments/ab/runs', {
      body: { asOf: instantText(START_MS - DAY_MS) },
      headers: { 'accept-language': language },
    });
    expect([answer.status, answer.problem?.code]).toEqual([422, 'before-publication']);
    expect(answer.problem?.problems[0]).toMatchObject({ field: 'asOf' });
    expect(answer.text).toContain(words);
  });

  test('says what its counts say, and the same data again are the same run', async () => {
    await publish({ plannedCustomers: 4_000 });
    server.clock.moveTo(START_MS + 40 * DAY_MS);
    await feed('control', 2_000, 100);
    await feed('letter', 2_000, 200);
    const first = await run();
    expect(first.analysis.primary?.arms).toMatchObject([
      { arm: 'control', units: 2_000, conversions: 100, rate: { estimate: 0.05 } },
      { arm: 'letter', units: 2_000, conversions: 200, rate: { estimate: 0.1 } },
    ]);
    expect(first.verdict).toBe('winner');
    expect((await run()).id).toBe(first.id);
    const { items } = await server.call('listRuns', { params: split });
    expect(items).toHaveLength(1);
  });

  test('has the holidays of the workspace on its line of time', async () => {
    await publish({});
    const holidays = ['2026-03-04', '2026-03-05', '2026-12-25'];
    await server.call('putSettings', { body: { ...(await server.call('getSettings', {})), holidays } });
    server.clock.moveTo(START_MS + 40 * DAY_MS);
    await feed('control', 20, 1);
    const { analysis } = await run();
    expect(analysis.overTime.markers.filter(({ type }) => type === 'holiday')).toEqual([
      { at: '2026-03-04T00:00:00.000Z', type: 'holiday', version: null },
    ]);
  });

  test('is looked at where an effect is shown: a page of checks and progress counts none', async () => {
    await publish({});
    const looks = () => server.engine.reports.lookCount({ journeyId: 'offer', node: 'ab' });
    const health = await server.call('runAnalysis', { params: split, body: { look: false } });
    expect(await looks()).toBe(0);
    expect((await run()).id).toBe(health.id);
    expect(await looks()).toBe(1);
    await server.call('runAnalysis', { params: split, body: { look: false } });
    expect(await looks()).toBe(1);
  });

  test('can be computed again to the same bytes, and taken away as a table and as a file', async () => {
    await publish({});
    server.clock.moveTo(START_MS + 40 * DAY_MS);
    await feed('control', 200, 10);
    await feed('letter', 200, 20);
    const { id, inputHash } = await run();
    expect(await server.call('replayRun', { params: { run: id } })).toMatchObject({ isSame: true });
    expect(await server.call('getRunInput', { params: { run: id } })).toMatchObject({
      inputHash,
      input: { salt: 'offer', node: 'ab' },
    });
    const response = await server.app.request(`/api/v1/runs/${id}/table`, {
      headers: { host: '127.0.0.1:4400' },
    });
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines[0]).toContain('metric,measure,window,arm,epoch');
    expect(lines).toHaveLength(1 + 2 * 16);
    const day = /filename="[a-z-]+_ab_\d{4}-\d\d-\d\d\.csv"; filename\*=UTF-8''.+_ab_\d{4}-\d\d-\d\d\.csv$/;
    expect(response.headers.get('content-disposition')).toMatch(day);
    const whole = await server.send('GET', `/api/v1/runs/${id}`);
    expect(whole.headers.get('content-disposition')).toMatch(/^inline; filename="[a-z-]+_ab_.*\.json"/);
  });

  test('is decided by its rule, which publishes the shares it comes to, and is then in the portfolio', async () => {
    await publish({ plannedCustomers: 4_000 });
    server.clock.moveTo(START_MS + 40 * DAY_MS);
    await feed('control', 2_000, 100);
    await feed('letter', 2_000, 200);
    const { id } = await run();
    const decision = await server.call('decide', {
      params: split,
      body: { run: id, decision: 'rollOut', arm: 'letter', decidedBy: 'Ana' },
    });
    expect(decision).toMatchObject({ byRule: true, version: 2, isVerified: false });
    expect(await server.call('listDecisions', { params: split })).toMatchObject({ items: [decision] });
    expect(await server.call('getPortfolio', {})).toMatchObject({ concludedCount: 1, wonCount: 1 });
    const after = await run();
    expect(after.analysis.arms).toMatchObject([{ sharePercent: 0 }, { sharePercent: 100 }]);
    expect(after.analysis.overTime.markers.map(({ type }) => type)).toContain('decided');
  });

  test('cannot be decided against its rule without a reason and a second person', async () => {
    await publish({});
    const { id } = await run();
    const body = { run: id, decision: 'rollOut' as const, arm: 'letter', decidedBy: 'Ana' };
    await expect(server.call('decide', { params: split, body })).rejects.toThrow('422');
    const seconded = { ...body, reason: 'A promise was made.', approvedBy: 'Bo' };
    expect(await server.call('decide', { params: split, body: seconded })).toMatchObject({ byRule: false });
  });

  test('a look despite a failed check is written down', async () => {
    await publish({});
    const { id } = await run();
    await server.call('recordLook', { params: { run: id }, body: { actor: 'Ana' } });
    expect(await server.engine.reports.lookCount({ journeyId: 'offer', node: 'ab' })).toBe(2);
  });

  test.each([
    ['of an unknown split', { id: 'offer', node: 'nowhere' }, {}, '404'],
    ['in the future', split, { asOf: '2030-01-01T00:00:00Z' }, '422'],
    ['before its publication', split, { asOf: '2020-01-01T00:00:00Z' }, '422'],
  ])('an analysis %s is refused', async (_case, params, body, status) => {
    await publish({});
    await expect(server.call('runAnalysis', { params, body })).rejects.toThrow(status);
  });
});
