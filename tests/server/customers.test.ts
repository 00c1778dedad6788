// Goal: what other systems report about customers is taken once, applied in order, and can be explained later.
// Method: profiles, events and receipts over the API; timeline, enrollments and "why" are read back.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const offer: JourneyDraft = {
  format: 1,
  id: 'offer',
  name: 'Offer',
  exclude: { type: 'attribute', attribute: 'plan', op: '=', value: 'none' },
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: 'visited', reentry: { mode: 'once' } },
      next: { next: 'sms' },
    },
    sms: { kind: 'message', settings: { channel: 'sms', template: 'offer' }, next: { sent: 'answer' } },
    answer: {
      kind: 'waitFor',
      settings: { paths: [{ id: 'clicked', event: 'message_clicked' }], timeout: 'P7D' },
      next: { clicked: 'done' },
    },
    done: { kind: 'exit', settings: { reason: 'clicked' }, next: {} },
  },
};

// a customer's id is whatever the bank's system wrote, and must travel in a path
const ODD_ID = '客户/1 ?#%';
let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
  const { call, settle } = server;
  await call('putTemplate', {
    params: { id: 'offer' },
    body: { name: 'Offer', content: { sms: { en: 'Take it' } } },
  });
  await call('createJourney', { body: offer });
  await call('publishJourney', { params: { id: 'offer' }, body: { revision: 1 } });
  await call('putProfile', {
    params: { id: ODD_ID },
    body: { addresses: { sms: '+8613800000000' }, consent: { sms: true } },
  });
  await settle();
});
afterAll(() => server.close());

describe('a profile', () => {
  test('is merged: attributes and addresses by name, lists as a whole', async () => {
    const { call, settle } = server;
    const params = { id: 'c1' };
    await call('putProfile', {
      params,
      body: { attributes: { a: 1, b: 1 }, tags: ['x', 'y'], addresses: { sms: '139' } },
    });
    await call('putProfile', {
      params,
      body: { attributes: { b: 2 }, tags: ['z'], addresses: { email: 'c@example.com' } },
    });
    await settle();
    expect(await call('getProfile', { params })).toMatchObject({
      attributes: { a: 1, b: 2 },
      tags: ['z'],
      addresses: { sms: '139', email: 'c@example.com' },
      locale: 'en',
      timeZone: null,
    });
  });

  test('that was just written is shown as written', async () => {
    const { call, settle } = server;
    const params = { id: 'fresh' };
    await call('putProfile', { params, body: { attributes: { city: '上海' } } });
    const reading = call('getProfile', { params });
    // the engine takes its time
    await sleep(50);
    await settle();
    expect(await reading).toMatchObject({ attributes: { city: '上海' } });
  });

  test('is shown as it is while what was written waits for long', async () => {
    const { call, settle } = server;
    const params = { id: 'slow' };
    await call('putProfile', { params, body: { attributes: { city: '上海' } } });
    await settle();
    await call('putProfile', { params, body: { attributes: { city: '北京' } } });
    expect((await call('getProfile', { params })).attributes).toEqual({ city: '上海' });
  });

  test('in a batch refuses only itself', async () => {
    const { call, settle } = server;
    const profiles = [{ id: 'b1' }, { id: '' }, { id: 'b3', colour: 1 }, 'b4', { id: 'b5' }];
    const answer = await call('putProfiles', { body: { profiles } });
    expect(answer).toMatchObject({ accepted: 2, refused: 3 });
    expect(answer.items.map(({ result }) => result)).toEqual([
      'accepted',
      'refused',
      'refused',
      'refused',
      'accepted',
    ]);
    await settle();
    expect((await call('listProfiles', { query: { search: 'b' } })).items.map(({ id }) => id)).toEqual([
      'b1',
      'b5',
    ]);
  });

  test('that is unknown is 404', async () => {
    for (const path of ['', '/timeline', '/why?journey=offer']) {
      expect((await server.send('GET', `/api/v1/profiles/nobody${path}`)).status).toBe(404);
    }
  });
});

