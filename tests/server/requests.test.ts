// Goal: whatever is sent, the answer is one clear shape, nothing is half applied and nobody else can ask.
// Method: malformed, foreign, oversized and hostile requests against the app; logs are searched for customers' data.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BODY_MAX } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
const event = { id: 'e1', name: 'visited', profile: 'c1' };

const refusedBodies = [
  { says: 'text that is no JSON', body: '{"id":', status: 400, code: 'not-json' },
  { says: 'an empty body', body: '', status: 400, code: 'not-json' },
  {
    says: 'another content type',
    body: 'id=e1',
    type: 'application/x-www-form-urlencoded',
    status: 415,
    code: 'wrong-content-type',
  },
  {
    says: 'a form posing as text',
    body: JSON.stringify(event),
    type: 'text/plain',
    status: 415,
    code: 'wrong-content-type',
  },
  {
    says: 'an unknown field',
    body: JSON.stringify({ ...event, colour: 'red' }),
    status: 400,
    code: 'unknown-field',
  },
  {
    says: 'a missing field',
    body: JSON.stringify({ id: 'e1', name: 'visited' }),
    status: 400,
    code: 'missing-field',
  },
  {
    says: 'a field of a wrong type',
    body: JSON.stringify({ ...event, id: 7 }),
    status: 400,
    code: 'wrong-type',
  },
  { says: 'a list instead of an object', body: '[]', status: 400, code: 'wrong-type' },
  {
    says: 'a reserved property name',
    body: JSON.stringify({ ...event, properties: { $set: 1 } }),
    status: 400,
    code: 'wrong-property',
  },
  {
    says: 'a name that reaches a prototype, however deep',
    body: '{"id":"e1","name":"visited","profile":"c1","properties":{"deep":[{"__proto__":{"x":1}}]}}',
    status: 400,
    code: 'forbidden-name',
  },
  { says: 'nesting without end', body: `${'['.repeat(10_000)}`, status: 400, code: 'json-too-deep' },
  {
    says: 'more bytes than the limit',
    body: `"${'x'.repeat(BODY_MAX.small)}"`,
    status: 413,
    code: 'too-large',
  },
];

