import { expect } from 'vitest';
import type { CustomerCommit } from '../../engine/core/records.ts';
import type { MergeCommit } from '../../engine/stores/store.ts';
import {
  batch,
  customerCommit,
  enrollment,
  entryDecision,
  eventInput,
  exposure,
  historyEvent,
  NOW,
  outboxRow,
  profile,
  traceRow,
} from './rows.ts';
import type { Contract, Session } from './session.ts';

const READ_ALL = { events: ['card_issued'], sendsSinceMs: 0, pastArms: null };
const PAGE = { limit: 100, cursor: null };

/** A customer with one row of everything. */
function lived(profileId: string, arm: string): CustomerCommit {
  return customerCommit(profileId, {
    profile: profile(profileId),
    events: [historyEvent(profileId, `e-${profileId}`)],
    enrollments: [enrollment(profileId)],
    trace: [traceRow(profileId, 0)],
    exposures: [exposure(profileId, { arm })],
    outbox: [
      outboxRow(profileId, { status: 'accepted', decidedAtMs: NOW }),
      outboxRow(profileId, { node: 'later', dueAtMs: NOW + 5 }),
    ],
    entries: [entryDecision(profileId), entryDecision(profileId, { decision: 'held', journeyId: 'held' })],
    conversions: [
      { profileId, journeyId: 'welcome', ordinal: 1, version: 1, goal: 'g', atMs: NOW, value: 1 },
    ],
    barredFrom: [`barred-${profileId}`, 'both'].map((journeyId) => ({ journeyId, sinceMs: NOW })),
  });
}

async function askedSeq({ store }: Session, from: string, into: string): Promise<number> {
  const input = { type: 'merge' as const, id: `m-${from}`, into };
  const [answer] = await store.accept([{ profileId: from, atMs: NOW, input }], NOW);
  if (!answer || !('seq' in answer)) throw new Error('a new input gets its number');
  return answer.seq;
}

async function mergeOf(session: Session, from: string, into: string): Promise<MergeCommit> {
  const seq = await askedSeq(session, from, into);
  const customer = customerCommit(into, { profile: profile(into, { attributes: { merged: true } }) });
  return { from, into, seq, ordinalsAfter: { welcome: 1 }, batch: batch([customer]) };
}