describe('an event', () => {
  test('is applied once per id', async () => {
    const { call, settle } = server;
    const body = { id: 'visit-1', name: 'visited', profile: ODD_ID, attributes: { plan: 'gold' } };
    expect(await call('trackEvent', { body })).toEqual({ result: 'accepted' });
    expect(await call('trackEvent', { body })).toEqual({ result: 'duplicate' });
    await settle();
    const { items } = await call('listEnrollments', { query: { profile: ODD_ID } });
    expect(items).toHaveLength(1);
    expect((await call('listDuplicates', {})).items).toMatchObject([{ id: 'visit-1', profileId: ODD_ID }]);
    expect((await call('getProfile', { params: { id: ODD_ID } })).attributes).toEqual({ plan: 'gold' });
  });

  test('in a batch is accepted, a duplicate or refused, each by its position', async () => {
    const good = (id: string) => ({ id, name: 'opened_app', profile: 'c1' });
    const events = [good('o1'), good('o1'), { ...good('o2'), when: 'now' }, good('visit-1'), good('o3')];
    const answer = await server.call('trackEvents', { body: { events } });
    expect(answer).toMatchObject({ accepted: 2, duplicates: 2, refused: 1 });
    expect(answer.items.map(({ result }) => result)).toEqual([
      'accepted',
      'duplicate',
      'refused',
      'duplicate',
      'accepted',
    ]);
    expect(answer.items[2]?.problems?.[0]).toMatchObject({ code: 'unknown-field', field: 'when' });
    expect(JSON.stringify(answer)).not.toContain('o2');
  });

  test('that two ids are one customer is applied once, and the old id leads on', async () => {
    const { call, send, settle } = server;
    await call('putProfile', { params: { id: 'old' }, body: { attributes: { city: '上海', plan: 'tin' } } });
    await call('putProfile', { params: { id: 'new' }, body: { attributes: { plan: 'gold' } } });
    await call('trackEvent', { body: { id: 'seen-1', name: 'seen', profile: 'old' } });
    const body = { id: 'merge-1', merge: { from: 'old', into: 'new' } };
    expect(await call('mergeProfiles', { body })).toEqual({ result: 'accepted' });
    expect(await call('mergeProfiles', { body })).toEqual({ result: 'duplicate' });
    await settle();
    const found = await call('getProfile', { params: { id: 'old' } });
    expect(found).toMatchObject({ id: 'new', attributes: { city: '上海', plan: 'gold' } });
    await call('trackEvent', { body: { id: 'seen-2', name: 'seen', profile: 'old' } });
    await settle();
    const { items } = await call('getTimeline', { params: { id: 'old' }, query: {} });
    expect(items.flatMap((item) => (item.type === 'event' ? [item.id] : [])).toSorted()).toEqual([
      'seen-1',
      'seen-2',
    ]);
    const self = { id: 'merge-2', merge: { from: 'new', into: 'new' } };
    const { status, problem } = await send('POST', '/api/v1/events/merge', { body: self });
    expect([status, problem?.code]).toEqual([400, 'same-customer']);
  });

  test('in a batch of more than a thousand refuses the batch', async () => {
    const events = Array.from({ length: 1001 }, (_, index) => ({
      id: `x${index}`,
      name: 'n',
      profile: 'c1',
    }));
    const { status, problem } = await server.send('POST', '/api/v1/events/batch', { body: { events } });
    expect([status, problem?.code]).toEqual([400, 'too-long']);
  });
});

