// Goal: every operator means one thing for a present, a missing, a null and a wrongly typed value.
// Method: tables of a held value, a comparison and the answer; the rest of the conditions at their edges.
import { describe, expect, test } from 'vitest';
import { meets } from '../../engine/core/compare.ts';
import { compareText } from '../../engine/core/compareText.ts';
import { evaluate } from '../../engine/core/evaluate.ts';
import type { Facts } from '../../engine/core/facts.ts';
import { type Comparison, type Condition, conditionSchema } from '../../shared/condition.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { JsonValue } from '../../shared/json.ts';
import { NOW, sampleFacts } from './samples/moment.ts';
import { sampleProfile } from './samples/profile.ts';

const all: { [op in Comparison['op']]: Comparison } = {
  '=': { op: '=', value: 5 },
  '!=': { op: '!=', value: 5 },
  '>': { op: '>', value: 5 },
  '>=': { op: '>=', value: 5 },
  '<': { op: '<', value: 5 },
  '<=': { op: '<=', value: 5 },
  between: { op: 'between', value: [5, 7] },
  in: { op: 'in', value: [5, 'a'] },
  notIn: { op: 'notIn', value: [5, 'a'] },
  contains: { op: 'contains', value: 'a' },
  startsWith: { op: 'startsWith', value: 'a' },
  before: { op: 'before', value: '2026-03-05' },
  after: { op: 'after', value: '2026-03-01' },
  inLast: { op: 'inLast', value: 'P1D' },
  inNext: { op: 'inNext', value: 'P1D' },
  inPeriod: { op: 'inPeriod', value: { unit: 'day', offset: 0 } },
  exists: { op: 'exists' },
  missing: { op: 'missing' },
  anniversary: { op: 'anniversary' },
};
const ops = Object.keys(all) as Comparison['op'][];
const ask = (held: JsonValue | undefined, wanted: Comparison, zone = 'UTC') => meets(held, wanted, NOW, zone);

