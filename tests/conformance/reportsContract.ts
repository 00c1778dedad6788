import { expect } from 'vitest';
import { type CountDelta, enrollmentId, sendKey } from '../../engine/core/records.ts';
import type { Page, PageQuery } from '../../engine/stores/page.ts';
import {
  batch,
  customerCommit,
  ended,
  enrollment,
  entryDecision,
  eventInput,
  historyEvent,
  NOW,
  outboxRow,
  profile,
  traceRow,
} from './rows.ts';
import type { Contract } from './session.ts';

/** Walks all pages of two; a page never repeats or skips a row. */
async function walk<Row>(ask: (page: PageQuery) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await ask({ limit: 2, cursor });
    expect(page.items.length).toBeLessThanOrEqual(2);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

/** Promises of `Reports`. */
export const reportsContract: Contract = {
  'profiles are searched by id, address and text attributes, in id order': async (session) => {
    const { store, reports } = session;
    const profiles = [
      profile('c1', { attributes: { name: '王小明', note: '100% "sure"', age: 42 } }),
      profile('c2', { addresses: { email: 'Ada@Bank.example' } }),
      profile('c3', { attributes: { nested: { name: '王' } } }),
      profile('x_9'),
    ];
    await store.commit(batch(profiles.map((of) => customerCommit(of.id, { profile: of }))));
    const found = async (search: string) =>
      (await walk((page) => reports.profiles({ search }, page))).map(({ id }) => id);
    expect(await found('')).toEqual(['c1', 'c2', 'c3', 'x_9']);
    expect(await found('王')).toEqual(['c1']);
    expect(await found('ada@bank')).toEqual(['c2']);
    expect(await found('C')).toEqual(['c1', 'c2', 'c3']);
    expect(await found('0% "S')).toEqual(['c1']);
    expect(await found('_')).toEqual(['x_9']);
    expect(await found('name')).toEqual([]);
    expect(await reports.profile('c1')).toEqual(profiles[0]);
    expect(await reports.profile('nobody')).toBeNull();
    expect(await reports.profileCount()).toBe(4);
  },

  'a customer who only ever sent events has no profile to list': async (session) => {
    const { store, reports } = session;
    await store.accept([eventInput('ghost', 'e1')], NOW);
    expect(await reports.profileCount()).toBe(0);
    expect(await walk((page) => reports.profiles({ search: '' }, page))).toEqual([]);
  },

  'events come newest first': async (session) => {
    const { store, reports } = session;
    const events = [3, 1, 2, 2, 5].map((offset, index) =>
      historyEvent('c1', `e${index}`, { occurredAtMs: NOW + offset, name: index % 2 ? 'a' : 'b' }),
    );
    await store.commit(batch([customerCommit('c1', { events })]));
    const ids = (await walk((page) => reports.events('c1', page))).map(({ id }) => id);
    expect(ids).toEqual(['e4', 'e0', 'e3', 'e2', 'e1']);
  },

  'deliveries come newest first and are filtered by journey, channel, state and customer': async (
    session,
  ) => {
    const { store, reports } = session;
    const rows = [
      outboxRow('c1', { plannedAtMs: NOW, status: 'accepted', decidedAtMs: NOW }),
      outboxRow('c2', { plannedAtMs: NOW + 1, status: 'refused', reason: 'capped', decidedAtMs: NOW }),
      outboxRow('c3', { plannedAtMs: NOW + 1, lane: 'email' }),
      outboxRow('c4', { plannedAtMs: NOW + 2, journeyId: 'other', status: 'calling' }),
      outboxRow('c1', { plannedAtMs: NOW + 3, visit: 2, status: 'unknown' }),
    ];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { outbox: [row] }))));
    const keys = async (filter: Parameters<typeof reports.deliveries>[0]) =>
      (await walk((page) => reports.deliveries(filter, page))).map(
        ({ profileId, visit }) => `${profileId}/${visit}`,
      );
    expect(await keys({})).toEqual(['c1/2', 'c4/1', 'c3/1', 'c2/1', 'c1/1']);
    expect(await keys({ journeyId: 'welcome', channel: 'sms' })).toEqual(['c1/2', 'c2/1', 'c1/1']);
    expect(await keys({ profileId: 'c1' })).toEqual(['c1/2', 'c1/1']);
    const byStatus = [];
    for (const status of ['planned', 'claimed', 'calling', 'accepted', 'refused', 'unknown'] as const) {
      byStatus.push(await keys({ status }));
    }
    expect(byStatus).toEqual([['c3/1'], [], ['c4/1'], ['c1/1'], ['c2/1'], ['c1/2']]);
    const [first] = rows;
    expect(await reports.delivery(first ? sendKey(first) : '')).toEqual(first);
    expect(await reports.delivery('welcome/c9/1/sms/1/sms/1')).toBeNull();
    expect(await reports.delivery('nonsense')).toBeNull();
  },

  'enrollments come newest first and are filtered by journey, node, state and customer': async (session) => {
    const { store, reports } = session;
    const at = (node: string) => ({ format: 1, node, visits: {}, vars: {}, wait: null }) as const;
    const rows = [
      enrollment('c1', { enteredAtMs: NOW, state: at('a') }),
      enrollment('c2', { enteredAtMs: NOW + 1, state: at('b') }),
      enrollment('c2', { enteredAtMs: NOW + 1, journeyId: 'other', state: at('a') }),
      ended(enrollment('c/3', { enteredAtMs: NOW + 2 })),
    ];
    await store.commit(batch(rows.map((row) => customerCommit(row.profileId, { enrollments: [row] }))));
    const ids = async (filter: Parameters<typeof reports.enrollments>[0]) =>
      (await walk((page) => reports.enrollments(filter, page))).map(enrollmentId);
    expect(await ids({})).toEqual(['welcome/c/3/1', 'welcome/c2/1', 'other/c2/1', 'welcome/c1/1']);
    expect(await ids({ journeyId: 'welcome', status: 'active' })).toEqual(['welcome/c2/1', 'welcome/c1/1']);
    expect(await ids({ node: 'a' })).toEqual(['other/c2/1', 'welcome/c1/1']);
    expect(await ids({ journeyId: 'welcome', node: 'a' })).toEqual(['welcome/c1/1']);
    expect(await ids({ status: 'ended' })).toEqual(['welcome/c/3/1']);
    expect(await ids({ profileId: 'c2' })).toEqual(['welcome/c2/1', 'other/c2/1']);
    expect(await reports.enrollment('welcome/c/3/1')).toEqual(rows[3]);
    expect(await reports.enrollment('welcome/c9/1')).toBeNull();
    expect(await reports.enrollment('nonsense')).toBeNull();
  },

  'the trace tells a customer’s steps in order, of one enrollment or all': async (session) => {
    const { store, reports } = session;
    const first = [traceRow('c1', 0), traceRow('c1', 1), traceRow('c1', 2, { atMs: NOW + 9, version: 2 })];
    const other = [traceRow('c1', 0, { journeyId: 'other', atMs: NOW + 5 })];
    await store.commit(batch([customerCommit('c1', { trace: [...first.slice(0, 2), ...other] })]));
    await store.commit(batch([customerCommit('c1', { trace: first.slice(2) })]));
    expect(await reports.trace({ profileId: 'c1' })).toEqual([first[0], first[1], other[0], first[2]]);
    expect(await reports.trace({ profileId: 'c1', journeyId: 'welcome', ordinal: 1 })).toEqual(first);
    expect(await reports.trace({ profileId: 'c1', journeyId: 'welcome', ordinal: 2 })).toEqual([]);
  },

  'a trace of any length and wording comes back as it was written': async (session) => {
    const { store, reports } = session;
    const odd = ['100% > 3 + 4 #5!', '@home/2', 'later', '', 'ein\u00e4 \ud83d\ude00\n'];
    const steps = Array.from({ length: 45 }, (_, index) =>
      traceRow('c1', index, {
        atMs: NOW + 10 * Math.floor(index / 7),
        version: index < 30 ? 1 : 12,
        visit: 1 + Math.floor(index / 4),
        outlet: index % 2 === 0 ? null : 'next',
        reason: odd[index % 6] ?? null,
        ...(index % 7 === 0 ? { lateMs: 1_000 + index } : {}),
      }),
    );
    for (let start = 0; start < steps.length; start += 7) {
      await store.commit(batch([customerCommit('c1', { trace: steps.slice(start, start + 7) })]));
    }
    expect(await reports.trace({ profileId: 'c1' })).toEqual(steps);
  },

  'entry decisions come newest first, by journey or customer': async (session) => {
    const { store, reports } = session;
    const entries = [
      entryDecision('c1'),
      entryDecision('c2', { journeyId: 'other' }),
      entryDecision('c1', { decision: 'held', key: 'k' }),
    ];
    for (const entry of entries)
      await store.commit(batch([customerCommit(entry.profileId, { entries: [entry] })]));
    const all = await walk((page) => reports.entryDecisions({}, page));
    expect(all).toEqual([entries[2], entries[1], entries[0]]);
    expect((await reports.entryDecisions({ journeyId: 'other' }, { limit: 9, cursor: null })).items).toEqual([
      entries[1],
    ]);
    expect(
      (await reports.entryDecisions({ profileId: 'c1' }, { limit: 9, cursor: null })).items,
    ).toHaveLength(2);
  },

  'counters and totals are per journey and version': async (session) => {
    const { store, reports } = session;
    const count = (journeyId: string, version: number, metric: CountDelta['metric'], times: number) =>
      ({ journeyId, version, node: '', metric, detail: '', count: times }) as const;
    const counts = [
      count('b', 1, 'entered', 5),
      count('b', 2, 'entered', 2),
      count('b', 1, 'ended', 3),
      { ...count('a', 1, 'goal', 1), detail: 'bought' },
      { ...count('a', 2, 'goal', 2), detail: 'bought' },
      { ...count('a', 2, 'goal', 4), detail: 'left' },
      count('b', 1, 'parked', 4),
      count('b', 1, 'retried', 1),
    ];
    await store.commit(batch([], { counts }));
    expect(await reports.journeyTotals()).toEqual([
      { journeyId: 'a', entered: 0, ended: 0, goals: { bought: 3, left: 4 }, parked: 0 },
      { journeyId: 'b', entered: 7, ended: 3, goals: {}, parked: 3 },
    ]);
    expect(await reports.counts('b', 2)).toEqual([counts[1]]);
    expect(await reports.counts('b')).toHaveLength(5);
  },

  'a backlog comes oldest first; while paused, what is overdue is part of it': async (session) => {
    const { store, reports } = session;
    const entry = (profileId: string, atMs: number) =>
      entryDecision(profileId, {
        decision: 'held',
        atMs,
        key: 'k1',
        offer: {
          entry: { eventId: 'e1', name: 'came', properties: {} },
          key: 'k1',
          by: 'trigger',
        },
      });
    const act = (profileId: string, status: 'held' | 'planned', dueAtMs: number, node = 'sms') =>
      customerCommit(profileId, { outbox: [outboxRow(profileId, { status, dueAtMs, node })] });
    await store.commit(
      batch([
        customerCommit('c1', { entries: [entry('c1', NOW - 10)] }),
        act('c2', 'held', NOW - 30),
        act('c3', 'planned', NOW - 20),
        act('c4', 'planned', NOW + 1),
        customerCommit('c5', { enrollments: [enrollment('c5', { dueAtMs: NOW - 20 })] }),
        customerCommit('c6', { enrollments: [enrollment('c6', { dueAtMs: NOW + 1 })] }),
        customerCommit('c7', { enrollments: [ended(enrollment('c7', { dueAtMs: NOW - 20 }))] }),
      ]),
    );
    const list = (overdueAtMs: number | null, journeyId = 'welcome') =>
      walk((page) => reports.backlog({ journeyId, overdueAtMs }, page));
    const paused = await list(NOW);
    expect(paused.map(({ profileId, atMs, held }) => [profileId, atMs - NOW, held.type])).toEqual([
      ['c2', -30, 'act'],
      ['c3', -20, 'act'],
      ['c5', -20, 'timer'],
      ['c1', -10, 'entry'],
    ]);
    expect(paused.at(-1)?.held).toEqual({ type: 'entry', event: 'came', key: 'k1' });
    expect(paused[2]?.held).toEqual({ type: 'timer', ordinal: 1, node: 'wait' });
    expect((await list(null)).map(({ profileId }) => profileId)).toEqual(['c2', 'c1']);
    expect(await list(NOW, 'other')).toEqual([]);
    const ages = { youngAfterMs: NOW - 20, oldUntilMs: NOW - 30 };
    const counts = await reports.backlogCounts({ journeyId: 'welcome', overdueAtMs: NOW, ...ages });
    expect(counts).toEqual([
      { type: 'act', young: 0, middle: 1, old: 1 },
      { type: 'entry', young: 1, middle: 0, old: 0 },
      { type: 'timer', young: 0, middle: 1, old: 0 },
    ]);
  },

  'the dictionary lists names in use with types and frequency': async (session) => {
    const { store, reports } = session;
    const commits = [
      customerCommit('c1', {
        profile: profile('c1', { attributes: { age: 4.5, name: 'Ada', vip: true, none: null } }),
        events: [
          historyEvent('c1', 'e1', { properties: { amount: 1 } }),
          historyEvent('c1', 'e2', { properties: { city: 'x' } }),
        ],
      }),
      customerCommit('c2', {
        profile: profile('c2', { attributes: { age: '40', list: [], map: {} } }),
        events: [historyEvent('c2', 'e3', { name: 'purchase' })],
      }),
    ];
    await store.commit(batch(commits));
    expect(await reports.dictionary()).toEqual({
      attributes: [
        { name: 'age', types: ['number', 'string'], count: 2 },
        { name: 'list', types: ['list'], count: 1 },
        { name: 'map', types: ['object'], count: 1 },
        { name: 'name', types: ['string'], count: 1 },
        { name: 'vip', types: ['boolean'], count: 1 },
      ],
      events: [
        { name: 'card_issued', count: 2, properties: ['amount', 'city'] },
        { name: 'purchase', count: 1, properties: [] },
      ],
    });
  },

  'a cursor of another list is refused': async (session) => {
    const { reports } = session;
    for (const cursor of ['x', '%', '%5B1%5D', '%7B%7D']) {
      await expect(reports.profiles({ search: '' }, { limit: 2, cursor })).rejects.toThrow(RangeError);
    }
  },
};
