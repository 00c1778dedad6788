import { expect } from 'vitest';
import type { Former, Offer, OutboxRow } from '../../engine/core/records.ts';
import {
  batch,
  customerCommit,
  ended,
  enrollment,
  entryDecision,
  NOW,
  outboxRow,
  READ_NOTHING,
  traceRow,
} from './rows.ts';
import type { Contract } from './session.ts';

const offerOf = (eventId: string | null): Offer => ({
  entry: { eventId, name: null, properties: { from: 'branch' } },
  key: null,
  by: 'deed',
});

/** Promises of the ledger after the claim, and of the lists that jobs page through. */
export const listsContract: Contract = {
  'after a restart, what was claimed or being called is known': async (session) => {
    const { store, reopen } = session;
    const rows = [
      outboxRow('c1', { status: 'claimed', attempts: 1 }),
      outboxRow('c2', { status: 'claimed', attempts: 1 }),
      outboxRow('c3', { status: 'accepted' }),
      outboxRow('c4'),
    ];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { outbox: [row] }))));
    const [, second] = rows;
    if (second) await store.markCalling([second], NOW + 1);
    await reopen();
    const found = await store.interrupted();
    expect(found.map(({ profileId, status }) => [profileId, status])).toEqual([
      ['c1', 'claimed'],
      ['c2', 'calling'],
    ]);
    expect(found[1]).toEqual({ ...second, status: 'calling', decidedAtMs: NOW + 1 });
  },

  'only what is claimed may be called, and of a list all or none': async (session) => {
    const { store } = session;
    const rows = [outboxRow('c1', { status: 'claimed' }), outboxRow('c2')];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { outbox: [row] }))));
    await expect(store.markCalling(rows, NOW)).rejects.toThrow(/welcome\/c2\/1\/sms\/1\/sms\/1/);
    expect((await store.interrupted()).map(({ status }) => status)).toEqual(['claimed']);
  },

  'those inside a journey are listed in id order, each once, page by page': async (session) => {
    const { store } = session;
    const inside = ['a', 'b', 'c'].map((id) => enrollment(id));
    const again = enrollment('b', { ordinal: 2, key: 'k2' });
    const elsewhere = enrollment('d', { journeyId: 'other' });
    const gone = ended(enrollment('e'));
    const rows = [...inside, again, elsewhere, gone];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { enrollments: [row] }))));
    const page = (afterProfileId: string, limit: number) =>
      store.enrolled({ journeyId: 'welcome', afterProfileId, limit });
    expect(await page('', 2)).toEqual(['a', 'b']);
    expect(await page('b', 2)).toEqual(['c']);
    expect(await page('c', 2)).toEqual([]);
  },

  'those whom a move took can come back once: listed until then, unless removed or in again': async (
    session,
  ) => {
    const { store, reports } = session;
    const former = (id: string, untilMs: number): Former => ({
      version: 1,
      to: 2,
      state: { ...enrollment(id).state, wait: { arrivedAtMs: NOW, untilMs } },
      stepCount: 1,
      acts: [],
      unheardMs: NOW,
      heardIds: ['e1'],
    });
    const out = (id: string) => ({ ...ended(enrollment(id)), former: former(id, NOW + 60_000) });
    const rows = [
      enrollment('a', { version: 2, former: former('a', NOW + 60_000) }),
      enrollment('b', { version: 2, former: former('b', NOW) }),
      enrollment('c', { version: 2 }),
      out('d'),
      out('e'),
      enrollment('e', { ordinal: 2 }),
      out('f'),
      enrollment('f', { ordinal: 2, key: 'other' }),
      out('g'),
    ];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { enrollments: [row] }))));
    const barredFrom = [{ journeyId: 'welcome', sinceMs: NOW }];
    await store.commit(batch([customerCommit('g', { barredFrom })]));
    const moved = (afterProfileId: string, limit: number) =>
      store.moved({ journeyId: 'welcome', afterProfileId, limit });
    expect([await moved('', 3), await moved('d', 9)]).toEqual([
      ['a', 'b', 'd'],
      ['e', 'f', 'g'],
    ]);
    const [kept] = await store.loadCustomers(['d'], READ_NOTHING);
    expect(kept?.enrollments).toEqual([out('d')]);
    const goingBack = (version: number) =>
      reports.goingBack({ journeyId: 'welcome', version, nowMs: NOW + 1 });
    expect(await goingBack(2)).toEqual([{ version: 1, node: 'wait', count: 4, overdueCount: 1 }]);
    expect(await goingBack(3)).toEqual([]);
    // back inside, and gone on: nothing is kept of it any more
    const back = ['a', 'd'].map((id) => enrollment(id, { stepCount: 3 }));
    const answers = await store.commit(
      batch(back.map((row) => customerCommit(row.profileId, { enrollments: [row] }))),
    );
    expect(answers).toEqual(['committed', 'committed']);
    expect(await moved('', 9)).toEqual(['b', 'e', 'f', 'g']);
    const [again] = await store.loadCustomers(['d'], READ_NOTHING);
    expect(again?.enrollments).toEqual([back[1]]);
    const late = customerCommit('d', { enrollments: [enrollment('d', { stepCount: 2 })] });
    expect(await store.commit(batch([late]))).toEqual(['stale']);
  },

  'held entries come oldest first and go with the decision about them': async (session) => {
    const { store } = session;
    const held = (profileId: string, atMs: number, eventId: string | null) =>
      entryDecision(profileId, { decision: 'held', atMs, eventId, offer: offerOf(eventId) });
    const entries = [held('c2', NOW + 2, null), held('c1', NOW + 1, 'e1'), held('c1', NOW + 3, 'e2')];
    await store.commit(batch(entries.map((entry) => customerCommit(entry.profileId, { entries: [entry] }))));
    const list = async (journeyId = 'welcome', limit = 10) =>
      (await store.backlog({ journeyId, limit })).map(({ held }) => held.type === 'entry' && held.entry);
    expect(await list()).toEqual([entries[1], entries[0], entries[2]]);
    expect(await list('welcome', 1)).toEqual([entries[1]]);
    expect(await list('other')).toEqual([]);
    const refused = entryDecision('c1', { eventId: 'e2' });
    const entered = enrollment('c1', { entry: { eventId: 'e1', name: 'card_issued', properties: {} } });
    const decided = { entries: [refused], enrollments: [entered], trace: [traceRow('c1', 0)] };
    await store.commit(batch([customerCommit('c1', decided)]));
    expect(await list()).toEqual([entries[0]]);
  },

  'a step of somebody inside decides nothing that is held': async (session) => {
    const { store } = session;
    const before = enrollment('c1');
    await store.commit(batch([customerCommit('c1', { enrollments: [before], trace: [traceRow('c1', 0)] })]));
    const entry = entryDecision('c1', { decision: 'held' });
    await store.commit(batch([customerCommit('c1', { entries: [entry] })]));
    const step = { enrollments: [{ ...before, stepCount: 2 }], trace: [traceRow('c1', 1)] };
    await store.commit(batch([customerCommit('c1', step)]));
    const [item] = await store.backlog({ journeyId: 'welcome', limit: 10 });
    expect(item?.held).toEqual({ type: 'entry', entry });
  },

  'acts that a pause held stand between its entries by when they were due': async (session) => {
    const { store } = session;
    const entry = entryDecision('c2', { decision: 'held', atMs: NOW, offer: offerOf(null) });
    const act = (profileId: string, dueAtMs: number) => outboxRow(profileId, { status: 'held', dueAtMs });
    const rows = [act('c3', NOW + 1), act('c1', NOW), act('c4', NOW - 1)];
    await store.commit(batch([customerCommit('c2', { entries: [entry] })]));
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { outbox: [row] }))));
    const listed = async () =>
      (await store.backlog({ journeyId: 'welcome', limit: 10 })).map(({ profileId }) => profileId);
    expect(await listed()).toEqual(['c4', 'c1', 'c2', 'c3']);
    expect(await store.dueEffects({ nowMs: NOW + 9, heldJourneys: [], limit: 10 })).toEqual([]);
    const released: OutboxRow = { ...act('c4', NOW + 5), status: 'planned' };
    await store.commit(batch([customerCommit('c4', { outbox: [released] })]));
    expect(await listed()).toEqual(['c1', 'c2', 'c3']);
    expect(await store.dueEffects({ nowMs: NOW + 9, heldJourneys: [], limit: 10 })).toHaveLength(1);
  },
};
