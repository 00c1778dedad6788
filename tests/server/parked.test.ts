// Goal: over the API customers whom a fault holds are listed and counted, and go on when they are retried.
// Method: the app without threads, on the memory store and a virtual clock; a template that a long name makes too greedy is the fault.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CareServer, careJourney, openCareServer } from './careServer.ts';

let server: CareServer;
beforeEach(async () => {
  server = await openCareServer();
});
afterEach(() => server.close());

describe('parked customers', () => {
  // grows with the square of the name, beyond what a template may take
  const greedy = "{{ name | replace: 'x', name | replace: 'L', 'LL' | replace: 'i', 'ii' }}";
  const parked = (node?: string) =>
    server.call('listEnrollments', { query: { journey: 'care', status: 'parked', node } });
  const mend = (...ids: string[]) =>
    server.call('putProfiles', { body: { profiles: ids.map((id) => ({ id, attributes: { name: 'L' } })) } });

  beforeEach(async () => {
    await server.call('putTemplate', {
      params: { id: 'hello' },
      body: { name: 'Hello', content: { sms: { en: greedy } } },
    });
    const profiles = ['c1', 'c2', 'c3'].map((id) => ({ id, attributes: { name: 'x'.repeat(20_000) } }));
    await server.call('putProfiles', { body: { profiles } });
    await server.publishFirst(careJourney());
    await server.come('c1', 'c2', 'c3');
    await server.later(2);
  });

  test('are counted at their node and in the list of journeys', async () => {
    expect((await parked('hello')).items.map(({ profileId }) => profileId)).toEqual(['c3', 'c2', 'c1']);
    const counts = await server.call('getCounts', { params: { id: 'care' } });
    expect(counts.nodes.hello).toMatchObject({ here: 3, parked: 3 });
    const { items } = await server.call('listJourneys', {});
    expect(items[0]?.totals).toMatchObject({ active: 3, parked: 3 });
  });

  test('go on when retried one by one, by name, or all together', async () => {
    const [one] = (await parked()).items.filter(({ profileId }) => profileId === 'c1');
    await mend('c1', 'c2', 'c3');
    await server.call('retryEnrollment', { params: { id: one?.id ?? '' } });
    await server.settle();
    expect(await server.sent()).toEqual(['c1']);
    const again = await server.send('POST', `/api/v1/enrollments/${encodeURIComponent(one?.id ?? '')}/retry`);
    expect([again.status, again.problem?.code]).toEqual([409, 'not-parked']);
    const named = await server.call('retryParked', {
      body: { journey: 'care', profiles: ['c1', 'c2', 'c2'] },
    });
    const elsewhere = await server.call('retryParked', { body: { journey: 'care', node: 'wait' } });
    const all = await server.call('retryParked', { body: { journey: 'care', node: 'hello' } });
    expect([named.asked, elsewhere.asked, all.asked]).toEqual([1, 0, 2]);
    await server.settle();
    expect(await server.sent()).toEqual(['c1', 'c2', 'c3']);
    expect((await parked()).items).toEqual([]);
  });

  test('park again while their fault stands, and are not counted once removed', async () => {
    expect((await server.call('retryParked', { body: { journey: 'care' } })).asked).toBe(3);
    await server.settle();
    expect((await parked()).items).toHaveLength(3);
    for (const profileId of ['c1', 'c2', 'c3']) {
      await server.call('removeByHand', { params: { id: 'care', profileId } });
    }
    await server.settle();
    const { totals } = await server.call('getJourney', { params: { id: 'care' } });
    expect(totals).toMatchObject({ active: 0, parked: 0 });
  });

  test('of an unknown journey or by an unknown name are not found', async () => {
    const unknown = await server.send('POST', '/api/v1/enrollments/retry', { body: { journey: 'none' } });
    expect([unknown.status, unknown.problem?.code]).toEqual([404, 'not-found']);
    expect((await server.send('POST', '/api/v1/enrollments/care%2Fnobody%2F1/retry')).status).toBe(404);
  });
});