/** The promises of a merge: nothing is lost, nothing is twice, and the old id leads on. */
export const mergeContract: Contract = {
  'all rows of one customer become the other’s, behind their own': async (session) => {
    const { store, reports } = session;
    await store.commit(batch([lived('c1', 'A'), lived('c2', 'B')]));
    const merge = await mergeOf(session, 'c1', 'c2');
    expect(await store.merge(merge)).toBe('committed');
    const [into, from] = await store.loadCustomers(['c2', 'c1'], READ_ALL);
    expect(into).toMatchObject({ profile: { id: 'c2', attributes: { merged: true } } });
    expect(into?.enrollments.map(({ profileId, ordinal }) => [profileId, ordinal])).toEqual([
      ['c2', 1],
      ['c2', 2],
    ]);
    // the first arm found is the sticky one
    expect(into?.assignments?.map(({ arm }) => arm)).toEqual(['B', 'A']);
    const exposed = await reports.exposures({ profileId: 'c2' });
    expect(exposed.map(({ arm, ordinal }) => [arm, ordinal])).toEqual([
      ['B', 1],
      ['A', 2],
    ]);
    expect(into?.events.map(({ id }) => id).toSorted()).toEqual(['e-c1', 'e-c2']);
    expect(into?.outbox.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(into?.sends.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(into?.conversions.map(({ ordinal }) => ordinal).toSorted()).toEqual([1, 2]);
    expect(into?.barredFrom.map(({ journeyId }) => journeyId)).toEqual(['barred-c1', 'barred-c2', 'both']);
    expect(from).toMatchObject({
      profile: null,
      enrollments: [],
      assignments: [],
      outbox: [],
      events: [],
      inputs: [],
    });
    expect((await reports.trace({ profileId: 'c2' })).map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect((await reports.profiles({ search: '' }, PAGE)).items.map(({ id }) => id)).toEqual(['c2']);
    expect((await reports.entryDecisions({ profileId: 'c2' }, PAGE)).items).toHaveLength(4);
    const held = await store.backlog({ journeyId: 'held', limit: 9 });
    expect(held.map(({ profileId }) => profileId)).toEqual(['c2', 'c2']);
  },

  'what is accepted and not applied yet waits, under every id of its customer': async (session) => {
    const { store, reports } = session;
    const waiting = async () => {
      const found = [];
      for (const id of ['c1', 'c2', 'c3']) found.push(await reports.hasWaitingInput(id));
      return found;
    };
    await store.commit(batch([lived('c1', 'A'), lived('c2', 'B')]));
    const merge = await mergeOf(session, 'c1', 'c2');
    expect(await waiting()).toEqual([true, false, false]);
    await store.merge(merge);
    expect(await waiting()).toEqual([false, false, false]);
    const [accepted] = await store.accept([eventInput('c1', 'e1')], NOW);
    expect(await waiting()).toEqual([true, true, false]);
    const consumed = accepted && 'seq' in accepted ? [accepted.seq] : [];
    await store.commit(batch([customerCommit('c2', { consumed })]));
    expect(await waiting()).toEqual([false, false, false]);
  },

  'receipts stay those of their messages, over any number of merges': async (session) => {
    const { store, reports } = session;
    const received = (profileId: string, arm: string) =>
      customerCommit(profileId, {
        profile: profile(profileId),
        exposures: [exposure(profileId, { arm, salt: `s-${profileId}` })],
        events: [
          historyEvent(profileId, `opened-${profileId}`, {
            name: 'message_opened',
            properties: { a: 1, key: `welcome/${profileId}/1/hello/1/sms/1` },
          }),
        ],
      });
    await store.commit(batch([received('c/1', 'A'), received('c2', 'B'), received('c3', 'B')]));
    const first = await mergeOf(session, 'c/1', 'c2');
    await store.merge(first);
    const second = await mergeOf(session, 'c2', 'c3');
    await store.merge(second);
    const split = { journeyId: 'welcome', node: 'ab', arms: ['A', 'B'], asOfMs: NOW + 1 };
    const query = { ...split, zone: 'UTC', goals: [], segments: [], covariate: null };
    for (const [id, arm] of [
      ['c/1', 'A'],
      ['c2', 'B'],
      ['c3', 'B'],
    ]) {
      const { receipts } = await reports.splitFigures({ ...query, salt: `s-${id}` });
      expect(receipts).toEqual([{ arm, delivered: 0, opened: 1, clicked: 0 }]);
    }
    const events = await reports.events('c3', PAGE);
    expect(events.items.map(({ properties }) => properties)).toContainEqual({
      a: 1,
      key: 'welcome/c3/3/hello/1/sms/1',
    });
  },

  'timers and planned effects fall due under the new id': async (session) => {
    const { store } = session;
    await store.commit(batch([lived('c1', 'A'), customerCommit('c2', { profile: profile('c2') })]));
    const merge = await mergeOf(session, 'c1', 'c2');
    await store.merge(merge);
    const later = { nowMs: NOW + 60_000, timersUntilMs: NOW + 60_000, heldJourneys: [], limit: 9 };
    expect(await store.dueCustomers(later)).toEqual(['c2']);
    expect(await store.dueEffects(later)).toMatchObject([
      { profileId: 'c2', key: 'welcome/c2/2/later/1/sms/1', dueAtMs: NOW + 5 },
    ]);
    expect(await store.enrolled({ journeyId: 'welcome', afterProfileId: '', limit: 9 })).toEqual(['c2']);
  },

  'inputs that wait move along, and later ones follow over any number of merges': async (session) => {
    const { store, reports } = session;
    await store.commit(batch(['c1', 'c2', 'c3'].map((id) => customerCommit(id, { profile: profile(id) }))));
    const asked = await mergeOf(session, 'c1', 'c2');
    await store.accept([eventInput('c1', 'waiting')], NOW);
    await store.merge(asked);
    const next = await mergeOf(session, 'c2', 'c3');
    await store.merge(next);
    await store.accept([eventInput('c1', 'later'), eventInput('c2', 'last')], NOW + 1);
    const [c3] = await store.loadCustomers(['c3'], READ_ALL);
    expect(c3?.inputs.map(({ input, profileId }) => ['id' in input && input.id, profileId])).toEqual([
      ['waiting', 'c3'],
      ['later', 'c3'],
      ['last', 'c3'],
    ]);
    expect(await Promise.all(['c1', 'c2', 'c3', 'c4'].map((id) => store.resolve(id)))).toEqual([
      'c3',
      'c3',
      'c3',
      'c4',
    ]);
    expect(await reports.profile('c1')).toMatchObject({ id: 'c3' });
    expect(await store.accept([eventInput('c3', 'waiting')], NOW)).toEqual([{ duplicate: true }]);
  },

  'names given out before a merge stay good, over any number of merges': async (session) => {
    const { store, reports } = session;
    const c3 = customerCommit('c3', { ...lived('c3', 'A'), enrollments: [enrollment('c3')] });
    await store.commit(batch([lived('c1', 'A'), lived('c2', 'B'), c3]));
    const first = await mergeOf(session, 'c1', 'c2');
    await store.merge(first);
    const second = await mergeOf(session, 'c2', 'c3');
    await store.merge(second);
    const nameOf = async (profileId: string) => {
      const sent = await reports.delivery(`welcome/${profileId}/1/sms/1/sms/1`);
      const passage = await reports.enrollment(`welcome/${profileId}/1`);
      return [sent?.profileId, sent?.ordinal, passage?.profileId, passage?.ordinal];
    };
    expect(await nameOf('c1')).toEqual(['c3', 3, 'c3', 3]);
    expect(await nameOf('c2')).toEqual(['c3', 2, 'c3', 2]);
    expect(await nameOf('c3')).toEqual(['c3', 1, 'c3', 1]);
  },

  'a merge that was carried out is not carried out again, and its id is taken': async (session) => {
    const { store } = session;
    await store.commit(batch(['c1', 'c2'].map((id) => customerCommit(id, { profile: profile(id) }))));
    const merge = await mergeOf(session, 'c1', 'c2');
    expect(await store.merge(merge)).toBe('committed');
    expect(await store.merge(merge)).toBe('stale');
    const input = { type: 'merge' as const, id: 'm-c1', into: 'c2' };
    expect(await store.accept([{ profileId: 'c1', atMs: NOW, input }], NOW)).toEqual([{ duplicate: true }]);
    expect(await store.accept([eventInput('c2', 'm-c1')], NOW)).toEqual([{ duplicate: true }]);
  },

  'a customer nobody knows may be merged, and into one nobody knows': async (session) => {
    const { store } = session;
    const merge = await mergeOf(session, 'ghost', 'c1');
    await store.merge(merge);
    await store.commit(batch([customerCommit('c9', { profile: profile('c9') })]));
    expect(await store.resolve('ghost')).toBe('c1');
    expect((await store.loadCustomers(['c1'], READ_ALL))[0]).toMatchObject({ profile: { id: 'c1' } });
  },
};
