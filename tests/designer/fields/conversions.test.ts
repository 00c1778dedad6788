// Goal: what people type and choose becomes exactly what the language says, and back.
// Method: tables per field; laws of the shares by random lists (fast-check).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operatorsFor, withOperator } from '../../../designer/fields/conditions/operators.ts';
import { asConstant } from '../../../designer/fields/constant.ts';
import { newOutletId } from '../../../designer/fields/draft.ts';
import { describeDuration, durationText, simpleDuration } from '../../../designer/fields/duration.ts';
import { readLocalTime } from '../../../designer/fields/localTime.ts';
import { addShare, evenShares, removeShare, setShare, totalOf } from '../../../designer/fields/shares.ts';
import { durationSchema } from '../../../shared/time.ts';

describe('durations', () => {
  const simple = [
    { text: 'PT24H', amount: 24, unit: 'hours', en: '24 hours', zh: '24 小时' },
    { text: 'P1D', amount: 1, unit: 'days', en: '1 day', zh: '1 天' },
    { text: 'PT5M', amount: 5, unit: 'minutes', en: '5 minutes', zh: '5 分钟' },
    { text: 'P5M', amount: 5, unit: 'months', en: '5 months', zh: '5 个月' },
    { text: 'P2W', amount: 2, unit: 'weeks', en: '2 weeks', zh: '2 周' },
    { text: 'PT10S', amount: 10, unit: 'seconds', en: '10 seconds', zh: '10 秒钟' },
  ] as const;
  test.each(simple)('$text is $amount $unit, and is written back so', ({ text, amount, unit, en, zh }) => {
    expect(simpleDuration(text)).toEqual({ amount, unit });
    expect(durationText({ amount, unit })).toBe(text);
    expect(durationSchema.safeParse(text).success).toBe(true);
    expect(describeDuration(text, 'en')).toBe(en);
    expect(describeDuration(text, 'zh-CN')).toBe(zh);
  });
  test.each(['P1DT2H', '', 'soon'])('%j has no single unit', (text) => {
    expect(simpleDuration(text)).toBeNull();
  });
  test('a duration of two units is said in both', () => {
    expect(describeDuration('P1DT2H', 'en')).toBe('1 day 2 hours');
  });
});

describe('times of day', () => {
  const cases = [
    { typed: '9', read: '09:00' },
    { typed: '930', read: '09:30' },
    { typed: '9:30', read: '09:30' },
    { typed: '21.15', read: '21:15' },
    { typed: '0:00', read: '00:00' },
    { typed: '24:00', read: null },
    { typed: '25', read: null },
    { typed: '12:60', read: null },
    { typed: 'noon', read: null },
  ];
  test.each(cases)('$typed reads as $read', ({ typed, read }) => {
    expect(readLocalTime(typed)).toBe(read);
  });
  test('24:00 is the end of a window only', () => {
    expect(readLocalTime('24', { until: true })).toBe('24:00');
  });
});

describe('shares', () => {
  const shares = fc.integer({ min: 2, max: 10 }).map(evenShares);
  const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
  const isWhole = (list: readonly number[]) => {
    expect(totalOf(list)).toBe(100);
    for (const share of list) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(Math.abs(share * 100 - Math.round(share * 100))).toBeLessThan(1e-6);
    }
  };
  test('whatever is done to them, they stay 100 % in whole hundredths', () => {
    const deeds = fc.array(
      fc.oneof(
        fc.tuple(fc.nat(9), percent).map(
          ([at, share]) =>
            (list: number[]) =>
              setShare(list, at % list.length, share),
        ),
        fc.constant((list: number[]) => (list.length < 10 ? addShare(list) : list)),
        fc
          .nat(9)
          .map((at) => (list: number[]) => (list.length > 2 ? removeShare(list, at % list.length) : list)),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(shares, deeds, (start, list) => {
        isWhole(list.reduce((before, deed) => deed(before), start));
      }),
    );
  });
  const cases = [
    {
      says: 'the others keep their proportions',
      result: setShare([60, 30, 10], 0, 20),
      expect: [20, 60, 20],
    },
    { says: 'thirds add up exactly', result: evenShares(3), expect: [33.34, 33.33, 33.33] },
    { says: 'a new arm takes an even part', result: addShare([50, 50]), expect: [33.34, 33.33, 33.33] },
    { says: 'a removed arm gives to the others', result: removeShare([50, 25, 25], 0), expect: [50, 50] },
    { says: 'all of it leaves nothing for the rest', result: setShare([50, 50], 1, 100), expect: [0, 100] },
  ];
  test.each(cases)('$says', ({ result, expect: wanted }) => {
    expect(result.map((share) => Math.round(share * 100) / 100).toSorted()).toEqual(wanted.toSorted());
    isWhole(result);
  });
});

describe('conditions', () => {
  const base = { type: 'attribute', attribute: 'balance' };
  const changes = [
    { says: 'equal to one of', from: { op: '=', value: 5 }, to: 'in', value: [5] },
    { says: 'one of to equal', from: { op: 'in', value: ['a', 'b'] }, to: '=', value: 'a' },
    { says: 'greater to between', from: { op: '>', value: 5 }, to: 'between', value: [5, 5] },
    { says: 'greater to less keeps the bound', from: { op: '>', value: 5 }, to: '<', value: 5 },
    { says: 'a number to a duration', from: { op: '>', value: 5 }, to: 'inLast', value: 'P7D' },
    { says: 'a value to none', from: { op: '=', value: 'x' }, to: 'exists', value: undefined },
  ] as const;
  test.each(changes)('changing the operator: $says', ({ from, to, value }) => {
    const before = { ...base, op: from.op, value: Array.isArray(from.value) ? [...from.value] : from.value };
    const changed = withOperator(before as never, to);
    expect(changed).toEqual(value === undefined ? { ...base, op: to } : { ...base, op: to, value });
  });
  test('a date is not asked whether it contains something', () => {
    expect(operatorsFor('date')).not.toContain('contains');
    expect(operatorsFor(undefined)).toContain('contains');
  });
  const constants = [
    { value: '100', kind: 'number', result: 100 },
    { value: 'many', kind: 'number', result: 0 },
    { value: 100, kind: 'text', result: '100' },
    { value: 'true', kind: 'boolean', result: true },
    { value: undefined, kind: 'text', result: '' },
  ] as const;
  test.each(constants)('$value as $kind is $result', ({ value, kind, result }) => {
    expect(asConstant(value, kind)).toBe(result);
  });
});

test('a new outlet takes the first free id', () => {
  expect(newOutletId([{ id: 'A' }, { id: 'C' }], 'A')).toBe('B');
  expect(newOutletId([{ id: 'path1' }], 'path')).toBe('path2');
});