describe('an operator', () => {
  test.each(ops)('%s of a missing and of a null value: only !=, notIn and missing are true', (op) => {
    const expected = op === '!=' || op === 'notIn' || op === 'missing';
    expect(ask(undefined, all[op])).toBe(expected);
    expect(ask(null, all[op])).toBe(expected);
  });

  test.each(ops)('%s of an object it cannot compare: false, but for !=, notIn and exists', (op) => {
    expect(ask({ a: 5 }, all[op])).toBe(op === '!=' || op === 'notIn' || op === 'exists');
  });

  const rows: [held: JsonValue, wanted: Comparison, answer: boolean][] = [
    [5, all['='], true],
    ['5', all['='], false],
    [true, { op: '=', value: 1 }, false],
    ['5', all['!='], true],
    [5, all['!='], false],
    [5, all['>'], false],
    [6, all['>'], true],
    [5, all['>='], true],
    [4, all['<'], true],
    [5, all['<='], true],
    ['6', all['>'], false],
    ['6', all['<'], false],
    ['b', { op: '>', value: 'a' }, true],
    ['B', { op: '>', value: 'a' }, false],
    [5, { op: '>', value: 'a' }, false],
    [5, all.between, true],
    [7, all.between, true],
    [7.01, all.between, false],
    ['6', all.between, false],
    ['b', { op: 'between', value: ['a', 'b'] }, true],
    ['2026-03-01', { op: 'between', value: ['2026-02-01', '2026-03-01'] }, true],
    [5, all.in, true],
    ['5', all.in, false],
    ['5', all.notIn, true],
    ['a', all.notIn, false],
    ['banana', all.contains, true],
    ['Banana', { op: 'contains', value: 'b' }, false],
    [['a', 'b'], all.contains, true],
    [['ab'], all.contains, false],
    [[5], { op: 'contains', value: 5 }, true],
    [['5'], { op: 'contains', value: 5 }, false],
    [15, { op: 'contains', value: 5 }, false],
    ['apple', all.startsWith, true],
    ['Apple', all.startsWith, false],
    [['a'], all.startsWith, false],
    ['', all.exists, true],
    [0, all.exists, true],
    [false, all.missing, false],
    ['2026-03-04', all.before, true],
    ['2026-03-05', all.before, false],
    ['2026-03-01', all.after, false],
    ['2026-03-01T00:00:01Z', all.after, true],
    ['soon', all.before, false],
    [true, all.before, false],
    [1_772_440_000, all.after, true],
    ['2026-03-01T09:00:00Z', all.inLast, true],
    ['2026-03-01T08:59:59Z', all.inLast, false],
    ['2026-03-02T09:00:00Z', all.inLast, true],
    ['2026-03-02T09:00:01Z', all.inLast, false],
    ['2026-03-02T09:00:00Z', all.inNext, true],
    ['2026-03-03T09:00:00Z', all.inNext, true],
    ['2026-03-03T09:00:01Z', all.inNext, false],
    ['2026-03-02', all.inPeriod, true],
    ['2026-03-03', all.inPeriod, false],
    ['2026-03-01', { op: 'inPeriod', value: { unit: 'week', offset: -1 } }, true],
    ['2026-03-02', { op: 'inPeriod', value: { unit: 'week', offset: -1 } }, false],
    ['2026-03-08T23:59', { op: 'inPeriod', value: { unit: 'week', offset: 0 } }, true],
    ['2026-04-30', { op: 'inPeriod', value: { unit: 'month', offset: 1 } }, true],
    ['2025-12-31', { op: 'inPeriod', value: { unit: 'year', offset: -1 } }, true],
    ['1990-03-02', all.anniversary, true],
    ['1990-03-03', all.anniversary, false],
  ];
  test.each(rows)('%j against %j is %s', (held, wanted, answer) => {
    expect(ask(held, wanted)).toBe(answer);
  });

  test('dates without a zone are read in the customer’s', () => {
    // 09:00 UTC on 2 March is 18:00 in Tokyo; 20:00 there is 11:00 UTC
    expect(ask('2026-03-02T18:00', all.inLast, 'Asia/Tokyo')).toBe(true);
    expect(ask('2026-03-02T18:01', all.inLast, 'Asia/Tokyo')).toBe(false);
    expect(
      ask('2026-03-03', { op: 'inPeriod', value: { unit: 'day', offset: 0 } }, 'Pacific/Kiritimati'),
    ).toBe(false);
  });

  test('texts are ordered by code point, as their bytes are', () => {
    const words = ['', 'Z', 'a', 'é', '上', '\uffff', '𠀀'];
    for (const [index, word] of words.entries()) {
      for (const later of words.slice(index + 1)) {
        expect(compareText(word, later)).toBeLessThan(0);
        expect(compareText(later, word)).toBeGreaterThan(0);
        expect(Buffer.compare(Buffer.from(word), Buffer.from(later))).toBeLessThan(0);
      }
      expect(compareText(word, word)).toBe(0);
    }
  });
});

const bought = (amount: JsonValue, at: string, more: Partial<CustomerEvent> = {}): CustomerEvent => ({
  id: `e-${amount}-${at}`,
  name: 'bought',
  properties: { amount },
  occurredAtMs: Date.parse(at),
  acceptedAtMs: Date.parse(at),
  ...more,
});
const holds = (condition: Condition, facts: Partial<Facts> = {}) =>
  evaluate(conditionSchema.parse(condition), sampleFacts(facts));

describe('a combination', () => {
  const yes: Condition = { type: 'all', of: [] };
  const no: Condition = { type: 'any', of: [] };
  test.each<[Condition, boolean]>([
    [yes, true],
    [no, false],
    [{ type: 'not', of: no }, true],
    [{ type: 'all', of: [yes, no] }, false],
    [{ type: 'any', of: [yes, no] }, true],
    [{ type: 'not', of: { type: 'all', of: [yes, { type: 'not', of: yes }] } }, true],
  ])('%j is %s', (condition, answer) => {
    expect(holds(condition)).toBe(answer);
  });
});

