import { expect } from 'vitest';
import { sendKey } from '../../engine/core/records.ts';
import {
  batch,
  customerCommit,
  ended,
  enrollment,
  eventInput,
  NOW,
  outboxRow,
  READ_NOTHING,
  traceRow,
} from './rows.ts';
import type { Contract, Session } from './session.ts';

const ALL = { nowMs: NOW, timersUntilMs: NOW, heldJourneys: [], limit: 100 };

async function enrolWithTimer(
  session: Session,
  profileId: string,
  dueAtMs: number | null,
  journeyId = 'welcome',
) {
  const active = enrollment(profileId, { dueAtMs, journeyId });
  const trace = [traceRow(profileId, 0, { journeyId })];
  await session.store.commit(batch([customerCommit(profileId, { enrollments: [active], trace })]));
  return active;
}

/** Promises of `dueCustomers`, `dueEffects`, `nextDueMs`. */
export const dueContract: Contract = {
  'customers come by instant, then acceptance, then id, inputs before timers': async (session) => {
    const { store } = session;
    await enrolWithTimer(session, 'timer-b', NOW);
    await enrolWithTimer(session, 'timer-a', NOW);
    await enrolWithTimer(session, 'timer-early', NOW - 50, 'other');
    await store.accept([eventInput('zoe', 'e1'), eventInput('adam', 'e2')], NOW);
    await store.accept([eventInput('early', 'e3', { atMs: NOW - 10 })], NOW);
    expect(await store.dueCustomers(ALL)).toEqual([
      'timer-early',
      'early',
      'zoe',
      'adam',
      'timer-a',
      'timer-b',
    ]);
    expect(await store.dueCustomers({ ...ALL, limit: 3 })).toEqual(['timer-early', 'early', 'zoe']);
  },

  'a customer with much to do is named once and takes nobody’s place': async (session) => {
    const { store } = session;
    await enrolWithTimer(session, 'busy', NOW - 5);
    await store.accept(
      [...'abcdefgh'].map((id) => eventInput('busy', id)),
      NOW,
    );
    await store.accept([eventInput('quiet', 'q')], NOW);
    expect(await store.dueCustomers({ ...ALL, limit: 2 })).toEqual(['busy', 'quiet']);
  },

  'nothing comes before its time, and all of it at its instant': async (session) => {
    const { store } = session;
    await enrolWithTimer(session, 'c1', NOW + 1);
    await store.accept([eventInput('c2', 'e1', { atMs: NOW + 2 })], NOW);
    expect(await store.dueCustomers(ALL)).toEqual([]);
    expect(await store.dueCustomers({ ...ALL, timersUntilMs: NOW + 1 })).toEqual(['c1']);
    expect(await store.dueCustomers({ ...ALL, nowMs: NOW + 2 })).toEqual(['c2']);
    expect(await store.nextDueMs([])).toBe(NOW + 1);
  },

  'timers and effects of held journeys are passed over, inputs are not': async (session) => {
    const { store } = session;
    await enrolWithTimer(session, 'c1', NOW - 7, 'paused');
    await store.commit(batch([customerCommit('c2', { outbox: [outboxRow('c2', { journeyId: 'paused' })] })]));
    expect(await store.dueCustomers({ ...ALL, heldJourneys: ['paused'] })).toEqual([]);
    expect(await store.dueEffects({ nowMs: NOW, heldJourneys: ['paused'], limit: 10 })).toEqual([]);
    expect(await store.nextDueMs(['paused'])).toBeNull();
    await store.accept([eventInput('c3', 'e1', { atMs: NOW - 1 })], NOW);
    expect(await store.dueCustomers({ ...ALL, heldJourneys: ['paused'] })).toEqual(['c3']);
    expect(await store.nextDueMs(['paused'])).toBe(NOW - 1);
    expect(await store.nextDueMs([])).toBe(NOW - 7);
  },

  'a timer moves, goes with a null, and ends with its enrollment': async (session) => {
    const { store } = session;
    const first = await enrolWithTimer(session, 'c1', NOW - 1);
    const put = (enrollments: Parameters<typeof customerCommit>[1]) =>
      store.commit(batch([customerCommit('c1', enrollments)]));
    await put({ enrollments: [{ ...first, dueAtMs: NOW + 500 }] });
    expect(await store.dueCustomers(ALL)).toEqual([]);
    expect(await store.nextDueMs([])).toBe(NOW + 500);
    await put({ enrollments: [{ ...first, dueAtMs: null }] });
    expect(await store.nextDueMs([])).toBeNull();
    await put({ enrollments: [{ ...first, dueAtMs: NOW }] });
    expect(await store.dueCustomers(ALL)).toEqual(['c1']);
    await put({ enrollments: [ended(first)] });
    expect(await store.dueCustomers(ALL)).toEqual([]);
  },

  'a parked enrollment has no timer': async (session) => {
    const { store } = session;
    const { dueAtMs: _due, ...first } = await enrolWithTimer(session, 'c1', NOW);
    const parked = { ...first, status: 'parked', fault: 'no such template' } as const;
    await store.commit(batch([customerCommit('c1', { enrollments: [parked] })]));
    expect(await store.dueCustomers(ALL)).toEqual([]);
    const [customer] = await store.loadCustomers(['c1'], READ_NOTHING);
    expect(customer?.enrollments).toEqual([parked]);
  },

  'effects come by due time, then id, while they are planned': async (session) => {
    const { store } = session;
    const rows = [
      outboxRow('b', { dueAtMs: NOW - 1, hold: 'quiet-hours' }),
      outboxRow('a', { dueAtMs: NOW - 1, journeyId: 'zzz', lane: 'email' }),
      outboxRow('c', { dueAtMs: NOW - 2 }),
      outboxRow('d', { dueAtMs: NOW + 1 }),
      outboxRow('e', { status: 'claimed', attempts: 1 }),
    ];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { outbox: [row] }))));
    const due = await store.dueEffects({ nowMs: NOW, heldJourneys: [], limit: 10 });
    expect(due.map(({ profileId }) => profileId)).toEqual(['c', 'a', 'b']);
    expect(due[2]).toEqual({
      profileId: 'b',
      key: sendKey(outboxRow('b')),
      lane: 'sms',
      journeyId: 'welcome',
      dueAtMs: NOW - 1,
      plannedAtMs: outboxRow('b').plannedAtMs,
      hold: 'quiet-hours',
    });
    expect(await store.dueEffects({ nowMs: NOW, heldJourneys: [], limit: 1 })).toHaveLength(1);
    expect(await store.nextDueMs([])).toBe(NOW - 2);
  },

  'effects that fall due together come in the order in which they were planned': async (session) => {
    const { store } = session;
    const rows = [
      outboxRow('a', { dueAtMs: NOW, plannedAtMs: NOW - 3, hold: 'quiet-hours' }),
      outboxRow('b', { dueAtMs: NOW, plannedAtMs: NOW - 5, hold: 'quiet-hours' }),
      outboxRow('c', { dueAtMs: NOW - 1, plannedAtMs: NOW - 1 }),
    ];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { outbox: [row] }))));
    const due = await store.dueEffects({ nowMs: NOW, heldJourneys: [], limit: 10 });
    expect(due.map(({ profileId }) => profileId)).toEqual(['c', 'b', 'a']);
  },

  'ids are ordered by code point, emoji last': async (session) => {
    const { store } = session;
    const ids = ['😀', '\uffee', '中', 'b', 'B', '~'];
    for (const id of ids) await enrolWithTimer(session, id, NOW);
    const inOrder = ['B', 'b', '~', '中', '\uffee', '😀'];
    expect(await store.dueCustomers(ALL)).toEqual(inOrder);
    expect(await store.enrolled({ journeyId: 'welcome', afterProfileId: '', limit: 10 })).toEqual(inOrder);
  },
};
