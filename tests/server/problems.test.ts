// Goal: a refusal says what is wrong, where, and what would be right, and never repeats what a customer's data was.
// Method: a table of wrong requests per family of routes; every answer is held against the one shape.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemDetails } from '../../server/http/problemResponse.ts';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { problem } from '../../shared/problem.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

let server: TestServer;

const journey: JourneyDraft = {
  format: 1,
  id: 'j',
  name: 'J',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'e' }, next: { next: 'end' } },
    end: { kind: 'exit', settings: {}, next: {} },
  },
};

beforeAll(async () => {
  server = await openTestServer();
  await server.call('createJourney', { body: journey });
});
afterAll(() => server.close());

/** What must never come back: stands in for a customer's data in the values below. */
const SECRET = 'canary-7719';

type Row = [path: string, body: unknown, status: number, problem: string, words: string];

const TYPES = 'all, any, not, attribute, event, eventSum, audience, journey, message, consent, bucket';
const OPS = '=, !=, >, >=, <, <=, between';

const families: { [family: string]: Row[] } = {
  profiles: [
    [
      'PUT /profiles/c1',
      { addresses: { sms: SECRET } },
      400,
      'wrong-phone /addresses/sms',
      'phone number: 3 to 15 digits',
    ],
    [
      'PUT /profiles/c1',
      { profile: { attributes: { age: 1 }, consent: { sms: true } } },
      400,
      'wrapped-body /profile',
      'not inside “profile”',
    ],
    ['PUT /profiles/c1', { attributs: { consent: true } }, 400, 'unknown-field /attributs', '“attributs”'],
    ['PUT /profiles/c1', { addresses: { email: SECRET } }, 400, 'wrong-email /addresses/email', 'one @'],
    [
      'PUT /profiles/c1',
      { addresses: { '86 138': SECRET } },
      400,
      'wrong-id /addresses/86 138',
      'start with a letter',
    ],
    ['PUT /profiles/c1', { addresses: [SECRET] }, 400, 'wrong-type /addresses', 'must be an object.'],
    [
      'PUT /profiles/c1',
      { attributes: { 'a b': SECRET } },
      400,
      'wrong-name /attributes/a b',
      'without spaces or dots',
    ],
    [
      'PUT /profiles/c1',
      { attributes: { event: SECRET } },
      400,
      'reserved-name /attributes/event',
      'mean something else',
    ],
    [
      'PUT /profiles/c1',
      { consent: { sms: SECRET } },
      400,
      'wrong-type /consent/sms',
      'must be true or false.',
    ],
    ['PUT /profiles/c1', { tags: SECRET }, 400, 'wrong-type /tags', 'must be a list.'],
    ['PUT /profiles/c1', { tags: [1] }, 400, 'wrong-type /tags/0', '“tags[0]” must be text.'],
    ['PUT /profiles/c1', { locale: SECRET }, 400, 'wrong-locale /locale', 'such as en or zh-CN'],
    [
      'PUT /profiles/c1',
      { 'a/b~c': SECRET },
      400,
      'unknown-field /a~1b~0c',
      'Remove it or correct its name.',
    ],
    ['PUT /profiles/c1', SECRET, 415, 'wrong-content-type', 'application/json'],
    ['PUT /profiles/c1', [SECRET], 400, 'wrong-type ', '“body” must be an object.'],
    ['POST /profiles/bulk', { profiles: [] }, 400, 'too-short /profiles', 'at least 1'],
    ['POST /profiles/bulk', {}, 400, 'missing-field /profiles', '“profiles” is required.'],
  ],
  events: [
    ['POST /events', {}, 400, 'missing-field /id', '“id” is required.'],
    ['POST /events', { id: 'e', name: 'n', profile: 7 }, 400, 'wrong-type /profile', 'must be text.'],
    [
      'POST /events',
      { id: 'e', name: 'a b', profile: SECRET },
      400,
      'wrong-name /name',
      'without spaces or dots',
    ],
    [
      'POST /events',
      { id: 'e', name: 'n', profile: `${SECRET}\n` },
      400,
      'wrong-text /profile',
      'control characters',
    ],
    [
      'POST /events',
      { id: 'e', name: 'n', profile: '\ud800' },
      400,
      'wrong-text /profile',
      'half a character',
    ],
    [
      'POST /events',
      { id: 'e', name: 'n', profile: 'c', occurredAt: SECRET },
      400,
      'wrong-time /occurredAt',
      '2026-03-01T09:30:00Z',
    ],
    [
      'POST /events',
      { id: 'e', name: 'n', profile: 'c', properties: { $a: SECRET } },
      400,
      'wrong-property /properties/$a',
      'begin with $',
    ],
    [
      'POST /events',
      '{"id":"e","name":"n","profile":"c","properties":{"a":1e999}}',
      400,
      'too-big /properties/a',
      'at most',
    ],
    ['POST /events', { id: 'e', name: 'n' }, 400, 'missing-field /profile', '“profile” is required.'],
    [
      'POST /events',
      { id: 'e', name: 'n', profile: 'c', colour: SECRET },
      400,
      'unknown-field /colour',
      '“colour”',
    ],
    [
      'POST /events/merge',
      { id: 'm', merge: { from: SECRET, into: SECRET } },
      400,
      'same-customer /merge/into',
      'another customer',
    ],
    ['POST /events/batch', { events: SECRET }, 400, 'wrong-type /events', 'must be a list.'],
  ],
  audiences: [
    ['POST /audiences/count', { definition: { type: 'flying' } }, 400, 'not-one-of /definition/type', TYPES],
    ['POST /audiences/count', { definition: {} }, 400, 'at-least-one-of /definition', 'members, type'],
    [
      'POST /audiences/count',
      { definition: { type: 'attribute', attribute: 'a', op: 'like' } },
      400,
      'not-one-of /definition/op',
      OPS,
    ],
    [
      'POST /audiences/count',
      { definition: { type: 'any', of: [{ type: 'x' }] } },
      400,
      'not-one-of /definition/of/0/type',
      TYPES,
    ],
    [
      'POST /audiences/count',
      { definition: { type: 'all', of: [{ attribute: 'a' }] } },
      400,
      'missing-choice /definition/of/0/type',
      TYPES,
    ],
    ['POST /audiences/count', { definition: 7 }, 400, 'wrong-type /definition', 'must be an object.'],
    [
      'POST /audiences/count',
      { definition: { type: 'event', event: 'e', within: SECRET } },
      400,
      'wrong-duration /definition/within',
      'P3D',
    ],
    [
      'POST /audiences/count',
      { definition: { type: 'attribute', attribute: 'a b', op: 'exists' } },
      400,
      'wrong-path /definition/attribute',
      'address.city',
    ],
    [
      'POST /audiences/count',
      { definition: { type: 'audience', audience: 'none', is: 'in' } },
      422,
      'unknown-audience /definition',
      '“none”',
    ],
    [
      'PUT /audiences/9',
      { name: 'x', definition: { members: [] } },
      400,
      'wrong-id id',
      'start with a letter',
    ],
    [
      'PUT /audiences/a',
      { definition: { members: [SECRET, ''] } },
      400,
      'missing-field /name',
      '“name” is required.',
    ],
  ],
  journeys: [
    ['POST /journeys', {}, 400, 'at-least-one-of ', 'from, format'],
    ['POST /journeys', { from: 'none' }, 404, 'not-found /from', 'journey or example'],
    ['POST /journeys', journey, 409, 'already-exists /id', 'Another journey has this id'],
    ['POST /journeys', { ...journey, format: 2 }, 400, 'not-one-of /format', 'must be one of: 1.'],
    [
      'POST /journeys',
      { ...journey, nodes: { a: {} } },
      400,
      'missing-field /nodes/a/kind',
      '“kind” is required.',
    ],
    ['POST /journeys', { ...journey, note: SECRET }, 400, 'unknown-field /note', '“note”'],
    ['POST /journeys', { document: journey }, 400, 'wrapped-body /document', 'not inside “document”'],
    [
      'POST /journeys',
      { id: 'k', state: 'draft', document: journey },
      400,
      'wrapped-body /document',
      'must be what “document” holds',
    ],
    ['POST /journeys', { document: {} }, 400, 'at-least-one-of ', 'from, format'],
    ['PUT /journeys/j/draft', journey, 428, 'missing-revision If-Match', 'If-Match: "1"'],
    ['PUT /journeys/none/draft', journey, 404, 'not-found', 'no journey with this id'],
    ['POST /journeys/j/publish', {}, 400, 'missing-field /revision', '“revision” is required.'],
    [
      'POST /journeys/j/publish',
      { revision: 9 },
      409,
      'draft-conflict',
      'began with revision 9, it is at 1 now',
    ],
    ['POST /journeys/j/publish', { revision: 1, policy: 'x' }, 400, 'not-one-of /policy', 'must be one of'],
    ['POST /journeys/j/pause', undefined, 409, 'transition-refused', 'Possible now: publish'],
    ['POST /journeys/j/enrollments', { profile: SECRET }, 409, 'transition-refused', 'draft'],
    ['GET /journeys?limit=x', undefined, 400, 'wrong-type limit', 'must be a number.'],
    ['GET /journeys?colour=red', undefined, 400, 'unknown-field colour', '“colour”'],
    ['GET /journeys?cursor=x', undefined, 400, 'wrong-cursor cursor', 'nextCursor'],
  ],
  experiments: [
    ['POST /journeys/j/experiments/start/runs', {}, 404, 'not-found', 'no split'],
    [
      'POST /journeys/j/experiments/start/runs',
      { asOf: SECRET },
      400,
      'wrong-time /asOf',
      '2026-03-01T09:30:00Z',
    ],
    [
      'POST /journeys/j/experiments/start/decisions',
      { decision: SECRET },
      400,
      'not-one-of /decision',
      'rollOut',
    ],
    [
      'POST /journeys/j/experiments/start/exposures',
      { exposures: [] },
      400,
      'too-short /exposures',
      'at least 1',
    ],
    ['POST /goal-history', {}, 400, 'missing-field /event', '“event” is required.'],
    ['GET /runs/none', undefined, 404, 'not-found', 'no run'],
  ],
  workspace: [
    ['PUT /settings', { timeZone: 'Mars/Base' }, 400, 'wrong-zone /timeZone', 'not a known time zone'],
    ['PUT /settings', { caps: [{ max: 1, per: 'year' }] }, 400, 'wrong-duration /caps/0/per', 'P3D'],
    ['PUT /settings', { quietHours: SECRET }, 400, 'wrong-type /quietHours', 'must be a list.'],
    ['PUT /providers/sms', { provider: 'pigeon' }, 422, 'not-one-of /provider', 'inbox'],
    [
      'PUT /providers/sms',
      { provider: 'inbox', settings: { a: SECRET } },
      422,
      'unknown-field /settings/a',
      '“a”',
    ],
    ['PUT /templates/t', { name: 'T' }, 400, 'missing-field /content', '“content” is required.'],
    [
      'PUT /templates/t',
      { name: 'T', content: { sms: { english: 'x' } } },
      400,
      'wrong-locale /content/sms/english',
      'such as en',
    ],
    [
      'POST /deliveries/none/receipts',
      { id: 'r', kind: 'read' },
      400,
      'not-one-of /kind',
      'delivered, opened',
    ],
    ['GET /deliveries?status=sent', undefined, 400, 'not-one-of status', 'planned, held'],
    ['POST /enrollments/retry', { journey: 'none' }, 404, 'not-found /journey', 'no journey'],
    ['GET /nothing', undefined, 404, 'no-such-address', '/api/docs'],
  ],
};