describe('paths', () => {
  const profile = sampleProfile({
    attributes: JSON.parse('{"address":{"city":"上海"},"list":[{"a":1}],"__proto__":{"polluted":1},"n":0}'),
    tags: ['vip'],
  });
  test.each([
    ['address.city', '上海', true],
    ['address', '上海', false],
    ['address.city.length', 2, false],
    ['list.0.a', 1, false],
    ['toString.name', 'toString', false],
    ['n', 0, true],
  ])('%s = %j is %s', (attribute, value, answer) => {
    expect(holds({ type: 'attribute', attribute, op: '=', value }, { profile })).toBe(answer);
  });

  test.each(['__proto__', 'a.__proto__', 'constructor', 'a.prototype.b'])(
    '%s is no path at all',
    (attribute) => {
      expect(conditionSchema.safeParse({ type: 'attribute', attribute, op: 'exists' }).success).toBe(false);
    },
  );

  test('tags are a list like any other', () => {
    expect(holds({ type: 'attribute', attribute: 'tags', op: 'contains', value: 'vip' }, { profile })).toBe(
      true,
    );
    expect(holds({ type: 'attribute', attribute: 'tags', op: 'contains', value: 'vi' }, { profile })).toBe(
      false,
    );
  });
});

describe('events', () => {
  const events = [
    bought(5, '2026-02-23T09:00:00Z'),
    bought('7', '2026-02-28T09:00:00Z'),
    bought(20, '2026-03-02T08:00:00Z'),
    bought(1, '2026-03-02T10:00:00Z', { name: 'sold' }),
  ];
  const event = { type: 'event', event: 'bought' } as const;
  test.each<[Condition, boolean]>([
    [event, true],
    [{ ...event, event: 'lost' }, false],
    [{ ...event, count: { op: '=', value: 3 } }, true],
    [{ ...event, count: { op: '<', value: 3 } }, false],
    [{ ...event, event: 'lost', count: { op: '=', value: 0 } }, true],
    // the bound itself counts
    [{ ...event, within: 'P7D', count: { op: '=', value: 3 } }, true],
    [{ ...event, within: 'PT167H', count: { op: '=', value: 2 } }, true],
    [{ ...event, where: { type: 'property', property: 'amount', op: '>', value: 6 } }, true],
    [{ ...event, where: { type: 'property', property: 'amount', op: '=', value: 7 } }, false],
    [
      {
        ...event,
        where: {
          type: 'all',
          of: [
            { type: 'property', property: 'amount', op: '>', value: 10 },
            { type: 'property', property: 'amount', op: '<', value: 10 },
          ],
        },
      },
      false,
    ],
    [{ type: 'eventSum', event: 'bought', property: 'amount', op: '=', value: 25 }, true],
    [{ type: 'eventSum', event: 'lost', property: 'amount', op: '=', value: 0 }, true],
    [{ type: 'eventSum', event: 'bought', property: 'none', op: '>', value: 0 }, false],
  ])('%j is %s', (condition, answer) => {
    expect(holds(condition, { events })).toBe(answer);
  });

  test('what has yet to occur does not count within a window', () => {
    const future = [bought(1, '2026-03-02T09:00:01Z')];
    expect(holds({ ...event, within: 'P1D' }, { events: future })).toBe(false);
  });

  test('scope enrollment begins with the entry event, and holds nothing outside of an enrollment', () => {
    const scoped: Condition = { ...event, scope: 'enrollment', count: { op: '=', value: 1 } };
    const enrollment = {
      journeyId: 'j',
      ordinal: 1,
      enteredAtMs: NOW,
      entry: { eventId: events[2]?.id ?? '', name: 'bought', properties: {} },
      vars: {},
      key: null,
    };
    expect(holds(scoped, { events, enrollment })).toBe(true);
    expect(holds(scoped, { events })).toBe(false);
  });
});

describe('audiences', () => {
  const audiences = {
    listed: { members: ['c1'] },
    rich: { type: 'attribute', attribute: 'n', op: '>', value: 5 },
    loop: { type: 'audience', audience: 'loop', is: 'in' },
  } as Facts['audiences'];
  test.each<[string, 'in' | 'out', boolean]>([
    ['listed', 'in', true],
    ['listed', 'out', false],
    ['rich', 'in', false],
    ['rich', 'out', true],
    ['unknown', 'in', false],
    ['loop', 'in', false],
  ])('%s, %s is %s', (audience, is, answer) => {
    expect(holds({ type: 'audience', audience, is }, { audiences })).toBe(answer);
  });
});
