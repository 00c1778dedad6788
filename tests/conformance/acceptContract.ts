import { expect } from 'vitest';
import { batch, customerCommit, eventInput, historyEvent, NOW, READ_NOTHING } from './rows.ts';
import type { Contract } from './session.ts';

const ALL = { nowMs: NOW, timersUntilMs: NOW, heldJourneys: [], limit: 100 };
const PAGE = { limit: 100, cursor: null };

/** Promises of `Store.accept`. */
export const acceptContract: Contract = {
  'acceptance numbers rise, also after everything was applied and the program started again': async (
    session,
  ) => {
    const { store, reopen } = session;
    const [first, second] = await store.accept([eventInput('c1', 'e1'), eventInput('c1', 'e2')], NOW);
    if (!first || !second || !('seq' in first) || !('seq' in second)) throw new Error('both are new');
    expect(second.seq).toBeGreaterThan(first.seq);
    await store.commit(batch([customerCommit('c1', { consumed: [first.seq, second.seq] })]));
    await reopen();
    const [third] = await store.accept([eventInput('c1', 'e3')], NOW);
    expect(third).toEqual({ seq: expect.any(Number) });
    expect(third && 'seq' in third ? third.seq : 0).toBeGreaterThan(second.seq);
  },

  'an event id is taken once, within one batch, across batches and against the history': async (session) => {
    const { store, reports } = session;
    const both = await store.accept([eventInput('c1', 'e1'), eventInput('c2', 'e1')], NOW);
    expect(both).toEqual([{ seq: expect.any(Number) }, { duplicate: true }]);
    expect(await store.accept([eventInput('c1', 'e1')], NOW + 5)).toEqual([{ duplicate: true }]);
    const [customer] = await store.loadCustomers(['c1'], READ_NOTHING);
    const consumed = customer?.inputs.map(({ seq }) => seq) ?? [];
    await store.commit(batch([customerCommit('c1', { consumed, events: [historyEvent('c1', 'e1')] })]));
    expect(await store.accept([eventInput('c1', 'e1')], NOW + 9)).toEqual([{ duplicate: true }]);
    expect((await reports.duplicates(PAGE)).items).toEqual([
      { id: 'e1', profileId: 'c1', atMs: NOW + 9 },
      { id: 'e1', profileId: 'c1', atMs: NOW + 5 },
      { id: 'e1', profileId: 'c2', atMs: NOW },
    ]);
  },

  'an event that reached the history without an input takes its id all the same': async (session) => {
    const { store } = session;
    await store.commit(batch([customerCommit('c1', { events: [historyEvent('c1', 'made-by-a-step')] })]));
    expect(await store.accept([eventInput('c1', 'made-by-a-step')], NOW)).toEqual([{ duplicate: true }]);
  },

  'a receipt is taken once, and its id is no event id': async (session) => {
    const { store } = session;
    const receipt = {
      profileId: 'c1',
      atMs: NOW,
      input: {
        type: 'receipt',
        id: 'x1',
        journeyId: 'welcome',
        node: 'sms',
        kind: 'clicked',
        key: null,
        delivery: 'last',
        properties: { link: 'https://example.com' },
      },
    } as const;
    const answers = await store.accept([receipt, receipt, eventInput('c1', 'x1')], NOW);
    expect(answers).toEqual([{ seq: expect.any(Number) }, { duplicate: true }, { seq: expect.any(Number) }]);
  },

  'what has no id is taken every time': async (session) => {
    const { store } = session;
    const consent = {
      profileId: 'c1',
      atMs: NOW,
      input: { type: 'consent', channel: 'sms', purpose: null, granted: false },
    } as const;
    await store.accept([consent, consent], NOW);
    const [customer] = await store.loadCustomers(['c1'], READ_NOTHING);
    expect(customer?.inputs.map(({ input }) => input)).toEqual([consent.input, consent.input]);
  },

  'inputs are loaded in order of acceptance, exactly as they came': async (session) => {
    const { store } = session;
    const inputs = [
      eventInput('c1', 'late', { atMs: NOW + 9, properties: { amount: 1.5, list: [1, { deep: null }] } }),
      eventInput('c1', 'early', { atMs: NOW - 9 }),
      {
        profileId: 'c1',
        atMs: NOW,
        input: { type: 'profile', patch: { attributes: { city: '上海' } } },
      } as const,
      { profileId: 'c1', atMs: NOW, input: { type: 'remove', journeyId: 'welcome', key: '100' } } as const,
    ];
    await store.accept(inputs, NOW);
    const [customer] = await store.loadCustomers(['c1'], READ_NOTHING);
    expect(customer?.inputs.map(({ seq: _seq, ...input }) => input)).toEqual(inputs);
  },

  'a batch that fails midway leaves none of its inputs and no id taken': async (session) => {
    const { store } = session;
    const broken = { ...eventInput('c1', 'e2'), atMs: Number.NaN };
    await expect(store.accept([eventInput('c1', 'e1'), broken], NOW)).rejects.toThrow();
    expect(await store.dueCustomers(ALL)).toEqual([]);
    expect(await store.accept([eventInput('c1', 'e1')], NOW)).toEqual([{ seq: expect.any(Number) }]);
  },

  'nothing accepted is nothing due': async (session) => {
    const { store } = session;
    expect(await store.accept([], NOW)).toEqual([]);
    expect(await store.dueCustomers(ALL)).toEqual([]);
    expect(await store.nextDueMs([])).toBeNull();
  },
};
