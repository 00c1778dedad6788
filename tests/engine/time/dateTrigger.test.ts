// Goal: a date trigger greets on the right local day, also on 29 February and with an offset over a year's end.
// Method: one row per sentence of language 11.2 (date) and 2.1.
import { describe, expect, test } from 'vitest';
import { type DateRule, nextDateOccurrence } from '../../../engine/core/time/dateTrigger.ts';
import { at, iso } from './instantText.ts';

const birthday = { offset: 'P0D', at: '09:00', yearly: true };

describe('occurrences of a date', () => {
  const cases: { says: string; rule: DateRule; zone?: string; from: string; is: string | null }[] = [
    {
      says: 'once, at the local time',
      rule: { date: { year: 2026, month: 3, day: 4 }, offset: 'P0D', at: '09:00', yearly: false },
      from: '2026-01-01T00:00:00Z',
      is: '2026-03-04T01:00:00Z',
    },
    {
      says: 'once and over',
      rule: { date: { year: 2026, month: 3, day: 4 }, offset: 'P0D', at: '09:00', yearly: false },
      from: '2026-03-04T01:00:01Z',
      is: null,
    },
    {
      says: 'at the very instant it is still to come',
      rule: { date: { year: 2026, month: 3, day: 4 }, offset: 'P0D', at: '09:00', yearly: false },
      from: '2026-03-04T01:00:00Z',
      is: '2026-03-04T01:00:00Z',
    },
    {
      says: 'a yearly one at the very instant is still to come',
      rule: { date: { year: 1990, month: 3, day: 4 }, offset: 'P0D', at: '09:00', yearly: true },
      from: '2026-03-04T01:00:00Z',
      is: '2026-03-04T01:00:00Z',
    },
    {
      says: 'a yearly one a millisecond later is over for this year',
      rule: { date: { year: 1990, month: 3, day: 4 }, offset: 'P0D', at: '09:00', yearly: true },
      from: '2026-03-04T01:00:00.001Z',
      is: '2027-03-04T01:00:00Z',
    },
    {
      says: 'days before',
      rule: { date: { year: 2026, month: 3, day: 4 }, offset: '-P5D', at: '09:00', yearly: false },
      from: '2026-01-01T00:00:00Z',
      is: '2026-02-27T01:00:00Z',
    },
    {
      says: 'an instant is taken on its local day',
      rule: { date: Date.parse('2026-03-04T17:00:00Z'), offset: 'P0D', at: '09:00', yearly: false },
      from: '2026-01-01T00:00:00Z',
      is: '2026-03-05T01:00:00Z',
    },
    {
      says: 'hours of an offset can reach another day',
      rule: { date: Date.parse('2026-03-04T17:00:00Z'), offset: '-PT2H', at: '09:00', yearly: false },
      from: '2026-01-01T00:00:00Z',
      is: '2026-03-04T01:00:00Z',
    },
    {
      says: 'a birthday comes every year',
      rule: { ...birthday, date: { year: 1990, month: 6, day: 15 } },
      from: '2026-03-01T00:00:00Z',
      is: '2026-06-15T01:00:00Z',
    },
    {
      says: "after it the next year's",
      rule: { ...birthday, date: { year: 1990, month: 6, day: 15 } },
      from: '2026-06-15T01:00:01Z',
      is: '2027-06-15T01:00:00Z',
    },
    {
      says: '29 February runs on the 28th in common years',
      rule: { ...birthday, date: { year: 2000, month: 2, day: 29 } },
      from: '2026-01-01T00:00:00Z',
      is: '2026-02-28T01:00:00Z',
    },
    {
      says: '29 February runs on itself in leap years',
      rule: { ...birthday, date: { year: 2000, month: 2, day: 29 } },
      from: '2028-01-01T00:00:00Z',
      is: '2028-02-29T01:00:00Z',
    },
    {
      says: 'three days before 29 February are counted from the 28th',
      rule: { ...birthday, offset: '-P3D', date: { year: 2000, month: 2, day: 29 } },
      from: '2026-01-01T00:00:00Z',
      is: '2026-02-25T01:00:00Z',
    },
    {
      says: "an offset back over the year's end",
      rule: { ...birthday, offset: '-P3D', date: { year: 1990, month: 1, day: 2 } },
      from: '2026-12-01T00:00:00Z',
      is: '2026-12-30T01:00:00Z',
    },
    {
      says: "an offset forward over the year's end",
      rule: { ...birthday, offset: 'P10D', date: { year: 1990, month: 12, day: 28 } },
      from: '2026-01-01T00:00:00Z',
      is: '2026-01-07T01:00:00Z',
    },
    {
      says: 'an offset of two years back',
      rule: { ...birthday, offset: '-P2Y', date: { year: 1990, month: 6, day: 15 } },
      from: '2026-06-16T00:00:00Z',
      is: '2027-06-15T01:00:00Z',
    },
    {
      says: 'an offset of two years forward',
      rule: { ...birthday, offset: 'P2Y', date: { year: 1990, month: 6, day: 15 } },
      from: '2026-06-14T00:00:00Z',
      is: '2026-06-15T01:00:00Z',
    },
    {
      says: 'yearly never comes before the date itself',
      rule: { ...birthday, date: { year: 2028, month: 5, day: 1 } },
      from: '2026-01-01T00:00:00Z',
      is: '2028-05-01T01:00:00Z',
    },
    {
      says: 'the date itself is the first',
      rule: { ...birthday, date: { year: 2026, month: 5, day: 1 } },
      from: '2026-01-01T00:00:00Z',
      is: '2026-05-01T01:00:00Z',
    },
    {
      says: 'a local time in the gap',
      rule: { date: { year: 2026, month: 3, day: 29 }, offset: 'P0D', at: '02:30', yearly: false },
      zone: 'Europe/Berlin',
      from: '2026-01-01T00:00:00Z',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'born under the summer time of 1986, greeted at nine today',
      rule: { ...birthday, date: Date.parse('1986-06-30T15:00:00Z') },
      from: '2026-01-01T00:00:00Z',
      is: '2026-07-01T01:00:00Z',
    },
  ];
  test.each(cases)('$says', ({ rule, zone = 'Asia/Shanghai', from, is }) => {
    expect(iso(nextDateOccurrence(rule, zone, at(from)))).toBe(is);
  });
  test('an offset beyond the bounds of the language is a fault, not an endless search', () => {
    const rule: DateRule = {
      date: { year: 1990, month: 6, day: 15 },
      offset: '-P20Y',
      at: '09:00',
      yearly: true,
    };
    expect(() => nextDateOccurrence(rule, 'UTC', at('2026-01-01T00:00:00Z'))).toThrow();
  });
});
