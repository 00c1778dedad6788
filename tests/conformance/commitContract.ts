import { expect } from 'vitest';
import type { CustomerCommit, Entry } from '../../engine/core/records.ts';
import type { Job, Reads } from '../../engine/stores/store.ts';
import {
  batch,
  customerCommit,
  ended,
  enrollment,
  entryDecision,
  eventInput,
  exposure,
  historyEvent,
  NOW,
  outboxRow,
  profile,
  READ_NOTHING,
  traceRow,
} from './rows.ts';
import type { Contract, Session } from './session.ts';

const READ_ALL = { events: ['card_issued', 'purchase'], sendsSinceMs: 0, pastArms: null };
const PAGE = { limit: 100, cursor: null };
const job: Job = {
  id: 'welcome/1',
  type: 'enrolPopulation',
  journeyId: 'welcome',
  version: 1,
  atMs: NOW,
  priority: 50,
  cursor: 'c1',
  status: 'running',
  event: null,
  doneCount: 1,
  resume: null,
};

async function acceptedSeqs({ store }: Session, profileId: string, ...ids: string[]): Promise<number[]> {
  const answers = await store.accept(
    ids.map((id) => eventInput(profileId, id)),
    NOW,
  );
  return answers.flatMap((answer) => ('seq' in answer ? [answer.seq] : []));
}

async function load({ store }: Session, profileId: string, reads: Reads = READ_ALL) {
  const [customer] = await store.loadCustomers([profileId], reads);
  if (!customer) throw new Error('every id asked for is answered');
  return customer;
}

/** Everything a customer's step may write at once. */
function fullCommit(profileId: string, consumed: readonly number[]): CustomerCommit {
  return customerCommit(profileId, {
    consumed,
    profile: profile(profileId, {
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      attributes: {
        name: 'O\'Brien "q" \\ 王',
        score: 0.1,
        big: 1e21,
        off: false,
        none: null,
        list: [1, ['x']],
      },
      tags: ['vip'],
      addresses: { sms: '+8613800000000' },
      consent: { sms: true, email: { marketing: false } },
      suppressed: ['complained'],
    }),
    events: [historyEvent(profileId, 'e1', { properties: { amount: 5 } })],
    enrollments: [
      enrollment(profileId, {
        key: '100',
        entry: { eventId: 'e1', name: 'card_issued', properties: { cardId: '100' } },
        stepCount: 2,
        state: { format: 1, node: 'sms', visits: { start: 1, sms: 1 }, vars: { score: 7 }, wait: null },
        dueAtMs: null,
      }),
    ],
    trace: [traceRow(profileId, 0), traceRow(profileId, 1, { outlet: null, reason: 'waits' })],
    exposures: [exposure(profileId), exposure(profileId, { node: '', arm: 'treated', key: '100' })],
    outbox: [outboxRow(profileId, { plannedAtMs: NOW - 1 })],
    entries: [entryDecision(profileId, { journeyId: 'other', eventId: 'e1', key: 'k' })],
    conversions: [
      { profileId, journeyId: 'welcome', ordinal: 1, version: 1, goal: 'bought', atMs: NOW, value: 9.5 },
      { profileId, journeyId: 'welcome', ordinal: 1, version: 1, goal: 'bought', atMs: NOW, value: null },
    ],
    barredFrom: [{ journeyId: 'other', sinceMs: NOW }],
  });
}

