// Goal: over the API a journey is created, edited, published, run and put away, and nothing else is possible.
// Method: the app without threads, on the memory store and a virtual clock; each answer is parsed by its contract.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftDocument, type JourneyDraft } from '../../shared/api/journeys.ts';
import { canonical } from '../../shared/journey/canonical.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const welcome: JourneyDraft = {
  format: 1,
  id: 'welcome',
  name: 'Welcome',
  goals: [{ id: 'bought', event: 'purchase' }],
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: 'signed_up', reentry: { mode: 'afterExit' } },
      next: { next: 'ab' },
    },
    ab: {
      kind: 'split',
      settings: {
        salt: 's1',
        arms: [
          { id: 'A', share: 50 },
          { id: 'B', share: 50, control: true },
        ],
      },
      next: { A: 'hello', B: 'wait' },
    },
    hello: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: { sent: 'wait' } },
    wait: { kind: 'delay', settings: { duration: 'P1D' }, next: { next: 'end' } },
    end: { kind: 'exit', settings: { reason: 'over' }, next: {} },
  },
};

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer({
    examples: {
      journeys: [
        {
          id: 'sample',
          name: 'Sample',
          description: '',
          document: draftDocument({ ...welcome, id: 'sample' }),
        },
      ],
      templates: {},
      audiences: {},
      words: { 'zh-CN': { Sample: '样例', Welcome: '欢迎' } },
    },
  });
  await server.call('putTemplate', {
    params: { id: 'hello' },
    body: { name: 'Hello', content: { sms: { en: 'Hi {{ name }} 【Bank】 reply R to stop' } } },
  });
});
afterAll(() => server.close());

