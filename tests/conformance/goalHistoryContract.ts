import { expect } from 'vitest';
import type { GoalHistoryQuery, PastEntry } from '../../engine/stores/reports.ts';
import type { Condition } from '../../shared/condition.ts';
import { DAY_MS as DAY } from '../../shared/timeUnits.ts';
import { fill, question } from './populationRows.ts';
import { batch, customerCommit, historyEvent, NOW, profile } from './rows.ts';
import type { Contract } from './session.ts';

/** Promises of `goalHistory`: what an audience did before a plan is made for it. */
export const goalHistoryContract: Contract = {
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
    const meanOf = (at: 0 | 1 | 2) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length;
    const centred = (one: 0 | 1 | 2, other: 0 | 1 | 2) =>
      rows.reduce((sum, row) => sum + (row[one] - meanOf(one)) * (row[other] - meanOf(other)), 0);
    const pairs = (y: 1 | 2) => ({
      units: 5,
      meanX: expect.closeTo(meanOf(0), 12),
      centredXX: expect.closeTo(centred(0, 0), 9),
      meanY: expect.closeTo(meanOf(y), 12),
      centredYY: expect.closeTo(centred(y, y), 9),
      centredXY: expect.closeTo(centred(y, 0), 9),
    });
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