describe.each(Object.entries(families))('%s', (_family, rows) => {
  test.each(rows)('%s %j: %i %s', async (call, body, status, expected, words) => {
    const [method = '', path = ''] = call.split(' ');
    const answer = await server.send(method, `/api/v1${path}`, {
      body,
      ...(typeof body === 'string' && body !== SECRET
        ? { headers: { 'content-type': 'application/json' } }
        : {}),
    });
    expect(answer.status).toBe(status);
    const problems = answer.problem?.problems ?? [];
    const placed = problems.map(({ code, field, pointer }) => {
      const place = pointer ?? field;
      return place === undefined ? code : `${code} ${place}`;
    });
    expect(placed).toContain(expected);
    const found = problems[placed.indexOf(expected)];
    expect(found?.text).toContain(words);
    expect(answer.text).not.toContain(SECRET);
    // no sentence is left with a hole
    expect(found?.text).not.toMatch(/“”|: \.|\{\w+\}/);
  });
});

test('an item of a batch is refused with its place in the whole request', async () => {
  const { items } = await server.call('putProfiles', {
    body: { profiles: [{ id: 'ok' }, { id: 'odd', addresses: { sms: SECRET } }] },
  });
  expect(items[1]?.problems?.[0]).toMatchObject({
    code: 'wrong-phone',
    pointer: '/profiles/1/addresses/sms',
  });
});

