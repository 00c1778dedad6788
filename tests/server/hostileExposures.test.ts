// Goal: whatever is sent to the import and the withdrawal of exposures, the answer is taken, or a documented refusal that took nothing.
// Method: raw bodies over HTTP, each beside a sound row; after each refusal exposures, audit and inbox are what they were.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from './openTestServer.ts';

const DEEP = '['.repeat(70_000) + ']'.repeat(70_000);
const TEXTS = [
  '""',
  '" "',
  '"A"',
  '"holdout"',
  '"C"',
  '"\\ud800"',
  '"\\ude00x"',
  '"a\\u0000b"',
  '"a\\u001fb"',
  '"\\u202e"',
  '"/"',
  '"../../x"',
  '"\'; DROP TABLE exposure; --"',
  '"%"',
  '"__proto__"',
  '"constructor"',
  '"hasOwnProperty"',
  `"${'x'.repeat(200)}"`,
  `"${'x'.repeat(201)}"`,
  `"${'😀'.repeat(100)}"`,
  `"${'x'.repeat(100_000)}"`,
];
const INSTANTS = [
  '"0000-01-01T00:00:00+14:00"',
  '"0000-01-01T00:00:00Z"',
  '"1599-12-31T23:59:59Z"',
  '"1899-12-31T23:59:59.999Z"',
  '"1900-01-01T00:00:00Z"',
  '"1900-01-01T00:00:00+14:00"',
  '"1970-01-01T00:00:00Z"',
  '"2026-03-01T23:59:60Z"',
  '"2026-03-01T24:00:00Z"',
  '"2026-02-29T00:00:00Z"',
  '"2026-03-01T00:00:00.123456789-23:59"',
  '"2026-03-01"',
  '"2026-03-01T00:00:00"',
  '"9999-12-31T23:59:59Z"',
  '"-271821-04-20T00:00:00Z"',
  '"+275760-09-13T00:00:00Z"',
];
const OTHERS = [
  'null',
  'true',
  '0',
  '1',
  '-1',
  '1.5',
  '1e999',
  '9007199254740993',
  '[]',
  '{}',
  '["A"]',
  '{"__proto__":{"arm":"A"}}',
  `[${'"p",'.repeat(1_000)}"p"]`,
  `[${'1,'.repeat(50_000)}1]`,
  DEEP,
];
const VALUES = [...TEXTS, ...INSTANTS, ...OTHERS];
const SPLITS = ['ab', 'homes', '-'];

let server: TestServer;
let count = 0;
beforeAll(async () => {
  server = await openTestServer();
  const split = (salt: string, more = '') =>
    `{"kind":"split","settings":{"salt":"${salt}","arms":[{"id":"A","share":50},{"id":"B","share":50,"control":true}]${more}},"next":{}}`;
  const document =
    '{"format":1,"id":"offer","name":"Offer","holdout":{"share":0.5},"goals":[{"id":"bought","event":"bought"}],' +
    '"nodes":{"start":{"kind":"trigger","settings":{"on":"manual"},"next":{"next":"ab"}},' +
    `"ab":${split('s').replace('"next":{}', '"next":{"A":"homes"}')},"homes":${split('h', ',"unit":{"attribute":"home"}')}}}`;
  const made = await send('/journeys', document);
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  const published = await send('/journeys/offer/publish', '{"revision":1}');
  expect([published.status, published.text]).toEqual([200, expect.anything()]);
  await server.settle();
});
afterAll(() => server.close());

const send = (path: string, body: string, contentType = 'application/json') =>
  server.send('POST', `/api/v1${path}`, { body, headers: { 'content-type': contentType } });
const pathOf = (node: string, rest = '') => `/journeys/offer/experiments/${node}/exposures${rest}`;

/** All that a call could change: exposures, those of them withdrawn, customers, and lines of the audit. */
async function stateNow(): Promise<number[]> {
  await server.settle();
  const exposures = await server.engine.reports.exposures({ journeyId: 'offer' });
  const withdrawn = exposures.filter(({ withdrawnAtMs }) => withdrawnAtMs !== null);
  const lines = await server.engine.reports.deedsOf('offer');
  return [exposures.length, withdrawn.length, await server.engine.reports.profileCount(), lines.length];
}

async function expectAllOrNothing(path: string, body: string, says: string): Promise<number> {
  const before = await stateNow();
  const answer = await send(path, body);
  expect([200, 400, 404, 413, 422], says).toContain(answer.status);
  const after = await stateNow();
  if (answer.status !== 200) {
    expect(answer.problem, says).not.toBeNull();
    expect(after, says).toEqual(before);
  }
  expect(server.engine.setAsideCount, says).toBe(0);
  return answer.status;
}

