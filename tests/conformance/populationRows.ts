import type { PopulationQuery } from '../../engine/stores/store.ts';
import { DAY_MS as DAY } from '../../shared/timeUnits.ts';
import { batch, customerCommit, enrollment, historyEvent, NOW, outboxRow, profile } from './rows.ts';
import type { Session } from './session.ts';

/** Three customers of whom conditions are asked. */
export async function fill({ store }: Session): Promise<void> {
  await store.commit(
    batch([
      customerCommit('c1', {
        profile: profile('c1', {
          timeZone: 'Asia/Shanghai',
          attributes: { balance: 1500, city: '上海', address: { city: 'A_b%' }, born: '1990-11-22' },
          tags: ['vip'],
          consent: { sms: true },
        }),
        events: [
          historyEvent('c1', 'e1', {
            name: 'purchase',
            properties: { amount: 10, kind: 'x' },
            occurredAtMs: NOW - DAY,
          }),
        ],
        enrollments: [enrollment('c1')],
        outbox: [outboxRow('c1', { status: 'accepted', decidedAtMs: NOW - DAY })],
        conversions: [
          {
            profileId: 'c1',
            journeyId: 'welcome',
            ordinal: 1,
            version: 1,
            goal: 'g',
            atMs: NOW,
            value: null,
          },
        ],
      }),
      customerCommit('c2', {
        profile: profile('c2', {
          attributes: { balance: '1500', city: null },
          consent: { sms: { marketing: false } },
        }),
        events: [
          historyEvent('c2', 'e2', { name: 'purchase', properties: { amount: 3, kind: 'x' } }),
          historyEvent('c2', 'e3', {
            name: 'purchase',
            properties: { amount: 30, kind: 'y' },
            occurredAtMs: NOW - 40 * DAY,
          }),
        ],
      }),
      customerCommit('c3', {
        profile: profile('c3', { attributes: { balance: 0 } }),
        events: [1e21, 1, -1e21].map((amount, index) =>
          historyEvent('c3', `d${index}`, { name: 'drift', properties: { amount } }),
        ),
      }),
      // nobody told us about this customer, so no audience holds them
      customerCommit('c4', { events: [historyEvent('c4', 'e4', { name: 'purchase' })] }),
    ]),
  );
}

/** What is asked with every condition. */
export const question: Omit<PopulationQuery, 'condition' | 'afterProfileId' | 'limit'> = {
  audiences: {
    list: { members: ['c3', 'c9'] },
    rich: { type: 'attribute', attribute: 'balance', op: '>', value: 1000 },
  },
  nowMs: NOW,
  zone: 'UTC',
};
