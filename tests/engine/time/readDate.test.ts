// Goal: what customers' data calls a date is read as an operator means it, and what is no date is missing.
// Method: the sentence "Dates read" of language 11.3, form by form.
import { describe, expect, test } from 'vitest';
import { readDate } from '../../../engine/core/time/readDate.ts';
import { iso } from './instantText.ts';

describe('readable', () => {
  const cases: { says: string; value: unknown; zone?: string; is: string }[] = [
    { says: 'RFC 3339 with Z', value: '2026-03-04T09:30:15Z', is: '2026-03-04T09:30:15Z' },
    {
      says: 'RFC 3339 with an offset ignores the zone',
      value: '2026-03-04T09:30:15+08:00',
      zone: 'America/New_York',
      is: '2026-03-04T01:30:15Z',
    },
    {
      says: 'RFC 3339 with a negative offset',
      value: '2026-03-04T22:30:00-05:30',
      is: '2026-03-05T04:00:00Z',
    },
    { says: 'RFC 3339 in small letters', value: '2026-03-04t09:30:15z', is: '2026-03-04T09:30:15Z' },
    {
      says: 'fractions are cut to milliseconds',
      value: '2026-03-04T09:30:15.1239Z',
      is: '2026-03-04T09:30:15.123Z',
    },
    {
      says: 'a fraction of one digit is tenths',
      value: '2026-03-04T09:30:15.5Z',
      is: '2026-03-04T09:30:15.500Z',
    },
    { says: 'a leap second rolls over', value: '2016-12-31T23:59:60Z', is: '2017-01-01T00:00:00Z' },
    { says: 'an instant without seconds', value: '2026-03-04T09:30Z', is: '2026-03-04T09:30:00Z' },
    {
      says: 'a date is local midnight',
      value: '2026-03-04',
      zone: 'Asia/Shanghai',
      is: '2026-03-03T16:00:00Z',
    },
    {
      says: 'a date without midnight is its first instant',
      value: '2018-11-04',
      zone: 'America/Sao_Paulo',
      is: '2018-11-04T03:00:00Z',
    },
    {
      says: 'a local date and time is taken in the zone',
      value: '2026-03-04T09:30',
      zone: 'Asia/Shanghai',
      is: '2026-03-04T01:30:00Z',
    },
    {
      says: 'a local date and time may have seconds',
      value: '2026-03-04T09:30:15',
      zone: 'Asia/Shanghai',
      is: '2026-03-04T01:30:15Z',
    },
    {
      says: 'a local time in the gap',
      value: '2026-03-29T02:30',
      zone: 'Europe/Berlin',
      is: '2026-03-29T01:00:00Z',
    },
    { says: 'a leap day', value: '2028-02-29', is: '2028-02-29T00:00:00Z' },
    { says: 'a number is seconds', value: 1_772_616_615, is: '2026-03-04T09:30:15Z' },
    { says: 'a digit string is seconds', value: '1772616615', is: '2026-03-04T09:30:15Z' },
    { says: 'a large number is milliseconds', value: 1_772_616_615_123, is: '2026-03-04T09:30:15.123Z' },
    { says: 'a large digit string is milliseconds', value: '1772616615123', is: '2026-03-04T09:30:15.123Z' },
    { says: 'just below the bound are seconds', value: 99_999_999_999, is: '5138-11-16T09:46:39Z' },
    { says: 'the bound itself is milliseconds', value: 100_000_000_000, is: '1973-03-03T09:46:40Z' },
    { says: 'zero is 1970', value: 0, is: '1970-01-01T00:00:00Z' },
    { says: 'negative seconds lie before 1970', value: -315_619_200, is: '1960-01-01T00:00:00Z' },
    { says: 'negative milliseconds lie before 1970', value: '-315619200000', is: '1960-01-01T00:00:00Z' },
    { says: 'fractions of seconds', value: 1.5, is: '1970-01-01T00:00:01.500Z' },
    { says: 'the year 1', value: '0001-01-01', is: '0001-01-01T00:00:00Z' },
  ];
  test.each(cases)('$says', ({ value, zone = 'UTC', is }) => expect(iso(readDate(value, zone))).toBe(is));
});

describe('unreadable', () => {
  const values: unknown[] = [
    undefined,
    null,
    true,
    {},
    [],
    [1_772_616_615],
    new Date(0),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e20,
    -1e15,
    '9'.repeat(400),
    '',
    ' ',
    'tomorrow',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026/01/01',
    '01.02.2026',
    '2026-03-04T24:00',
    '2026-03-04T12:60',
    '2026-03-04T12:00:61Z',
    '2026-03-04T12',
    '2026-03-04T12:00:00+24:00',
    '2026-03-04T12:00:00+08:60',
    '2026-03-04T12:00:00+0800',
    '2026-03-04T12:00+',
    '2026-03-04 12:00',
    '2026-03-04Z',
    ' 2026-03-04',
    '2026-03-04\n',
    '1.5e3',
    '0x10',
    '٢٠٢٦-٠٣-٠٤',
  ];
  test.each(values.map((value) => ({ value })))('$value', ({ value }) =>
    expect(readDate(value, 'UTC')).toBeNull(),
  );
});
