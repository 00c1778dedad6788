// Goal: whatever is sent about traffic, layers and arms taken away, the answer is a documented refusal, and nothing half done stays.
// Method: raw bodies over HTTP to drafts, publishes and imports of one journey; the journey beside it is the same before and after.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from './openTestServer.ts';

const DEEP = '['.repeat(70_000) + ']'.repeat(70_000);
const NESTED = `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`;
const VALUES = [
  '1e999',
  '-1e999',
  '-0',
  '0',
  '0.005',
  '0.011',
  '100.01',
  '1e-400',
  '9007199254740993',
  'null',
  'true',
  '""',
  '"50"',
  '[]',
  '{}',
  '[50]',
  '"\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '"constructor"',
  `"${'x'.repeat(5_000)}"`,
  NESTED,
  DEEP,
  '{"share":50,"share":1e999}',
  '{"__proto__":{"share":50}}',
  '{"share":50,"layer":"cards","salt":"mine"}',
  `[${'1,'.repeat(50_000)}1]`,
];

let server: TestServer;
const documentWith = (traffic: string, more = '') =>
  `{"format":1,"id":"offer","name":"Offer","goals":[{"id":"bought","event":"bought"}],"nodes":{"start":{"kind":"trigger","settings":{"on":"manual"},"next":{"next":"ab"}},` +
  `"ab":{"kind":"split","settings":{"salt":"s","arms":[{"id":"A","share":50},{"id":"B","share":50,"control":true}],"traffic":${traffic}${more}},"next":{}}}}`;

const send = (method: string, path: string, body: string, headers: Record<string, string> = {}) =>
  server.send(method, `/api/v1${path}`, {
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const revision = async () => (await server.call('getJourney', { params: { id: 'offer' } })).revision;
const publish = async (more = '') =>
  send('POST', '/journeys/offer/publish', `{"revision":${await revision()}${more}}`);
const put = async (document: string) =>
  send('PUT', '/journeys/offer/draft', document, { 'if-match': `"${await revision()}"` });

beforeAll(async () => {
  server = await openTestServer();
  const made = await send('POST', '/journeys', documentWith('{"share":40,"layer":"cards"}'));
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  expect((await publish()).status).toBe(200);
  await server.settle();
});
afterAll(() => server.close());

const layers = async () => (await server.call('listLayers', {})).items;
const forms = (...patterns: string[]) =>
  VALUES.flatMap((value) => patterns.map((pattern) => pattern.replace('X', value)));

test('a draft is refused, or kept as it is and not published', async () => {
  const before = await layers();
  for (const traffic of forms('X', '{"share":X}', '{"share":50,"layer":X}')) {
    if (traffic === '{}') continue; // everybody: a sound split
    const saved = await put(documentWith(traffic));
    expect([200, 400, 413, 422], traffic.slice(0, 80)).toContain(saved.status);
    if (saved.status !== 200) continue;
    const shown = await send('POST', '/journeys/offer/publish-preview', '{}');
    expect([200, 422], traffic.slice(0, 80)).toContain(shown.status);
    expect((await publish()).status, traffic.slice(0, 80)).toBe(422);
  }
  expect(await layers()).toEqual(before);
});

test('what is said of arms taken away is refused where none of it is true', async () => {
  const patterns = [
    'X',
    '{"ab":X}',
    '{"ab":{"A":X}}',
    '{"ab":{"__proto__":X}}',
    '{"__proto__":{"A":X}}',
    '{"zz":{"A":null}}',
  ];
  for (const removed of forms(...patterns)) {
    if (removed === '{}' || removed === '{"ab":{}}') continue; // says nothing
    const saved = await put(documentWith('{"share":40,"layer":"cards"}').replace('"Offer"', '"Other"'));
    expect(saved.status).toBe(200);
    for (const path of ['publish', 'publish-preview']) {
      const plan = path === 'publish' ? `"revision":${await revision()},` : '';
      const answer = await send('POST', `/journeys/offer/${path}`, `{${plan}"removedArms":${removed}}`);
      const expected = path === 'publish' ? [400, 413, 422] : [200, 400, 413, 422];
      expect(expected, `${path} ${removed.slice(0, 80)}`).toContain(answer.status);
    }
  }
});

test('of an arm that customers met, only what says where they go is published', async () => {
  for (let index = 0; index < 20; index++) {
    await server.engine.enrol({ profile: `p${index}`, journey: 'offer' });
  }
  await server.settle();
  const arms = new Set((await server.engine.reports.exposures({ journeyId: 'offer' })).map(({ arm }) => arm));
  expect(arms.size).toBeGreaterThan(0);
  const [met = ''] = arms;
  const kept = met === 'A' ? 'B' : 'A';
  const draft = documentWith('{"share":40,"layer":"cards"}').replace(`"id":"${met}"`, '"id":"C"');
  expect((await put(draft)).status).toBe(200);
  const codeOf = async (more: string) => (await publish(more)).problem?.code;
  expect(await codeOf('')).toBe('removed-arm-undecided');
  expect(await codeOf(`,"removedArms":{"ab":{"${met}":"nobody"}}`)).toBe('unknown-arm');
  expect(await codeOf(`,"removedArms":{"ab":{"${met}":"${met}"}}`)).toBe('unknown-arm');
  expect(await codeOf(`,"removedArms":{"ab":{"${met}":null,"${kept}":null}}`)).toBe('arm-not-removed');
  expect(await codeOf(`,"removedArms":{"ab":{"${met}":"${kept}"}}`)).toBeUndefined();
});

test('exposures are taken or refused, and nobody is set aside', async () => {
  const exposure = (field: string) => {
    const sound = { profile: '"p"', arm: '"B"', exposedAt: '"2026-01-01T00:00:00Z"', [field]: 'X' };
    return `[{${Object.entries(sound)
      .map(([name, value]) => `"${name}":${value}`)
      .join(',')}}]`;
  };
  const fields = ['profile', 'arm', 'exposedAt', 'epoch', 'eligible', 'more'];
  for (const exposures of forms('X', '[X]', ...fields.map(exposure))) {
    const answer = await send(
      'POST',
      '/journeys/offer/experiments/ab/exposures',
      `{"exposures":${exposures}}`,
    );
    expect([200, 400, 413, 422], exposures.slice(0, 120)).toContain(answer.status);
  }
  await server.settle();
  expect(server.engine.setAsideCount).toBe(0);
});