describe('a body', () => {
  test.each(refusedBodies)(
    'with $says is refused as $code',
    async ({ body, type = 'application/json', status, code }) => {
      const answer = await server.send('POST', '/api/v1/events', { body, headers: { 'content-type': type } });
      expect([answer.status, answer.problem?.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  test('that is not UTF-8 is refused', async () => {
    const bytes = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const answer = await server.app.request('/api/v1/events', {
      method: 'POST',
      body: bytes,
      headers: { ...json, host: 'localhost' },
    });
    expect(answer.status).toBe(400);
  });

  test('names its limit when it is larger', async () => {
    const body = JSON.stringify({ ...event, properties: { note: 'x'.repeat(BODY_MAX.small) } });
    const { problem } = await server.send('POST', '/api/v1/events', { body, headers: json });
    expect(problem?.detail).toBe('The request is larger than 64 KB.');
  });

  test('that reaches for a prototype changes nothing', async () => {
    const body = '{"id":"p1","profile":"c1","name":"visited","attributes":{"__proto__":{"isAdmin":true}}}';
    await server.send('POST', '/api/v1/events', { body, headers: json });
    await server.settle();
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('is refused with every problem at once, in the language asked for', async () => {
    const body = { id: 'e1', colour: 'red', size: 3 };
    const headers = { 'accept-language': 'fr, zh;q=0.9, en;q=0.8' };
    const { problem, headers: answered } = await server.send('POST', '/api/v1/events', { body, headers });
    expect(problem?.problems.map(({ code, field }) => [code, field])).toEqual([
      ['missing-field', 'name'],
      ['unknown-field', 'colour'],
      ['unknown-field', 'size'],
    ]);
    expect(problem?.problems[0]?.text).toBe('缺少必填项“name”。');
    expect(answered.get('content-language')).toBe('zh-CN');
  });
});

describe('a query', () => {
  const refused = [
    { path: '/profiles?limit=0', field: 'limit', code: 'too-small' },
    { path: '/profiles?limit=201', field: 'limit', code: 'too-big' },
    { path: '/profiles?sort=name', field: 'sort', code: 'unknown-field' },
    { path: '/profiles?cursor=nonsense', field: 'cursor', code: 'wrong-cursor' },
    { path: '/journeys?cursor=nonsense', field: 'cursor', code: 'wrong-cursor' },
    { path: '/journeys?state=flying', field: 'state', code: 'not-one-of' },
    { path: '/settings?verbose=1', field: 'verbose', code: 'unknown-field' },
    { path: '/journeys?limit=1&limit=2', field: 'limit', code: 'repeated-field' },
    { path: '/journeys/9lives', field: 'id', code: 'wrong-id' },
  ];
  test.each(refused)('$path is refused as $code', async ({ path, field, code }) => {
    const { status, problem } = await server.send('GET', `/api/v1${path}`);
    expect([status, problem?.problems[0]?.code, problem?.problems[0]?.field]).toEqual([400, code, field]);
  });

  test('pages through a list without losing or repeating', async () => {
    const profiles = Array.from({ length: 25 }, (_, index) => ({
      id: `page-${String(index).padStart(2, '0')}`,
    }));
    await server.call('putProfiles', { body: { profiles } });
    await server.settle();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 10, search: 'page-', ...(cursor === undefined ? {} : { cursor }) };
      const page = await server.call('listProfiles', { query });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(profiles.map(({ id }) => id));
  });
});

describe('a foreign page', () => {
  const post = (headers: Record<string, string>) =>
    server.send('POST', '/api/v1/events', { body: { ...event, id: 'foreign' }, headers });

  const refused = [
    { says: 'its origin', headers: { origin: 'https://evil.example' }, status: 403, code: 'foreign-origin' },
    { says: 'an opaque origin', headers: { origin: 'null' }, status: 403, code: 'foreign-origin' },
    {
      says: 'another port of this machine',
      headers: { origin: 'http://127.0.0.1:9999' },
      status: 403,
      code: 'foreign-origin',
    },
    {
      says: 'a cross-site fetch',
      headers: { 'sec-fetch-site': 'cross-site' },
      status: 403,
      code: 'foreign-origin',
    },
    {
      says: 'a same-site fetch',
      headers: { 'sec-fetch-site': 'same-site' },
      status: 403,
      code: 'foreign-origin',
    },
    {
      says: 'a name of its own for this address',
      headers: { host: 'evil.example' },
      status: 421,
      code: 'foreign-host',
    },
  ];
  test.each(refused)('is refused by $says', async ({ headers, status, code }) => {
    const answer = await post(headers);
    expect([answer.status, answer.problem?.code]).toEqual([status, code]);
  });

  test('cannot end a journey with a form that has no body', async () => {
    const answer = await server.send('POST', '/api/v1/journeys/any/stop', {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
  });

  test('is told nothing about other origins', async () => {
    const answer = await server.send('GET', '/api/v1/settings', {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  test.each([
    { says: 'this page', headers: { origin: 'http://127.0.0.1:4400', 'sec-fetch-site': 'same-origin' } },
    { says: 'a program', headers: {} },
    {
      says: 'a page by the name localhost',
      headers: { host: 'localhost:4400', origin: 'http://localhost:4400' },
    },
  ])('while $says is served', async ({ headers }) => {
    expect((await post(headers)).status).toBe(202);
  });
});

describe('every answer', () => {
  test.each(['/api/v1/settings', '/api/v1/none', '/api/docs', '/', '/api/v1/journeys/none'])(
    '%s carries the security headers',
    async (path) => {
      const { headers } = await server.send('GET', path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  test('to a path that is none is a problem too', async () => {
    const { status, problem } = await server.send('GET', '/api/v1/nothing/here');
    expect([status, problem?.code]).toEqual([404, 'no-such-address']);
  });
});

describe('a path of the API', () => {
  test('answers another method with the methods it has', async () => {
    const { status, problem, headers } = await server.send('DELETE', '/api/v1/settings');
    expect([status, problem?.code, headers.get('allow')]).toEqual([405, 'wrong-method', 'HEAD, GET, PUT']);
  });
});

describe('a fault of ours', () => {
  test('is answered with a reference and without its words', async () => {
    const broken = await openTestServer();
    broken.engine.track = () => Promise.reject(new Error('secret of 张三'));
    const { status, text, problem } = await broken.send('POST', '/api/v1/events', { body: event });
    expect([status, problem?.code]).toEqual([500, 'internal']);
    const reference = problem?.problems[0]?.params?.reference;
    expect(text).not.toContain('张三');
    expect(broken.logged.join('')).toContain(reference);
    expect(broken.logged.join('')).not.toContain('张三');
    await broken.close();
  });
});

describe('logs', () => {
  test('hold nothing about customers', async () => {
    const canary = 'canary-8231';
    const profile = {
      id: canary,
      attributes: { name: canary },
      addresses: { push: canary, email: `${canary}@example.com` },
    };
    await server.call('putProfiles', { body: { profiles: [profile] } });
    await server.call('trackEvent', {
      body: { ...event, id: canary, profile: canary, properties: { note: canary } },
    });
    await server.settle();
    await server.call('getProfile', { params: { id: canary } });
    await server.call('listProfiles', { query: { search: canary } });
    await server.send('PUT', `/api/v1/profiles/${canary}`, {
      body: { attributes: { event: canary }, [canary]: 1 },
    });
    expect(server.logged.length).toBeGreaterThan(5);
    expect(server.logged.join('')).not.toContain(canary);
  });
});

test('the table of endpoints is bound as a whole', async () => {
  for (const [name, { method, path }] of Object.entries(endpoints)) {
    const filled = path.replace(/\{\w+\}/g, 'x1');
    const { problem } = await server.send(method, `/api/v1${filled}`, { headers: json });
    expect(problem?.code, name).not.toBe('no-such-address');
  }
});
