import { expect } from 'vitest';
import { batch, customerCommit, ended, enrollment, entryDecision, NOW, outboxRow, traceRow } from './rows.ts';
import type { Contract } from './session.ts';

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

  'held entries come oldest first and go with the decision about them': async (session) => {
    const { store } = session;
    const held = (profileId: string, atMs: number, eventId: string | null) =>
      entryDecision(profileId, { decision: 'held', atMs, eventId });
    const entries = [held('c2', NOW + 2, null), held('c1', NOW + 1, 'e1'), held('c1', NOW + 3, 'e2')];
    await store.commit(batch(entries.map((entry) => customerCommit(entry.profileId, { entries: [entry] }))));
    const list = () => store.heldEntries({ journeyId: 'welcome', limit: 10 });
    expect(await list()).toEqual([entries[1], entries[0], entries[2]]);
    expect(await store.heldEntries({ journeyId: 'welcome', limit: 1 })).toEqual([entries[1]]);
    expect(await store.heldEntries({ journeyId: 'other', limit: 10 })).toEqual([]);
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
    expect(await store.heldEntries({ journeyId: 'welcome', limit: 10 })).toEqual([entry]);
  },
};
