import { expect } from 'vitest';
import { addPair, noPairMoments } from '../../engine/core/statistics/moments.ts';
import type { GoalHistoryQuery, PastEntry } from '../../engine/stores/reports.ts';
import type { PopulationQuery } from '../../engine/stores/store.ts';
import type { Condition } from '../../shared/condition.ts';
import { batch, customerCommit, enrollment, historyEvent, NOW, outboxRow, profile } from './rows.ts';
import type { Contract, Session } from './session.ts';

const DAY = 86_400_000;

async function fill({ store }: Session): Promise<void> {
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

const cases: { says: string; condition: Condition | null; met: string[] }[] = [
  { says: 'no condition is everybody known', condition: null, met: ['c1', 'c2', 'c3'] },
  {
    says: 'a number is no text',
    condition: { type: 'attribute', attribute: 'balance', op: '>=', value: 0 },
    met: ['c1', 'c3'],
  },
  {
    says: 'absent and null are missing',
    condition: { type: 'attribute', attribute: 'city', op: 'missing' },
    met: ['c2', 'c3'],
  },
  {
    says: 'a missing value differs from every constant',
    condition: { type: 'attribute', attribute: 'city', op: '!=', value: '上海' },
    met: ['c2', 'c3'],
  },
  {
    says: 'what is not so may be unknown',
    condition: { type: 'not', of: { type: 'attribute', attribute: 'balance', op: '<', value: 100 } },
    met: ['c1', 'c2'],
  },
  {
    says: 'patterns mean nothing in a part of a text',
    condition: { type: 'attribute', attribute: 'address.city', op: 'contains', value: '_b%' },
    met: ['c1'],
  },
  {
    says: 'tags are a list',
    condition: { type: 'attribute', attribute: 'tags', op: 'contains', value: 'vip' },
    met: ['c1'],
  },
  {
    says: 'a birthday is today in the customer’s zone',
    condition: { type: 'attribute', attribute: 'born', op: 'anniversary' },
    met: ['c1'],
  },
  {
    says: 'children of an event condition bind to one event',
    condition: {
      type: 'event',
      event: 'purchase',
      where: {
        type: 'all',
        of: [
          { type: 'property', property: 'amount', op: '>', value: 5 },
          { type: 'property', property: 'kind', op: '=', value: 'x' },
        ],
      },
    },
    met: ['c1'],
  },
  {
    says: 'a window counts back from now',
    condition: { type: 'event', event: 'purchase', within: 'P30D', count: { op: '=', value: 1 } },
    met: ['c1', 'c2'],
  },
  {
    says: 'nobody with fewer than one is everybody without',
    condition: { type: 'event', event: 'purchase', count: { op: '<', value: 1 } },
    met: ['c3'],
  },
  {
    says: 'amounts add up',
    condition: { type: 'eventSum', event: 'purchase', property: 'amount', op: '>', value: 32 },
    met: ['c2'],
  },
  {
    says: 'amounts add up one after the other, rounding as they go',
    condition: { type: 'eventSum', event: 'drift', property: 'amount', op: '=', value: 1 },
    met: [],
  },
  {
    says: 'an audience may be a list',
    condition: { type: 'audience', audience: 'list', is: 'in' },
    met: ['c3'],
  },
  {
    says: 'an audience may be a condition',
    condition: { type: 'audience', audience: 'rich', is: 'out' },
    met: ['c2', 'c3'],
  },
  {
    says: 'an audience nobody defined is empty',
    condition: { type: 'audience', audience: 'none', is: 'out' },
    met: ['c1', 'c2', 'c3'],
  },
  {
    says: 'a journey may be under way',
    condition: { type: 'journey', journey: 'welcome', is: 'active', within: 'P1D' },
    met: ['c1'],
  },
  {
    says: 'a journey may have reached its goal',
    condition: { type: 'journey', journey: 'welcome', is: 'converted' },
    met: ['c1'],
  },
  {
    says: 'a message was sent in time',
    condition: { type: 'message', is: 'sent', channel: 'sms', within: 'P2D' },
    met: ['c1'],
  },
  {
    says: 'a message was not sent lately',
    condition: { type: 'message', is: 'sent', within: 'PT1H' },
    met: [],
  },
  {
    says: 'consent is withdrawn for a purpose',
    condition: { type: 'consent', channel: 'sms', is: 'withdrawn' },
    met: ['c2'],
  },
  {
    says: 'consent was never asked',
    condition: { type: 'consent', channel: 'sms', is: 'unknown' },
    met: ['c3'],
  },
  {
    says: 'all slots are everybody',
    condition: { type: 'bucket', salt: 's', from: 0, to: 10_000 },
    met: ['c1', 'c2', 'c3'],
  },
  { says: 'none of nothing is met', condition: { type: 'any', of: [] }, met: [] },
];

const question: Omit<PopulationQuery, 'condition' | 'afterProfileId' | 'limit'> = {
  audiences: {
    list: { members: ['c3', 'c9'] },
    rich: { type: 'attribute', attribute: 'balance', op: '>', value: 1000 },
  },
  nowMs: NOW,
  zone: 'UTC',
};

/** Promises of `population`, its count and its sample; the meaning itself is held by tests/properties. */
export const populationContract: Contract = {
  'an audience is whom its condition describes': async (session) => {
    await fill(session);
    const { store, reports } = session;
    const found = [];
    for (const { says, condition } of cases) {
      const met = await store.population({ ...question, condition, afterProfileId: '', limit: 10 });
      expect(await reports.populationCount({ ...question, condition })).toBe(met.length);
      found.push({ says, met });
    }
    expect(found).toEqual(cases.map(({ says, met }) => ({ says, met })));
  },

  'an audience comes in id order, page by page, and as a sample of profiles': async (session) => {
    await fill(session);
    const { store, reports } = session;
    const page = (afterProfileId: string) =>
      store.population({ ...question, condition: null, afterProfileId, limit: 2 });
    expect(await page('')).toEqual(['c1', 'c2']);
    expect(await page('c2')).toEqual(['c3']);
    const sample = await reports.populationSample({ ...question, condition: null, limit: 1 });
    expect(sample.map(({ id }) => id)).toEqual(['c1']);
  },

  'a goal’s history counts customers and adds up their values': async (session) => {
    await fill(session);
    const ask = (given: Partial<GoalHistoryQuery>, condition: Condition | null = null) =>
      session.reports.goalHistory({
        population: { ...question, condition, nowMs: NOW - 30 * DAY },
        untilMs: NOW,
        event: 'purchase',
        property: null,
        entry: null,
        ...given,
      });
    // c2's second purchase was before the window; c4 is nobody we know
    expect(await ask({})).toEqual({ customerCount: 3, convertedCount: 2, value: null });
    expect(await ask({ property: 'amount' })).toEqual({
      customerCount: 3,
      convertedCount: 2,
      // 10, 3 and 0
      value: {
        units: 3,
        mean: expect.closeTo(13 / 3, 12),
        centredSquares: expect.closeTo((17 / 3) ** 2 + (4 / 3) ** 2 + (13 / 3) ** 2, 9),
        percentile999: 10,
      },
    });
    expect(await ask({ where: { type: 'property', property: 'amount', op: '>', value: 5 } })).toEqual({
      customerCount: 3,
      convertedCount: 1,
      value: null,
    });
    expect(await ask({}, { type: 'attribute', attribute: 'balance', op: '=', value: 0 })).toEqual({
      customerCount: 1,
      convertedCount: 0,
      value: null,
    });
    expect(await ask({ property: 'amount' }, { type: 'any', of: [] })).toEqual({
      customerCount: 0,
      convertedCount: 0,
      value: { units: 0, mean: 0, centredSquares: 0, percentile999: 0 },
    });
  },

  'a goal’s history is added up by household where that is asked': async (session) => {
    // of three, of two, one each without a name; numbers and texts, letters composed or not, are one name
    const homes = ['Zoë', 'Zoe\u0308', 'Zoë', 7, '7', undefined, '', true];
    const amounts = [10, 0, 5, 2, 0, 1, 0, 0];
    const commits = homes.map((home, index) => {
      const id = `m${index}`;
      const bought = historyEvent(id, `b${index}`, {
        name: 'purchase',
        properties: { amount: amounts[index] ?? 0 },
        occurredAtMs: NOW - DAY,
      });
      const attributes = home === undefined ? {} : { at: { home } };
      return customerCommit(id, {
        profile: profile(id, { attributes }),
        events: (amounts[index] ?? 0) > 0 ? [bought] : [],
      });
    });
    await session.store.commit(batch(commits));
    const history = await session.reports.goalHistory({
      population: { ...question, condition: null, nowMs: NOW - 30 * DAY },
      untilMs: NOW,
      event: 'purchase',
      property: 'amount',
      entry: null,
      unit: { attribute: 'at.home' },
    });
    const rows: [customers: number, converted: number, sum: number][] = [
      [3, 2, 15],
      [2, 1, 2],
      [1, 1, 1],
      [1, 0, 0],
      [1, 0, 0],
    ];
    const pairs = (y: 1 | 2) => {
      const sums = rows.reduce((sum, row) => addPair(sum, row[y], row[0]), noPairMoments);
      return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, expect.closeTo(sum, 9)]));
    };
    expect(history).toMatchObject({ customerCount: 8, convertedCount: 4 });
    expect(history.households).toEqual({ conversions: pairs(1), values: pairs(2) });
  },

  'of a goal’s value, no more than one customer in a thousand is above its percentile': async (session) => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `v${index}`);
    // shuffled: 7 and 1,000 have no divisor in common
    const amountOf = (index: number) => (index * 7) % 1_000;
    const commits = ids.map((id, index) =>
      customerCommit(id, {
        profile: profile(id),
        events: [
          historyEvent(id, `bought-${id}`, {
            name: 'purchase',
            properties: { amount: amountOf(index) },
            occurredAtMs: NOW - DAY,
          }),
        ],
      }),
    );
    await session.store.commit(batch(commits));
    const { value } = await session.reports.goalHistory({
      population: { ...question, condition: null, nowMs: NOW - 30 * DAY },
      untilMs: NOW,
      event: 'purchase',
      property: 'amount',
      entry: null,
    });
    expect(value).toMatchObject({ units: 1_000, percentile999: 998 });
  },

  'whom reaching the goal takes out of the audience is still in its history': async (session) => {
    await fill(session);
    const untouched: Condition = {
      type: 'not',
      of: { type: 'event', event: 'purchase', within: 'P5D' },
    };
    const history = await session.reports.goalHistory({
      population: { ...question, condition: untouched, nowMs: NOW - 30 * DAY },
      untilMs: NOW,
      event: 'purchase',
      property: null,
      entry: null,
    });
    expect(history).toEqual({ customerCount: 3, convertedCount: 2, value: null });
  },

  'of a trigger, a goal’s history is that of its customers from their first entry on': async (session) => {
    const came = (id: string, days: number, properties = {}) =>
      historyEvent(id, `came-${id}-${days}`, { name: 'came', properties, occurredAtMs: NOW - days * DAY });
    const bought = (id: string, days: number, amount: number) =>
      historyEvent(id, `bought-${id}-${days}`, {
        name: 'purchase',
        properties: { amount },
        occurredAtMs: NOW - days * DAY,
      });
    const histories = {
      // bought within seven days of the first entry, and again after them
      a: [came('a', 12), came('a', 8), bought('a', 12, 4), bought('a', 5.5, 2), bought('a', 5, 100)],
      // bought before coming in, and when the window was over to the millisecond
      b: [came('b', 10, { kind: 'x' }), bought('b', 10.5, 1), bought('b', 3, 1)],
      // came too long ago, too lately, never
      c: [came('c', 15), bought('c', 14, 1)],
      d: [came('d', 6), bought('d', 5, 1)],
      e: [bought('e', 9, 1)],
      // bought in the two days after it, so that nothing was missing
      f: [came('f', 12), bought('f', 11, 7)],
    };
    const commits = Object.entries(histories).map(([id, events]) =>
      customerCommit(id, { profile: profile(id), events }),
    );
    await session.store.commit(batch(commits));
    const ask = (entry: Partial<PastEntry>, property: string | null = null) =>
      session.reports.goalHistory({
        population: { ...question, condition: null, nowMs: NOW - 14 * DAY },
        untilMs: NOW,
        event: 'purchase',
        property,
        entry: { event: 'came', untilMs: NOW - 7 * DAY, within: 'P7D', ...entry },
      });
    expect(await ask({})).toEqual({ customerCount: 3, convertedCount: 2, value: null });
    expect(await ask({}, 'amount')).toMatchObject({
      value: { units: 3, mean: expect.closeTo(13 / 3, 12) },
    });
    const where = { type: 'property', property: 'kind', op: '=', value: 'x' } as const;
    expect(await ask({ where })).toMatchObject({ customerCount: 1, convertedCount: 0 });
    // two days after the first entry that was not followed by a purchase: a's second one, b's
    const missing = { event: 'purchase', within: 'P2D' };
    expect(await ask({ missing, untilMs: NOW - 6 * DAY })).toMatchObject({
      customerCount: 2,
      convertedCount: 2,
    });
  },
};
