// Goal: audiences, templates, settings and providers are kept, checked, and refused where they would do harm.
// Method: the app on the memory store; what is written is read back through the API.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeKinds } from '../../shared/nodes/kinds.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const profiles = [1, 2, 3, 4].map((n) => ({
    id: `p${n}`,
    attributes: { name: `N${n}`, balance: n * 1000 },
  }));
  await server.call('putProfiles', { body: { profiles } });
  await server.settle();
});
afterAll(() => server.close());

const rich = { type: 'attribute', attribute: 'balance', op: '>=', value: 3000 } as const;

describe('an audience', () => {
  test('is counted and sampled before it is saved', async () => {
    expect(await server.call('countAudience', { body: { definition: rich } })).toMatchObject({
      count: 2,
      total: 4,
    });
    const { items } = await server.call('sampleAudience', { body: { definition: rich, limit: 1 } });
    expect(items).toHaveLength(1);
    expect(await server.call('countAudience', { body: { definition: null } })).toMatchObject({ count: 4 });
    const listed = { members: ['p1', 'p2', 'nobody'] };
    expect(await server.call('countAudience', { body: { definition: listed } })).toMatchObject({ count: 2 });
  });

  test('is saved, listed, used by another, and not deleted while used', async () => {
    const { call, send } = server;
    await call('putAudience', { params: { id: 'rich' }, body: { name: 'Rich', definition: rich } });
    const not = { type: 'not', of: { type: 'audience', audience: 'rich', is: 'in' } } as const;
    await call('putAudience', { params: { id: 'poor' }, body: { name: 'Poor', definition: not } });
    expect(await call('countAudience', { body: { definition: not } })).toMatchObject({ count: 2 });
    expect((await call('listAudiences', {})).items.map(({ id }) => id)).toEqual(['poor', 'rich']);
    const used = await send('DELETE', '/api/v1/audiences/rich');
    expect([used.status, used.problem?.code, used.problem?.detail]).toEqual([
      409,
      'in-use',
      'This audience is used by: poor.',
    ]);
    await call('deleteAudience', { params: { id: 'poor' } });
    await call('deleteAudience', { params: { id: 'rich' } });
    expect((await send('GET', '/api/v1/audiences/rich')).status).toBe(404);
  });

  test.each([
    { says: 'itself', definition: { type: 'audience', audience: 'loop', is: 'in' }, code: 'audience-cycle' },
    {
      says: 'one that is not there',
      definition: { type: 'audience', audience: 'ghost', is: 'in' },
      code: 'unknown-audience',
    },
  ])('that refers to $says is refused', async ({ definition, code }) => {
    const { status, problem } = await server.send('PUT', '/api/v1/audiences/loop', {
      body: { name: 'L', definition },
    });
    expect([status, problem?.code]).toEqual([422, code]);
  });

  test('as large as allowed is counted, larger is refused', async () => {
    const nest = (depth: number): object => (depth === 0 ? rich : { type: 'not', of: nest(depth - 1) });
    expect(
      (await server.send('POST', '/api/v1/audiences/count', { body: { definition: nest(11) } })).status,
    ).toBe(200);
    const deep = await server.send('POST', '/api/v1/audiences/count', { body: { definition: nest(12) } });
    expect([deep.status, deep.problem?.code]).toEqual([400, 'condition-too-large']);
  });
});

describe('a template', () => {
  test('is saved with its problems, previewed for a customer, and deleted', async () => {
    const { call } = server;
    const content = { sms: { en: 'Hi {{ name }}, {{ missing.path }}!', 'zh-CN': '{% broken' } };
    const saved = await call('putTemplate', { params: { id: 't1' }, body: { name: 'T', content } });
    expect(saved.problems.map(({ code, field }) => [code, field])).toEqual([
      ['template-fault', 'content.sms.zh-CN'],
    ]);
    const preview = await call('previewTemplate', {
      body: { content: content.sms.en, channel: 'sms', profile: 'p1' },
    });
    expect(preview).toMatchObject({
      subject: null,
      body: 'Hi N1, !',
      missing: ['missing.path'],
      problems: [],
    });
    const broken = await call('previewTemplate', { body: { content: content.sms['zh-CN'], channel: 'sms' } });
    expect(broken.body).toBeNull();
    expect(broken.problems[0]?.code).toBe('template-fault');
    await call('deleteTemplate', { params: { id: 't1' } });
    expect((await call('listTemplates', {})).items).toEqual([]);
  });

  test.each([
    ['templates', { name: 'Mine', content: { sms: { en: 'mine' } } }],
    ['audiences', { name: 'Mine', definition: { members: ['mine'] } }],
  ])('of the %s that is to be new replaces none that is there', async (list, body) => {
    const { send } = server;
    const put = (query: string, name: string) =>
      send('PUT', `/api/v1/${list}/taken${query}`, { body: { ...body, name } });
    expect((await put('?ifExists=refuse', 'First')).status).toBe(200);
    const { status, problem } = await put('?ifExists=refuse', 'Second');
    expect([status, problem?.code]).toEqual([409, 'already-exists']);
    expect((await send('GET', `/api/v1/${list}/taken`)).text).toContain('"name":"First"');
    expect((await put('', 'Third')).status).toBe(200);
    expect((await send('GET', `/api/v1/${list}/taken`)).text).toContain('"name":"Third"');
    await send('DELETE', `/api/v1/${list}/taken`);
  });

  test('used by a draft is not deleted', async () => {
    const { call, send } = server;
    await call('putTemplate', { params: { id: 'used' }, body: { name: 'U', content: { sms: { en: 'x' } } } });
    const nodes = { m: { kind: 'message', settings: { channel: 'sms', template: 'used' }, next: {} } };
    await call('createJourney', { body: { format: 1, id: 'user', name: 'User', nodes } });
    expect((await send('DELETE', '/api/v1/templates/used')).problem?.detail).toBe(
      'This template is used by: user.',
    );
  });
});