/** Promises of `Store.commit` and `Store.loadCustomers`. */
export const commitContract: Contract = {
  'everything a step writes is there afterwards, exactly': async (session) => {
    const consumed = await acceptedSeqs(session, 'c1', 'e1');
    const commit = fullCommit('c1', consumed);
    expect(await session.store.commit(batch([commit]))).toEqual(['committed']);
    const { profileId: _owner, ...event } = historyEvent('c1', 'e1', { properties: { amount: 5 } });
    expect(await load(session, 'c1')).toEqual({
      profileId: 'c1',
      profile: commit.profile,
      inputs: [],
      enrollments: commit.enrollments,
      assignments: commit.exposures.map(({ journeyId, node, salt, arm, epoch, source }) =>
        expect.objectContaining({ journeyId, node, salt, arm, epoch, source }),
      ),
      outbox: commit.outbox,
      sends: [],
      events: [event],
      conversions: commit.conversions,
      barredFrom: [{ journeyId: 'other', sinceMs: NOW }],
      watches: [],
    });
    expect(await session.reports.trace({ profileId: 'c1' })).toEqual(commit.trace);
    expect((await session.reports.entryDecisions({ profileId: 'c1' }, PAGE)).items).toEqual(commit.entries);
  },

  'who let an enrollment in comes back, and how deep in a chain of journeys': async (session) => {
    const nobody = { eventId: null, name: null, properties: {} };
    const entries: Entry[] = [
      nobody,
      { ...nobody, depth: 2 },
      { ...nobody, by: 'deed' },
      { ...nobody, depth: 1, by: 'journey' },
    ];
    const enrollments = entries.map((entry, index) => enrollment('c1', { ordinal: index + 1, entry }));
    await session.store.commit(batch([customerCommit('c1', { enrollments })]));
    expect((await load(session, 'c1')).enrollments.map(({ entry }) => entry)).toEqual(entries);
  },

  'an unknown customer comes back empty, and ids come back in the order asked': async (session) => {
    const { store } = session;
    await store.commit(batch([customerCommit('b', { profile: profile('b') })]));
    const customers = await store.loadCustomers(['z', 'b', 'a'], READ_ALL);
    expect(customers.map((customer) => [customer.profileId, customer.profile?.id ?? null])).toEqual([
      ['z', null],
      ['b', 'b'],
      ['a', null],
    ]);
  },

  'a customer whose input somebody else applied is stale, and only that customer': async (session) => {
    const consumed = await acceptedSeqs(session, 'c1', 'e1');
    const others = await acceptedSeqs(session, 'c2', 'e2');
    const { store } = session;
    await store.commit(batch([customerCommit('c1', { consumed })]));
    const late = customerCommit('c1', {
      consumed,
      profile: profile('c1', { locale: 'fr' }),
      exposures: [exposure('c1')],
    });
    const fine = customerCommit('c2', { consumed: others, profile: profile('c2') });
    expect(await store.commit(batch([late, fine, late]))).toEqual(['stale', 'committed', 'stale']);
    expect(await load(session, 'c1')).toMatchObject({ profile: null, assignments: [] });
    expect(await load(session, 'c2')).toMatchObject({ inputs: [], profile: { id: 'c2' } });
  },

  'a stale customer keeps the inputs that are still there': async (session) => {
    const [first = 0, second = 0] = await acceptedSeqs(session, 'c1', 'e1', 'e2');
    const { store } = session;
    await store.commit(batch([customerCommit('c1', { consumed: [second] })]));
    expect(await store.commit(batch([customerCommit('c1', { consumed: [first, second] })]))).toEqual([
      'stale',
    ]);
    expect((await load(session, 'c1')).inputs.map(({ seq }) => seq)).toEqual([first]);
  },

  'an enrollment is not written over one that went further, ended or began already': async (session) => {
    const { store } = session;
    const first = enrollment('c1', { stepCount: 1 });
    const begin = customerCommit('c1', { enrollments: [first], trace: [traceRow('c1', 0)] });
    expect(await store.commit(batch([begin]))).toEqual(['committed']);
    expect(await store.commit(batch([begin]))).toEqual(['stale']);
    const further = { ...first, stepCount: 4 };
    const put = async (of: CustomerCommit['enrollments'][number]) =>
      (await store.commit(batch([customerCommit('c1', { enrollments: [of] })])))[0];
    expect(await put(further)).toBe('committed');
    expect(await put({ ...further, stepCount: 3 })).toBe('stale');
    expect(await put({ ...further, dueAtMs: NOW + 1 })).toBe('committed');
    expect(await put(ended(further))).toBe('committed');
    expect(await put({ ...further, stepCount: 9 })).toBe('stale');
    expect((await load(session, 'c1')).enrollments).toEqual([ended(further)]);
  },

  'of two that saw an effect planned, one claims it': async (session) => {
    const { store } = session;
    const put = async (row: ReturnType<typeof outboxRow>) =>
      (await store.commit(batch([customerCommit('c1', { outbox: [row] })])))[0];
    await put(outboxRow('c1'));
    const claimed = outboxRow('c1', { status: 'claimed', attempts: 1, decidedAtMs: NOW });
    expect(await put(claimed)).toBe('committed');
    expect(await put(claimed)).toBe('stale');
    expect(await put({ ...claimed, status: 'planned', hold: 'retry' })).toBe('committed');
    expect(await put({ ...claimed, attempts: 2 })).toBe('committed');
  },

  'a batch that fails midway leaves nothing of any customer, counter, job or pace': async (session) => {
    const consumed = await acceptedSeqs(session, 'c1', 'e1');
    const { store, reports } = session;
    await store.commit(batch([customerCommit('c2', { trace: [traceRow('c2', 0)] })]));
    const broken = customerCommit('c2', { profile: profile('c2'), trace: [traceRow('c2', 0)] });
    const count = {
      journeyId: 'welcome',
      version: 1,
      node: '',
      metric: 'entered',
      detail: '',
      count: 1,
    } as const;
    const more = { counts: [count], jobs: [job], paces: [{ name: 'sms', nextAtMs: NOW }] };
    await expect(store.commit(batch([fullCommit('c1', consumed), broken], more))).rejects.toThrow(
      /contradicts/,
    );
    const customer = await load(session, 'c1');
    expect(customer).toMatchObject({
      profile: null,
      enrollments: [],
      assignments: [],
      outbox: [],
      events: [],
    });
    expect(customer.inputs.map(({ seq }) => seq)).toEqual(consumed);
    expect(await reports.profile('c2')).toBeNull();
    expect(await reports.counts('welcome')).toEqual([]);
    expect(await store.jobs()).toEqual([]);
    expect(await store.paces()).toEqual(new Map());
    // and the store goes on
    expect(await store.commit(batch([fullCommit('c1', consumed)], more))).toEqual(['committed']);
    expect(await store.jobs()).toEqual([job]);
  },

  'counters add up, jobs and paces are replaced': async (session) => {
    const { store, reports } = session;
    const count = {
      journeyId: 'welcome',
      version: 1,
      node: 'ab',
      metric: 'left',
      detail: 'A',
      count: 3,
    } as const;
    await store.commit(batch([], { counts: [count], jobs: [job], paces: [{ name: 'sms', nextAtMs: 1 }] }));
    const done: Job = {
      ...job,
      cursor: 'c9',
      status: 'done',
      doneCount: 9,
      resume: { atMs: NOW, backlog: 'drop', perSecond: 0.5 },
    };
    const paces = [{ name: 'sms', nextAtMs: 2 }];
    await store.commit(batch([], { counts: [count, { ...count, count: -1 }], jobs: [done], paces }));
    expect(await reports.counts('welcome')).toEqual([{ ...count, count: 5 }]);
    expect(await store.jobs()).toEqual([done]);
    expect(await store.paces()).toEqual(new Map([['sms', 2]]));
  },

  'an effect comes back as it was planned, whatever it says': async (session) => {
    const { store } = session;
    const content = { subject: 'Hé "you"', body: 'line\nline 😀' };
    const row = outboxRow('c1', {
      lane: 'email',
      status: 'calling',
      content,
      address: 'a@b.example',
      effect: {
        type: 'sendMessage',
        channel: 'email',
        template: 't',
        locale: 'fr',
        purpose: 'service',
        tags: ['promo', 'vip'],
        quiet: 'refuse',
        maxHold: 'PT1H',
        missing: 'refuse',
        to: 'event.email',
      },
    });
    await store.commit(batch([customerCommit('c1', { outbox: [row] })]));
    expect((await load(session, 'c1')).outbox).toEqual([row]);
  },

  'hostile texts come back as they were': async (session) => {
    const { store } = session;
    const id = `'; DROP TABLE profile; --"%_\\/${'😀'.repeat(80)}`;
    const attributes = { '"\'\\': '\'"\\%_\u2028', 'a b': '{{ x }}', 名字: '\ud83d\ude00' };
    const commit = customerCommit(id, {
      profile: profile(id, { attributes }),
      enrollments: [enrollment(id, { key: 'k\'"' })],
      trace: [traceRow(id, 0, { reason: "it's" })],
    });
    await store.commit(batch([commit]));
    const customer = await load(session, id);
    expect(customer.profile).toEqual(commit.profile);
    expect(customer.enrollments).toEqual(commit.enrollments);
    expect(await session.reports.trace({ profileId: id })).toEqual(commit.trace);
  },

  'ten thousand customers go in one batch': async (session) => {
    const { store, reports } = session;
    const ids = Array.from({ length: 10_000 }, (_, index) => `c${String(index).padStart(5, '0')}`);
    await store.accept(
      ids.map((id) => eventInput(id, `of-${id}`)),
      NOW,
    );
    const customers = await store.loadCustomers(ids, READ_NOTHING);
    const commits = customers.map(({ profileId, inputs }) =>
      customerCommit(profileId, {
        consumed: inputs.map(({ seq }) => seq),
        profile: profile(profileId),
        enrollments: [enrollment(profileId)],
        trace: [traceRow(profileId, 0)],
      }),
    );
    expect(new Set(await store.commit(batch(commits)))).toEqual(new Set(['committed']));
    expect(await reports.profileCount()).toBe(10_000);
    const due = await store.dueCustomers({
      nowMs: NOW,
      timersUntilMs: NOW + 60_000,
      heldJourneys: [],
      limit: 20_000,
    });
    expect(due).toEqual(ids);
  },
};
