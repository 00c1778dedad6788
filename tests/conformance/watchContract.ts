import { expect } from 'vitest';
import type { Watch } from '../../engine/core/watch.ts';
import type { Job } from '../../engine/stores/store.ts';
import { batch, customerCommit, eventInput, NOW, profile, READ_NOTHING } from './rows.ts';
import type { Contract, Session } from './session.ts';

const ALL = { nowMs: NOW, timersUntilMs: NOW, heldJourneys: [], limit: 100 };
const PAGE = { limit: 100, cursor: null };

function watch(name: string, more: Partial<Watch> = {}): Watch {
  return { type: 'membership', name, isIn: true, sinceMs: NOW - 5, flipsAtMs: null, eventId: null, ...more };
}

async function put(session: Session, profileId: string, ...rows: Watch[]): Promise<void> {
  await session.store.commit(batch([customerCommit(profileId, { watches: { put: rows, drop: [] } })]));
}

async function watchesOf({ store }: Session, profileId: string): Promise<Watch[]> {
  const [customer] = await store.loadCustomers([profileId], READ_NOTHING);
  return customer?.watches ?? [];
}

const job: Job = {
  id: 'business/r1/welcome',
  type: 'business',
  journeyId: 'welcome',
  version: 2,
  atMs: NOW,
  priority: 50,
  cursor: '',
  status: 'running',
  doneCount: 0,
  resume: null,
  event: { id: 'r1', name: 'rate_cut', properties: { points: 25, deep: { x: ['a', null] } } },
};

/** Promises about what is watched of customers, and about business events. */
export const watchContract: Contract = {
  'what is watched of a customer is there afterwards, by type and name, newest state only': async (
    session,
  ) => {
    await put(session, 'c1', watch('j/2'), watch('j/1', { flipsAtMs: NOW + 9, isIn: false }));
    await put(session, 'c1', watch('j/2', { isIn: false, sinceMs: NOW }));
    await put(session, 'c1', watch('j/7', { type: 'missing', isIn: false, eventId: 'e1', flipsAtMs: NOW }));
    await put(session, 'c2', watch('j/2'));
    expect(await watchesOf(session, 'c1')).toEqual([
      watch('j/1', { flipsAtMs: NOW + 9, isIn: false }),
      watch('j/2', { isIn: false, sinceMs: NOW }),
      watch('j/7', { type: 'missing', isIn: false, eventId: 'e1', flipsAtMs: NOW }),
    ]);
  },

  'what is watched no longer is gone, and due no more': async (session) => {
    const { store } = session;
    await put(session, 'c1', watch('j/1', { flipsAtMs: NOW }), watch('j/2'));
    const drop = [{ type: 'membership' as const, name: 'j/1' }];
    await store.commit(batch([customerCommit('c1', { watches: { put: [], drop } })]));
    expect(await watchesOf(session, 'c1')).toEqual([watch('j/2')]);
    expect(await store.dueCustomers(ALL)).toEqual([]);
    expect(await store.nextDueMs([])).toBeNull();
  },

  'the clock brings customers whatever journeys are held; at one instant after inputs': async (session) => {
    const { store } = session;
    await put(session, 'later', watch('j/1', { flipsAtMs: NOW + 1 }));
    await put(session, 'b', watch('j/1', { flipsAtMs: NOW }));
    await put(session, 'a', watch('j/1', { flipsAtMs: NOW }), watch('j/2', { flipsAtMs: NOW - 1 }));
    await store.accept([eventInput('z', 'e1')], NOW);
    const held = { ...ALL, heldJourneys: ['j'] };
    expect(await store.dueCustomers(held)).toEqual(['a', 'z', 'b']);
    expect(await store.dueCustomers({ ...held, timersUntilMs: NOW - 1 })).toEqual(['a', 'z']);
    expect(await store.nextDueMs(['j'])).toBe(NOW - 1);
    await put(session, 'a', watch('j/2', { flipsAtMs: NOW + 50 }));
    expect(await store.dueCustomers(held)).toEqual(['z', 'a', 'b']);
  },

  'since when attributes hold their values comes back with the profile': async (session) => {
    const known = profile('c1', { attributes: { a: { b: 1 } }, since: { a: NOW - 5, 'a.b': NOW - 9 } });
    await session.store.commit(batch([customerCommit('c1', { profile: known })]));
    const [customer] = await session.store.loadCustomers(['c1'], READ_NOTHING);
    expect(customer?.profile).toEqual(known);
    expect(await session.reports.profile('c1')).toEqual(known);
  },

  'a business event is taken once, with its jobs; a second one is a duplicate of nobody': async (session) => {
    const { store, reports } = session;
    const { event } = job;
    if (!event) throw new Error('the job above has an event');
    expect(await store.acceptBusiness(event, [job], NOW)).toEqual({ seq: expect.any(Number) });
    expect(await store.jobs()).toEqual([job]);
    await store.commit(batch([], { jobs: [{ ...job, status: 'done', doneCount: 3, cursor: 'c3' }] }));
    expect(await store.acceptBusiness(event, [job], NOW + 5)).toEqual({ duplicate: true });
    expect(await store.jobs()).toEqual([{ ...job, status: 'done', doneCount: 3, cursor: 'c3' }]);
    expect((await reports.duplicates(PAGE)).items).toEqual([{ id: 'r1', profileId: '', atMs: NOW + 5 }]);
    expect(await store.accept([eventInput('c1', 'r1')], NOW + 6)).toEqual([{ duplicate: true }]);
  },
};