describe('settings', () => {
  test('are replaced as a whole and audited', async () => {
    const { call } = server;
    const settings = await call('getSettings', {});
    const body = { ...settings, timeZone: 'Asia/Shanghai', caps: [{ max: 3, per: 'P7D', channel: 'sms' }] };
    expect(await call('putSettings', { body })).toMatchObject({ timeZone: 'Asia/Shanghai' });
    expect((await call('getSettings', {})).caps).toEqual([
      { max: 3, per: 'P7D', channel: 'sms', class: 'marketing' },
    ]);
    expect((await call('listAudit', {})).items[0]).toMatchObject({ deed: 'configure', actor: 'operator' });
  });

  test.each([
    [{ timeZone: 'Moon/Base' }, 'wrong-zone'],
    [{ limits: [{ channel: 'sms', perSecond: 0 }] }, 'not-above'],
  ])('%j are refused', async (body, code) => {
    const { problem } = await server.send('PUT', '/api/v1/settings', { body });
    expect(problem?.code).toBe(code);
  });
});

describe('providers', () => {
  test('are listed with forms that mark their secrets', async () => {
    const { items, carriers } = await server.call('listProviders', {});
    expect(items.map(({ name }) => name)).toEqual(['inbox', 'smtp', 'webhook']);
    const smtp = items.find(({ name }) => name === 'smtp');
    expect(smtp?.settingsSchema).toMatchObject({
      properties: { password: { secret: true } },
      required: ['host', 'from'],
    });
    // webhook nodes are signed from the first call on
    expect(carriers).toEqual([
      { channel: 'webhook', provider: 'webhook', settings: {}, secretsSet: ['secret'] },
    ]);
  });

  test('keep their secrets to themselves, and on disk for the owner alone', async () => {
    const { call, dataFolder } = server;
    const settings = { host: '127.0.0.1', from: 'a@example.com', password: 'hunter2' };
    const carrier = await call('putCarrier', {
      params: { channel: 'email' },
      body: { provider: 'smtp', settings },
    });
    expect(carrier).toMatchObject({ settings: { host: '127.0.0.1' }, secretsSet: ['password'] });
    const changed = { host: '127.0.0.2', from: 'a@example.com' };
    const after = await call('putCarrier', {
      params: { channel: 'email' },
      body: { provider: 'smtp', settings: changed },
    });
    expect(after.secretsSet).toEqual(['password']);
    expect(JSON.stringify([carrier, after, await call('listProviders', {})])).not.toContain('hunter2');
    const file = join(dataFolder, 'providers.json');
    expect(readFileSync(file, 'utf8')).toContain('hunter2');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test.each([
    {
      says: 'that does not exist',
      body: { provider: 'pigeon', settings: {} },
      status: 422,
      code: 'not-one-of',
    },
    {
      says: 'without what it needs',
      body: { provider: 'smtp', settings: {} },
      status: 422,
      code: 'missing-field',
    },
    {
      says: 'with an unknown setting',
      body: { provider: 'inbox', settings: { a: 1 } },
      status: 422,
      code: 'unknown-field',
    },
  ])('$says is refused', async ({ body, status, code }) => {
    const answer = await server.send('PUT', '/api/v1/providers/push', { body });
    expect([answer.status, answer.problem?.code]).toEqual([status, code]);
  });
});

test('kinds are listed with words, outlets and a form, in the order of the palette', async () => {
  const { items } = await server.call('listKinds', {});
  expect(items.map(({ kind, builtIn }) => [kind, builtIn])).toEqual(
    nodeKinds.map(({ kind }) => [kind, true]),
  );
  for (const { settingsSchema, words } of items) {
    expect(settingsSchema.type ?? settingsSchema.anyOf ?? settingsSchema.oneOf).toBeDefined();
    expect(words.name['zh-CN']).not.toBe('');
  }
});

test('the dictionary names what was seen', async () => {
  await server.call('trackEvent', {
    body: { id: 'd1', name: 'bought', profile: 'p1', properties: { amount: 3 } },
  });
  await server.settle();
  const { attributes, events } = await server.call('getDictionary', {});
  expect(attributes).toContainEqual(expect.objectContaining({ name: 'balance', count: 4 }));
  expect(events).toContainEqual(
    expect.objectContaining({ name: 'bought', count: 1, properties: ['amount'] }),
  );
});

test('health says what is due and how late', async () => {
  expect(await server.call('getHealth', {})).toMatchObject({
    ok: true,
    due: { customers: 0, effects: 0 },
    latenessMs: 0,
  });
  await server.call('trackEvent', { body: { id: 'h1', name: 'bought', profile: 'p2' } });
  server.clock.moveTo(server.clock.nowMs() + 5000);
  expect(await server.call('getHealth', {})).toMatchObject({ due: { customers: 1 }, latenessMs: 5000 });
});