describe('a receipt', () => {
  test('becomes an event of the customer and moves the journey on', async () => {
    const { call, settle } = server;
    const { items } = await call('listDeliveries', { query: { profile: ODD_ID, status: 'accepted' } });
    const key = items[0]?.key ?? '';
    expect(await call('getDelivery', { params: { key } })).toMatchObject({
      channel: 'sms',
      body: 'Take it',
      attempts: 1,
    });
    const body = { id: 'r1', kind: 'clicked', properties: { link: 'https://example.com' } } as const;
    expect(await call('reportReceipt', { params: { key }, body })).toEqual({ result: 'accepted' });
    expect(await call('reportReceipt', { params: { key }, body })).toEqual({ result: 'duplicate' });
    await settle();
    const [enrollment] = (await call('getProfileEnrollments', { params: { id: ODD_ID } })).items;
    expect(enrollment).toMatchObject({ status: 'ended', reason: 'exit', detail: 'clicked' });
  });

  test('that opts out withdraws consent', async () => {
    const { call, settle } = server;
    const { items } = await call('listInbox', { query: { profile: ODD_ID, channel: 'sms' } });
    await call('reportReceipt', {
      params: { key: items[0]?.key ?? '' },
      body: { id: 'r2', kind: 'optedOut' },
    });
    await settle();
    expect((await call('getProfile', { params: { id: ODD_ID } })).consent).toEqual({ sms: false });
  });

  test('of a delivery that does not exist is 404', async () => {
    const { status } = await server.send(
      'POST',
      '/api/v1/deliveries/offer%2Fc1%2F1%2Fsms%2F1%2Fsms%2F1/receipts',
      {
        body: { id: 'r3', kind: 'opened' },
      },
    );
    expect(status).toBe(404);
  });
});

test('a receipt of a message that was refused is told that nothing was sent', async () => {
  const { call, send, settle } = server;
  await call('putProfile', { params: { id: 'asked-not' }, body: { addresses: { sms: '+8613800000002' } } });
  await call('trackEvent', { body: { id: 'asked-not-1', name: 'visited', profile: 'asked-not' } });
  await settle();
  const { items } = await call('listDeliveries', { query: { profile: 'asked-not' } });
  const path = `/api/v1/deliveries/${encodeURIComponent(items[0]?.key ?? '')}/receipts`;
  const { status, problem } = await send('POST', path, { body: { id: 'r4', kind: 'opened' } });
  expect([status, problem?.code]).toEqual([409, 'not-sent']);
});

describe('a customer’s story', () => {
  test('tells events, steps and deliveries, newest first, page by page', async () => {
    const { call } = server;
    const params = { id: ODD_ID };
    const whole = (await call('getTimeline', { params, query: { limit: 200 } })).items;
    expect(new Set(whole.map(({ type }) => type))).toEqual(new Set(['event', 'step', 'delivery']));
    expect(whole.map(({ at }) => at)).toEqual(
      whole
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await call('getTimeline', { params, query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      paged.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(whole);
  });

  test('says why somebody got a message', async () => {
    const why = await server.call('getWhy', { params: { id: ODD_ID }, query: { journey: 'offer' } });
    expect(why.enrollments[0]?.trace.map(({ node, outlet }) => [node, outlet])).toEqual([
      ['start', 'next'],
      ['sms', null],
      ['sms', 'sent'],
      ['answer', null],
      ['answer', 'clicked'],
      ['done', null],
    ]);
    expect(why.deliveries).toHaveLength(1);
  });

  test('says why somebody did not get in', async () => {
    const { call, settle } = server;
    await call('trackEvent', {
      body: { id: 'v2', name: 'visited', profile: 'c9', attributes: { plan: 'none' } },
    });
    await settle();
    const why = await call('getWhy', { params: { id: 'c9' }, query: { journey: 'offer' } });
    expect(why.decisions).toMatchObject([{ decision: 'excluded', eventId: 'v2' }]);
    expect(why.enrollments).toEqual([]);
    expect((await call('getTimeline', { params: { id: 'c9' } })).items).toContainEqual(
      expect.objectContaining({ type: 'entry', decision: 'excluded' }),
    );
  });
});