describe.each(SPLITS)('into %s', (node) => {
  const arm = node === '-' ? 'holdout' : 'A';
  const row = (field = 'more', value = '1') => {
    const sound: { [name: string]: string } = {
      profile: `"p${count++}"`,
      arm: `"${arm}"`,
      exposedAt: '"2026-01-01T00:00:00Z"',
    };
    const fields = Object.entries(field === 'more' && value === '1' ? sound : { ...sound, [field]: value });
    return `{${fields.map(([name, one]) => `"${name}":${one}`).join(',')}}`;
  };

  test('a row of anything is taken, or refuses the sound one beside it', async () => {
    const statuses = new Map<string, Set<number>>();
    for (const field of ['profile', 'arm', 'exposedAt', 'epoch', 'unit', 'eligible', 'other', '__proto__']) {
      for (const value of VALUES) {
        const body = `{"exposures":[${row()},${row(field, value)}]}`;
        const status = await expectAllOrNothing(pathOf(node), body, `${field}: ${value.slice(0, 60)}`);
        statuses.set(field, (statuses.get(field) ?? new Set<number>()).add(status));
      }
    }
    const refusedOnly = [...statuses].filter(([, found]) => !found.has(200)).map(([field]) => field);
    expect(refusedOnly.sort()).toEqual(['__proto__', 'other', ...(node === 'homes' ? [] : ['unit'])].sort());
  }, 60_000);

  test('bodies of any shape are taken or refused whole', async () => {
    const bodies = [
      ...VALUES,
      ...VALUES.map((value) => `{"exposures":${value}}`),
      ...VALUES.map((value) => `{"exposures":[${row()}],"batch":${value}}`),
      ...VALUES.map((value) => `{"exposures":[${row()}],"more":${value}}`),
      `{"exposures":[${row()}],"exposures":[]}`,
      `{"exposures":[${row().replace('"arm"', '"arm":"B","arm"')}]}`,
      `{"exposures":[${Array.from({ length: 1_001 }, () => row()).join(',')}]}`,
      '{"exposures":[',
      '',
    ];
    for (const body of bodies) await expectAllOrNothing(pathOf(node), body, body.slice(0, 80));
  }, 60_000);

  test('a withdrawal of anything is done, or changes nothing', async () => {
    const sound = { id: '"w"', profiles: '["p1"]', reason: '"wrong file"' };
    const bodies = ['id', 'batch', 'profiles', 'reason', 'actor', 'more', '__proto__'].flatMap((field) =>
      VALUES.map((value) => {
        const fields = Object.entries({ ...sound, id: `"w${count++}"`, [field]: value });
        return `{${fields.map(([name, one]) => `"${name}":${one}`).join(',')}}`;
      }),
    );
    for (const body of [
      ...bodies,
      '{}',
      '{"id":"w","reason":"x"}',
      '{"id":"w","reason":"x","profiles":[]}',
      '',
    ]) {
      await expectAllOrNothing(pathOf(node, '/withdrawals'), body, body.slice(0, 80));
    }
  }, 60_000);

  test('and the analysis after all that is whole', async () => {
    const run = await server.call('runAnalysis', { params: { id: 'offer', node }, body: {} });
    expect(run.analysis.arms.reduce((sum, { exposed }) => sum + exposed, 0)).toBeGreaterThan(50);
    const { isSame } = await server.call('replayRun', { params: { run: run.id } });
    expect(isSame).toBe(true);
    const { input } = await server.call('getRunInput', { params: { run: run.id } });
    const known = JSON.stringify(input);
    expect(known).not.toContain('"arm":""');
    expect(known.match(/"day":"(?!19|20)/)).toBeNull();
  });
});

describe('of paths', () => {
  test.each([
    '%00',
    '%ff',
    '..',
    '__proto__',
    'constructor',
    'a%2Fb',
    'x'.repeat(300),
    '%F0%9F%98%80',
    'none',
  ])('that name %s none is a split', async (name) => {
    for (const path of [`/journeys/${name}/experiments/ab/exposures`, pathOf(name)]) {
      for (const rest of ['', '/withdrawals']) {
        const body = rest
          ? '{"id":"w","reason":"x","profiles":["p1"]}'
          : '{"exposures":[{"profile":"p","arm":"A","exposedAt":"2026-01-01T00:00:00Z"}]}';
        const answer = await send(path + rest, body);
        expect([400, 404], path + rest).toContain(answer.status);
        expect(answer.problem, path + rest).not.toBeNull();
      }
    }
  });
});