describe('a draft', () => {
  test('is created, read and listed', async () => {
    const created = await server.call('createJourney', { body: welcome });
    expect(created).toMatchObject({
      id: 'welcome',
      state: 'draft',
      revision: 1,
      deeds: ['publish', 'archive'],
    });
    const { items } = await server.call('listJourneys', { query: { search: 'welc' } });
    expect(items.map(({ id }) => id)).toEqual(['welcome']);
    expect((await server.call('listJourneys', { query: { state: 'live' } })).items).toEqual([]);
  });

  test('keeps its document byte for byte after canonical ordering', async () => {
    const { document } = await server.call('getJourney', { params: { id: 'welcome' } });
    expect(JSON.stringify(document)).toBe(JSON.stringify(canonical(welcome)));
  });

  test('is not created twice under one id', async () => {
    const { status, problem } = await server.send('POST', '/api/v1/journeys', { body: welcome });
    expect([status, problem?.code]).toEqual([409, 'already-exists']);
  });

  test('is saved against the revision it was made from', async () => {
    const saved = await server.call('saveDraft', { params: { id: 'welcome' }, ifMatch: 1, body: welcome });
    expect(saved).toMatchObject({ revision: 2, problems: [{ code: 'sms-no-signature', nodeId: 'hello' }] });
    const late = await server.send('PUT', '/api/v1/journeys/welcome/draft', {
      body: welcome,
      headers: { 'if-match': '"1"' },
    });
    expect([late.status, late.problem?.code]).toEqual([409, 'draft-conflict']);
    expect(late.problem?.detail).toContain('yours began with revision 1, it is at 2 now');
    const blind = await server.send('PUT', '/api/v1/journeys/welcome/draft', { body: welcome });
    expect([blind.status, blind.problem?.code]).toEqual([428, 'missing-revision']);
    expect(blind.problem?.detail).toContain('If-Match: "2"');
    const junk = { body: welcome, headers: { 'if-match': 'latest' } };
    expect(
      (await server.send('PUT', '/api/v1/journeys/welcome/draft', junk)).problem?.problems[0],
    ).toMatchObject({
      code: 'wrong-revision',
      field: 'If-Match',
      params: { revision: 2 },
    });
    const shown = await server.send('GET', '/api/v1/journeys/welcome');
    expect(shown.headers.get('etag')).toBe('"2"');
  });

  test.each(['counts?version=9', 'results?goal=none'])('has nothing to say of %s', async (path) => {
    const { status, problem } = await server.send('GET', `/api/v1/journeys/welcome/${path}`);
    expect([status, problem?.code]).toEqual([404, 'not-found']);
  });

  test('may be unfinished, and the answer says what is missing', async () => {
    await server.call('createJourney', { body: { format: 1, id: 'rough', name: 'Rough', nodes: {} } });
    const { problems } = await server.call('saveDraft', {
      params: { id: 'rough' },
      ifMatch: 1,
      body: { format: 1, id: 'rough', name: '', exclude: { type: 'all' }, nodes: {} },
    });
    expect(problems.map(({ code }) => code)).toContain('missing-field');
  });

  test('with an unknown field is refused, not trimmed', async () => {
    const { status, problem } = await server.send('POST', '/api/v1/journeys', {
      body: { ...welcome, id: 'other', approvedBy: 'me' },
    });
    expect([status, problem?.code, problem?.problems[0]?.field]).toEqual([
      400,
      'unknown-field',
      'approvedBy',
    ]);
  });

  test('is copied from an example or a journey with salts of its own', async () => {
    const copy = await server.call('createJourney', { body: { from: 'sample', id: 'mine', name: 'Mine' } });
    const again = await server.call('createJourney', { body: { from: 'mine' } });
    expect([copy.id, copy.name, again.id]).toEqual(['mine', 'Mine', 'mine-2']);
    const salts = [copy, again].map(({ document }) => /"salt":"(\w+)"/.exec(JSON.stringify(document))?.[1]);
    expect(new Set([...salts, 's1']).size).toBe(3);
  });

  test('is made from an example in the language asked for, else in that of the request', async () => {
    const body = { from: 'sample', id: 'asked', locale: 'zh-CN' } as const;
    expect(await server.call('createJourney', { body })).toMatchObject({ name: '欢迎' });
    const { items } = await server.call('listExamples', { query: { locale: 'zh-CN' } });
    expect(items.map(({ name }) => name)).toEqual(['样例']);
    const { items: unasked } = await server.call('listExamples', {});
    expect(unasked.map(({ name }) => name)).toEqual(['Sample']);
  });

  test('is checked without being stored', async () => {
    const fine = await server.call('checkJourney', { body: { ...welcome, id: 'nowhere' } });
    expect(fine.ok).toBe(true);
    const broken = await server.call('checkJourney', { body: { format: 1, id: 'x' } });
    expect(broken.ok).toBe(false);
    expect(broken.problems.every(({ text }) => text.length > 0)).toBe(true);
  });
});

