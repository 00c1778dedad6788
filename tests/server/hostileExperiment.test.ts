// Goal: whatever names, values, doubles and times come in, an experiment's figures stay right, its files stay data, and a decision is made once and whole.
// Method: a real server on SQLite over HTTP: hostile strings, customers seen again and again, events out of time, two analysts at once, a feed that never rests, the process killed while it decides.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantText } from '../../shared/time.ts';
import { analysisOf, DAY_MS, feedTrial, type Trial, type TrialCustomer } from './feedTrial.ts';
import { hostileNames, hostileTrial } from './hostileTrial.ts';
import { type ServerProcess, startServerProcess } from './startServer.ts';

const startMs = Date.now() - 40 * DAY_MS;
const folder = mkdtempSync(join(tmpdir(), 'throughline-hostile-'));
let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess(folder);
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const equalArms = [
  { id: 'control', share: 50, control: true },
  { id: 'treatment', share: 50 },
];

/** Customers of two arms over sixteen days, of whom every so manieth converts. */
function twoArms(id: string, units: number, every: { control: number; treatment: number }): Trial {
  const customers = (['control', 'treatment'] as const).flatMap((arm) =>
    Array.from(
      { length: units },
      (_, n): TrialCustomer => ({
        id: `${id}-${arm}-${n}`,
        arm,
        exposedAtMs: startMs + (n % 16) * DAY_MS,
        events: n % every[arm] === 0 ? [{ name: 'opened', afterDays: 2 }] : [],
      }),
    ),
  );
  const goals = [{ id: 'opened', event: 'opened', within: 'P7D' }];
  return { id, goals, arms: equalArms, plan: { plannedCustomers: 2 * units }, customers };
}

