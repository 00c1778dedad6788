import { expect } from 'vitest';
import type { Reads } from '../../engine/stores/store.ts';
import {
  batch,
  customerCommit,
  enrollment,
  eventInput,
  exposure,
  historyEvent,
  NOW,
  outboxRow,
  READ_NOTHING,
} from './rows.ts';
import type { Contract, Session } from './session.ts';

async function load({ store }: Session, reads: Reads) {
  const [customer] = await store.loadCustomers(['c1'], reads);
  if (!customer) throw new Error('every id asked for is answered');
  return customer;
}

/** Of a customer comes what a decision may read, and no more. */
export const loadContract: Contract = {
  'history comes by occurrence, equal instants by acceptance, only the names asked for': async (session) => {
    const { store } = session;
    const events = [
      historyEvent('c1', 'b', { occurredAtMs: NOW }),
      historyEvent('c1', 'c', { occurredAtMs: NOW, name: 'purchase' }),
      historyEvent('c1', 'a', { occurredAtMs: NOW - 1, name: 'purchase' }),
      historyEvent('c1', 'd', { occurredAtMs: NOW }),
      historyEvent('c1', 'x', { name: 'login' }),
    ];
    await store.commit(batch([customerCommit('c1', { events })]));
    const ids = async (names: string[]) =>
      (await load(session, { ...READ_NOTHING, events: names })).events.map(({ id }) => id);
    expect(await ids(['card_issued', 'purchase'])).toEqual(['a', 'b', 'c', 'd']);
    expect(await ids(['purchase', 'purchase'])).toEqual(['a', 'c']);
    expect(await ids([])).toEqual([]);
  },

  'arms are loaded for who may come to one, and for nobody who rests behind the last': async (session) => {
    const { store } = session;
    const pastArms = new Map([['welcome', { version: 1, nodes: new Set(['behind']) }]]);
    const at = (profileId: string, node: string, more: Parameters<typeof enrollment>[1] = {}) =>
      customerCommit(profileId, {
        enrollments: [enrollment(profileId, { state: { ...enrollment(profileId).state, node }, ...more })],
        exposures: [exposure(profileId)],
      });
    await store.commit(
      batch([
        at('behind', 'behind'),
        at('before', 'before'),
        at('older', 'behind', { version: 2 }),
        at('elsewhere', 'behind', { journeyId: 'other' }),
        at('told', 'behind'),
      ]),
    );
    await store.accept([eventInput('told', 'e1')], NOW);
    const loaded = async (of: Reads['pastArms']) => {
      const ids = ['behind', 'before', 'older', 'elsewhere', 'told'];
      const customers = await store.loadCustomers(ids, { ...READ_NOTHING, pastArms: of });
      return customers
        .filter(({ assignments }) => assignments?.length === 1)
        .map(({ profileId }) => profileId);
    };
    expect(await loaded(pastArms)).toEqual(['before', 'older', 'elsewhere', 'told']);
    expect(await loaded(null)).toEqual(['behind', 'before', 'older', 'elsewhere', 'told']);
  },

  'open effects are always loaded, settled messages since an instant': async (session) => {
    const { store } = session;
    const settled = (visit: number, decidedAtMs: number, more = {}) =>
      outboxRow('c1', { visit, status: 'accepted', decidedAtMs, ...more });
    const call = {
      type: 'callWebhook',
      url: 'https://a.example',
      method: 'POST',
      headers: {},
      body: {},
      timeoutMs: 1,
      keep: {},
    } as const;
    const rows = [
      settled(1, NOW - 100),
      settled(2, NOW - 50, { status: 'refused', reason: 'capped' }),
      settled(3, NOW, { status: 'cancelled' }),
      settled(4, NOW, { node: 'hook', lane: 'callWebhook', effect: call }),
      outboxRow('c1', { visit: 5, status: 'calling', attempts: 1 }),
      outboxRow('c1', { visit: 6, node: 'hook', lane: 'callWebhook', effect: call }),
    ];
    await store.commit(batch([customerCommit('c1', { outbox: rows })]));
    const visits = async (sendsSinceMs: number | null) => {
      const { outbox, sends } = await load(session, { ...READ_NOTHING, sendsSinceMs });
      return [outbox.map(({ visit }) => visit).sort(), sends.map(({ visit }) => visit).sort()];
    };
    expect(await visits(null)).toEqual([[5, 6], []]);
    expect(await visits(NOW - 100)).toEqual([
      [5, 6],
      [1, 2, 4],
    ]);
    expect(await visits(NOW - 50)).toEqual([
      [5, 6],
      [2, 4],
    ]);
    // the delivery a receipt speaks of may be of any age
    const receipt = {
      type: 'receipt',
      id: 'r1',
      journeyId: 'welcome',
      node: 'sms',
      kind: 'clicked',
    } as const;
    const input = { ...receipt, key: null, delivery: 'last', properties: {} } as const;
    await store.accept([{ profileId: 'c1', atMs: NOW, input }], NOW);
    expect(await visits(null)).toEqual([
      [5, 6],
      [1, 2, 4],
    ]);
  },
};