describe('a publish', () => {
  test('says beforehand what it would do', async () => {
    const preview = await server.call('previewPublish', { params: { id: 'welcome' } });
    expect(preview).toMatchObject({
      ok: true,
      version: 1,
      revision: 2,
      audienceCount: null,
      changes: [],
      inside: 0,
    });
    expect(preview.messages).toEqual([
      { node: 'hello', channel: 'sms', template: 'hello', earliestAt: null },
    ]);
  });

  test('takes the revision that was looked at and no other', async () => {
    const stale = await server.send('POST', '/api/v1/journeys/welcome/publish', { body: { revision: 1 } });
    expect([stale.status, stale.problem?.code]).toEqual([409, 'draft-conflict']);
    const live = await server.call('publishJourney', { params: { id: 'welcome' }, body: { revision: 2 } });
    expect(live).toMatchObject({ state: 'live', currentVersion: 1, hasDraft: false });
    expect(live.versions).toHaveLength(1);
  });

  test('is refused with every problem while an error stands', async () => {
    const { status, problem } = await server.send('POST', '/api/v1/journeys/rough/publish', {
      body: { revision: 2 },
    });
    expect(status).toBe(422);
    expect(problem?.problems.length).toBeGreaterThan(0);
  });

  test('freezes a version that can be read, also as an XState configuration', async () => {
    const version = await server.call('getVersion', { params: { id: 'welcome', version: 1 } });
    expect(Object.keys(version.templates)).toEqual(['hello']);
    const machine = await server.call('getMachine', { params: { id: 'welcome', version: 1 } });
    expect(machine).toMatchObject({ id: 'welcome', initial: 'start' });
    expect((await server.send('GET', '/api/v1/journeys/welcome/versions/9')).status).toBe(404);
  });

  test('of changed content lists what changed', async () => {
    const { revision } = await server.call('getJourney', { params: { id: 'welcome' } });
    const later = {
      ...welcome,
      name: 'Welcome!',
      nodes: {
        ...welcome.nodes,
        wait: { kind: 'delay', settings: { duration: 'P2D' }, next: { next: 'end' } },
      },
    };
    await server.call('saveDraft', { params: { id: 'welcome' }, ifMatch: revision, body: later });
    const { changes, version } = await server.call('previewPublish', { params: { id: 'welcome' } });
    expect(version).toBe(2);
    expect(changes).toEqual([
      { change: 'changed', subject: 'nodes.wait' },
      { change: 'changed', subject: 'name' },
    ]);
  });
});

describe('customers in a live journey', () => {
  test('enter by their events, get messages, and are counted', async () => {
    const { call, settle } = server;
    const people = Array.from({ length: 40 }, (_, index) => `c${index}`);
    await call('putProfiles', {
      body: {
        profiles: people.map((id) => ({
          id,
          attributes: { name: id },
          addresses: { sms: `+86138${id.slice(1)}` },
          consent: { sms: true },
        })),
      },
    });
    const tracked = await call('trackEvents', {
      body: { events: people.map((profile) => ({ id: `e-${profile}`, name: 'signed_up', profile })) },
    });
    expect(tracked).toMatchObject({ accepted: 40, duplicates: 0, refused: 0 });
    await settle();
    const counts = await call('getCounts', { params: { id: 'welcome' } });
    expect(counts).toMatchObject({ entered: 40, active: 40 });
    const { A = 0, B = 0 } = counts.nodes.ab?.left ?? {};
    expect([A + B, A > 0, B > 0]).toEqual([40, true, true]);
    expect(counts.nodes.hello?.messages).toEqual({ accepted: A });
    expect(counts.nodes.wait?.here).toBe(40);
    const inbox = await call('listInbox', { query: { limit: 200 } });
    expect(inbox.items).toHaveLength(A);
    expect(inbox.items[0]?.body).toMatch(/^Hi c\d+ /);
    expect(await call('getInboxMessage', { params: { key: inbox.items[0]?.key ?? '' } })).toEqual(
      inbox.items[0],
    );
  });

  test('leave by themselves, and nobody is counted twice', async () => {
    server.clock.moveTo(server.clock.nowMs() + 25 * 3_600_000);
    await server.settle();
    const counts = await server.call('getCounts', { params: { id: 'welcome' }, query: { version: 1 } });
    expect(counts).toMatchObject({ entered: 40, active: 0, ended: { exit: 40 } });
    expect(Object.values(counts.nodes).map(({ here }) => here)).toEqual([0, 0, 0, 0, 0]);
  });

  test('and their split is reported', async () => {
    const results = await server.call('getResults', { params: { id: 'welcome' } });
    expect(results).toMatchObject({ goal: 'bought', goals: [{ id: 'bought', primary: true }] });
    expect(results.splits.map(({ node, arms }) => [node, arms.length])).toEqual([['ab', 2]]);
  });

  test('can be enrolled and removed by hand', async () => {
    const { call, settle } = server;
    await call('enrolByHand', { params: { id: 'welcome' }, body: { profile: 'c0' } });
    await settle();
    const { items } = await call('listEnrollments', {
      query: { journey: 'welcome', profile: 'c0', status: 'active' },
    });
    expect(items).toHaveLength(1);
    await call('removeByHand', { params: { id: 'welcome', profileId: 'c0' } });
    await settle();
    const traced = await call('getEnrollment', { params: { id: items[0]?.id ?? '' } });
    expect(traced).toMatchObject({ status: 'ended', reason: 'removed' });
    expect(traced.trace.length).toBeGreaterThan(0);
  });
});