test.each(['{"id":"odd","attributes":{"__proto__":1}}', '{"id":"odd","tags":["\\ud800"]}'])(
  'an item like %s refuses only itself',
  async (odd) => {
    const body = `{"profiles":[{"id":"ok"},${odd}]}`;
    const headers = { 'content-type': 'application/json' };
    const { status, text } = await server.send('POST', '/api/v1/profiles/bulk', { body, headers });
    expect([status, JSON.parse(text)]).toMatchObject([200, { accepted: 1, refused: 1 }]);
  },
);

test('a kind that is none is answered with those there are', async () => {
  const nodes = { ...journey.nodes, odd: { kind: 'teleport', settings: {}, next: {} } };
  const { problems } = await server.call('checkJourney', { body: { ...journey, nodes } });
  expect(problems[0]).toMatchObject({ code: 'unknown-kind', nodeId: 'odd' });
  expect(problems[0]?.text).toContain('There are: trigger, ');
});

test('a name without end is shortened in words and place', async () => {
  const { problem } = await server.send('PUT', '/api/v1/profiles/c1', { body: { ['x'.repeat(5_000)]: 1 } });
  expect(problem?.problems[0]?.pointer).toBe(`/${'x'.repeat(100)}…`);
});

test('a refusal speaks of the error, not of a warning that stands before it', () => {
  const warning = problem('sms-no-opt-out');
  const refusal = problemDetails(422, [warning, problem('not-found', { params: { what: 'journey' } })], 'en');
  expect(refusal).toMatchObject({ code: 'not-found', type: '/api/docs#problem-not-found' });
  expect(refusal.detail).toContain('journey');
  expect(refusal.problems.map(({ code }) => code)).toEqual(['sms-no-opt-out', 'not-found']);
});