/** Rows of a CSV file, quotes undone. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows;
}

describe('hostile names and values', () => {
  const trial = hostileTrial(startMs);

  test('come back as they went in, each its own', async () => {
    await feedTrial(server, trial);
    const { arms: found, segments, primary } = await analysisOf(server, trial);
    expect(found.map(({ name }) => name)).toEqual(hostileNames);
    expect(new Set(segments[0]?.values.map(({ value }) => value))).toEqual(new Set(hostileNames));
    expect(primary?.arms.map(({ units }) => units)).toEqual(hostileNames.map(() => 30));
  });

  test('never make a formula in the table taken away, where numbers below 0 stay numbers', async () => {
    const params = { id: 'hostile', node: 'ab' };
    const { id } = await server.call('runAnalysis', { params, body: {} });
    const text = await (await fetch(`${server.url}/api/v1/runs/${id}/table`)).text();
    const [header = [], ...rows] = cellsOf(text.replace('\ufeff', '').trim());
    const mean = header.indexOf('mean_value_raw');
    expect(rows.length).toBeGreaterThanOrEqual(10 * 16);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      // a number, or a text that no spreadsheet computes
      for (const cell of row) expect(cell).toMatch(/^(-?[\d.]+(e-?\d+)?$|(?![=+@\t\r-]))/);
      expect(Number(row[mean])).not.toBeNaN();
    }
    expect(rows.some((row) => Number(row[mean]) < 0)).toBe(true);
  });

  test('and more arms than ten are refused, with where', async () => {
    const twenty = Array.from({ length: 20 }, (_, n) => ({ id: `arm${n}`, share: 5, control: n === 0 }));
    await server.call('createJourney', {
      body: {
        format: 1,
        id: 'twenty',
        name: 'Twenty',
        goals: trial.goals,
        nodes: {
          start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'ab' } },
          ab: { kind: 'split', settings: { salt: 's', arms: twenty }, next: {} },
        },
      },
    });
    const publish = server.call('publishJourney', { params: { id: 'twenty' }, body: { revision: 1 } });
    await expect(publish).rejects.toThrow(/422.*"nodeId":"ab"/s);
  });
});

test('a customer exposed two thousand times counts once, and one seen in a second arm not at all', async () => {
  const trial = twoArms('again', 100, { control: 10, treatment: 10 });
  await feedTrial(server, trial);
  const params = { id: 'again', node: 'ab' };
  const [one = trial.customers[0], other] = trial.customers.slice(0, 2);
  if (!one || !other) throw new Error('two customers');
  for (let from = 0; from < 2_000; from += 1_000) {
    const exposures = Array.from({ length: 1_000 }, (_, n) => ({
      profile: one.id,
      arm: one.arm,
      exposedAt: instantText(one.exposedAtMs + 1_000 * (from + n + 1)),
    }));
    await server.call('importExposures', { params, body: { exposures } });
  }
  const strayed = { profile: other.id, arm: 'treatment', exposedAt: instantText(other.exposedAtMs + DAY_MS) };
  await server.call('importExposures', { params, body: { exposures: [strayed, strayed] } });
  const { primary, checks, arms } = await analysisOf(server, trial);
  expect(arms.map(({ exposed }) => exposed)).toEqual([99, 100]);
  expect(primary?.arms).toMatchObject([
    { units: 99, conversions: 10 },
    { units: 100, conversions: 10 },
  ]);
  const contamination = checks.find(({ id }) => id === 'contamination');
  expect(contamination).toMatchObject({ state: 'warning', value: 1 / 200 });
});

test('only what was done within the window after the exposure converts', async () => {
  const offsets: readonly [string, number][] = [
    ['before', -1 / 86_400],
    ['at', 0],
    ['last', 7 - 1 / 86_400],
    ['after', 7],
    ['future', 400],
  ];
  const trial: Trial = {
    ...twoArms('times', 0, { control: 1, treatment: 1 }),
    plan: {},
    customers: offsets.flatMap(([name, afterDays]) =>
      ['control', 'treatment'].map((arm) => ({
        id: `times-${arm}-${name}`,
        arm,
        exposedAtMs: startMs,
        events: [{ name: 'opened', afterDays }],
      })),
    ),
  };
  await feedTrial(server, trial);
  // a customer of yesterday whose system's clock runs days ahead
  const ahead = { profile: 'times-ahead', arm: 'control', exposedAt: instantText(Date.now() - DAY_MS) };
  await server.call('importExposures', {
    params: { id: 'times', node: 'ab' },
    body: { exposures: [ahead] },
  });
  const event = { id: 'ahead', profile: ahead.profile, name: 'opened' };
  const occurredAt = instantText(Date.now() + 3 * DAY_MS);
  await server.call('trackEvents', { body: { events: [{ ...event, occurredAt }] } });
  const { primary, timeToConvert } = await analysisOf(server, trial);
  expect(primary?.arms).toMatchObject([
    { units: 5, conversions: 2 },
    { units: 5, conversions: 2 },
  ]);
  for (const { points } of timeToConvert[0]?.arms ?? []) {
    for (const { converted, atRisk } of points) {
      expect(converted).toBeLessThanOrEqual(2 / 5);
      expect(atRisk).toBeGreaterThanOrEqual(0);
    }
  }
});

const rollOut = { decision: 'rollOut' as const, arm: 'treatment' };

test('of two analysts who decide at once one is told that it is decided', async () => {
  const trial = twoArms('atOnce', 2_000, { control: 20, treatment: 10 });
  await feedTrial(server, trial);
  await analysisOf(server, trial);
  const params = { id: 'atOnce', node: 'ab' };
  const { id: run, verdict } = await server.call('runAnalysis', { params, body: {} });
  expect(verdict).toBe('winner');
  const answers = await Promise.allSettled([
    server.call('decide', { params, body: { run, ...rollOut, decidedBy: 'Ana' } }),
    server.call('decide', { params, body: { run, ...rollOut, decidedBy: 'Bo' } }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = answers.find((answer) => answer.status === 'rejected');
  expect(String(refused?.reason)).toContain('run-decided');
  const { items } = await server.call('listDecisions', { params });
  expect(items).toHaveLength(1);
  expect(items[0]?.version).toBe(2);
});

test('analyses during a feed of a thousand inputs a second are whole, and can be computed again', async () => {
  const trial = { ...twoArms('feed', 0, { control: 1, treatment: 1 }), plan: {} };
  await feedTrial(server, trial);
  const params = { id: 'feed', node: 'ab' };
  let fedCount = 0;
  let isFeeding = true;
  const feed = async () => {
    for (let page = 0; isFeeding; page++) {
      const ids = Array.from({ length: 200 }, (_, n) => page * 200 + n);
      const exposures = ids.map((n) => ({
        profile: `feed-${n}`,
        arm: n % 2 === 0 ? 'control' : 'treatment',
        exposedAt: instantText(startMs + (n % 16) * DAY_MS),
      }));
      await server.call('importExposures', { params, body: { exposures } });
      const events = ids.map((n) => ({
        id: `feed-${n}-opened`,
        profile: `feed-${n}`,
        name: 'opened',
        occurredAt: instantText(startMs + ((n % 16) + 1) * DAY_MS),
      }));
      await server.call('trackEvents', { body: { events } });
      fedCount += ids.length;
      await sleep(100);
    }
  };
  const feeding = feed();
  for (let looks = 0; looks < 20; looks++) {
    const fedBefore = fedCount;
    const { id, analysis } = await server.call('runAnalysis', { params, body: {} });
    const counted = analysis.primary?.arms ?? [];
    const waiting = analysis.checks.find((check) => check.id === 'freshness')?.details[0]?.observed;
    for (const { units, conversions } of counted) expect(conversions).toBeLessThanOrEqual(units);
    const conversions = counted.reduce((sum, arm) => sum + arm.conversions, 0);
    if (waiting === 0) expect(conversions).toBeGreaterThanOrEqual(fedBefore);
    expect(await server.call('replayRun', { params: { run: id } })).toMatchObject({ isSame: true });
  }
  isFeeding = false;
  await feeding;
}, 60_000);

test('killed while it decides, it has decided and published, or neither', async () => {
  for (const [index, waitMs] of [0, 8].entries()) {
    const trial = twoArms(`killed${index}`, 400, { control: 20, treatment: 4 });
    await feedTrial(server, trial);
    await analysisOf(server, trial);
    const params = { id: trial.id, node: 'ab' };
    const { id: run } = await server.call('runAnalysis', { params, body: {} });
    const asked = server
      .call('decide', { params, body: { run, ...rollOut, decidedBy: 'Ana' } })
      .catch(() => null);
    await sleep(waitMs);
    await server.kill();
    const answered = await asked;
    server = await startServerProcess(folder);
    const { items } = await server.call('listDecisions', { params });
    const { currentVersion } = await server.call('getJourney', { params: { id: trial.id } });
    expect([items.length, currentVersion], `killed after ${waitMs} ms`).toEqual(
      items.length === 1 ? [1, 2] : [0, 1],
    );
    if (answered) expect(items).toMatchObject([{ id: answered.id, version: 2 }]);
  }
}, 120_000);