describe('customers at a node', () => {
  test('are those who have not left it, however the others went', async () => {
    const { call, settle, clock } = server;
    const nodes: JourneyDraft['nodes'] = {
      start: {
        kind: 'trigger',
        settings: { on: 'event', event: 'visited', reentry: { mode: 'once' } },
        next: { next: 'wait' },
      },
      wait: { kind: 'delay', settings: { duration: 'PT1H' }, next: {} },
    };
    const document: JourneyDraft = { format: 1, id: 'short', name: 'Short', nodes };
    await call('createJourney', { body: document });
    await call('publishJourney', { params: { id: 'short' }, body: { revision: 1 } });
    const visit = (ids: string[]) =>
      call('trackEvents', {
        body: { events: ids.map((profile) => ({ id: `v-${profile}`, name: 'visited', profile })) },
      });
    await visit(['c1', 'c2', 'c3']);
    await settle();
    await call('removeByHand', { params: { id: 'short', profileId: 'c1' } });
    await settle();
    clock.moveTo(clock.nowMs() + 3_600_000);
    await settle();
    await visit(['c4', 'c5']);
    await settle();
    const counts = await call('getCounts', { params: { id: 'short' } });
    expect(counts).toMatchObject({ entered: 5, active: 2, ended: { completed: 2, removed: 1 } });
    expect(counts.nodes.wait).toMatchObject({ arrived: 5, left: { next: 2 }, here: 2 });
  });
});

describe('the life of a journey', () => {
  test('follows its table; anything else is refused with what is possible', async () => {
    const { call, send } = server;
    expect((await call('pauseJourney', { params: { id: 'welcome' } })).state).toBe('paused');
    const refused = await send('POST', '/api/v1/journeys/welcome/close', {
      headers: { 'accept-language': 'zh-CN' },
    });
    expect([refused.status, refused.problem?.code]).toEqual([409, 'transition-refused']);
    expect(refused.problem?.detail).toBe('状态为已暂停的旅程不能执行该操作。目前可以：恢复、停止。');
    // nobody is inside: closed, it is stopped by itself
    for (const deed of ['resume', 'close', 'archive']) {
      expect((await send('POST', `/api/v1/journeys/welcome/${deed}`)).status).toBe(200);
    }
    expect((await call('getJourney', { params: { id: 'welcome' } })).deeds).toEqual([]);
    const enrolled = await send('POST', '/api/v1/journeys/welcome/enrollments', { body: { profile: 'c1' } });
    expect(enrolled.status).toBe(409);
    expect((await send('POST', '/api/v1/journeys/welcome/publish-preview')).status).toBe(409);
  });

  test('is written down', async () => {
    const { items } = await server.call('listAudit', {});
    expect(items.slice(0, 5).map(({ deed }) => deed)).toEqual([
      'archive',
      'stop',
      'close',
      'resume',
      'pause',
    ]);
  });

  test.each([
    'GET /journeys/none',
    'POST /journeys/none/pause',
    'GET /journeys/none/counts',
    'GET /journeys/none/live',
  ])('%s of a journey that is not there is 404', async (request) => {
    const [method = '', path = ''] = request.split(' ');
    const { status, problem } = await server.send(method, `/api/v1${path}`);
    expect([status, problem?.code]).toEqual([404, 'not-found']);
  });
});
