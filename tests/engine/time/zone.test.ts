// Goal: an instant and what the clock on the wall shows are translated right, in both directions, in every zone.
// Method: a table for the rulings of language 4.1 and 4.2; the sweep over the whole database is in allZones.test.ts.
import { describe, expect, test } from 'vitest';
import { instantOf, isZone, localOf } from '../../../engine/core/time/zone.ts';
import { iso } from './instantText.ts';

describe('zone names', () => {
  test.each([
    'Asia/Shanghai',
    'UTC',
    'Etc/GMT+8',
    'America/Argentina/Buenos_Aires',
    'asia/shanghai',
    'Asia/Calcutta',
  ])('%s is a zone', (name) => expect(isZone(name)).toBe(true));
  test.each([
    '',
    'Mars/Olympus',
    '+08:00',
    'Z',
    'GMT+8',
    'local',
    '2026-03-04[Asia/Tokyo]',
    'A'.repeat(5_000),
    '../UTC',
  ])('%s is none', (name) => expect(isZone(name)).toBe(false));
  test('an unknown zone in arithmetic is a fault, not a guess', () => {
    expect(() => localOf(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('what the wall shows', () => {
  const cases = [
    {
      says: 'Shanghai is eight hours ahead',
      ms: '2026-03-04T20:15:30.250Z',
      zone: 'Asia/Shanghai',
      shows: [2026, 3, 5, 4, 15, 30, 250, 'thu'],
    },
    {
      says: 'the weekday is the local one, not that of UTC',
      ms: '2026-03-04T15:30:00Z',
      zone: 'Asia/Tokyo',
      shows: [2026, 3, 5, 0, 30, 0, 0, 'thu'],
    },
    {
      says: 'the weekday is the local one west of Greenwich too',
      ms: '2026-03-05T03:00:00Z',
      zone: 'America/Los_Angeles',
      shows: [2026, 3, 4, 19, 0, 0, 0, 'wed'],
    },
    {
      says: 'summer time counts from the very second it begins',
      ms: '2026-03-29T01:00:00Z',
      zone: 'Europe/Berlin',
      shows: [2026, 3, 29, 3, 0, 0, 0, 'sun'],
    },
    {
      says: 'winter time lasts until the second before',
      ms: '2026-03-29T00:59:59Z',
      zone: 'Europe/Berlin',
      shows: [2026, 3, 29, 1, 59, 59, 0, 'sun'],
    },
    {
      says: 'quarter-hour zones exist',
      ms: '2026-01-01T00:00:00Z',
      zone: 'Asia/Kathmandu',
      shows: [2026, 1, 1, 5, 45, 0, 0, 'thu'],
    },
    {
      says: 'before 1970 the same holds',
      ms: '1969-12-31T23:59:59.999Z',
      zone: 'UTC',
      shows: [1969, 12, 31, 23, 59, 59, 999, 'wed'],
    },
    {
      says: 'a leap day is a day',
      ms: '2028-02-29T12:00:00Z',
      zone: 'UTC',
      shows: [2028, 2, 29, 12, 0, 0, 0, 'tue'],
    },
    {
      says: 'local mean time of 1900 has seconds',
      ms: '1900-01-01T00:00:00Z',
      zone: 'Asia/Shanghai',
      shows: [1900, 1, 1, 8, 5, 43, 0, 'mon'],
    },
  ];
  test.each(cases)('$says', ({ ms, zone, shows }) => {
    const { year, month, day, hour, minute, second, ms: milli, weekday } = localOf(Date.parse(ms), zone);
    expect([year, month, day, hour, minute, second, milli, weekday]).toEqual(shows);
  });
});

describe('the instant of a local time', () => {
  const cases = [
    { says: 'an ordinary time', local: [2026, 3, 5, 5, 0], zone: 'Asia/Tokyo', is: '2026-03-04T20:00:00Z' },
    {
      says: 'a time in the gap is the first instant after it',
      local: [2026, 3, 29, 2, 30],
      zone: 'Europe/Berlin',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'the start of the gap is its end',
      local: [2026, 3, 29, 2, 0],
      zone: 'Europe/Berlin',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'the first time after the gap is the same instant',
      local: [2026, 3, 29, 3, 0],
      zone: 'Europe/Berlin',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'a time that occurs twice is its first occurrence',
      local: [2026, 10, 25, 2, 30],
      zone: 'Europe/Berlin',
      is: '2026-10-25T00:30:00Z',
    },
    {
      says: 'after the repeated hour the new offset holds',
      local: [2026, 10, 25, 3, 0],
      zone: 'Europe/Berlin',
      is: '2026-10-25T02:00:00Z',
    },
    {
      says: 'midnight itself can be missing',
      local: [2018, 11, 4, 0, 0],
      zone: 'America/Sao_Paulo',
      is: '2018-11-04T03:00:00Z',
    },
    {
      says: 'a gap of half an hour',
      local: [2026, 10, 4, 2, 15],
      zone: 'Australia/Lord_Howe',
      is: '2026-10-03T15:30:00Z',
    },
    {
      says: 'a whole day can be missing',
      local: [2011, 12, 30, 12, 0],
      zone: 'Pacific/Apia',
      is: '2011-12-30T10:00:00Z',
    },
    {
      says: 'hour 24 is the next midnight',
      local: [2026, 12, 31, 24, 0],
      zone: 'UTC',
      is: '2027-01-01T00:00:00Z',
    },
    {
      says: 'far ahead without summer time',
      local: [2999, 1, 1, 0, 0],
      zone: 'Asia/Shanghai',
      is: '2998-12-31T16:00:00Z',
    },
    {
      says: 'far ahead with summer time',
      local: [2100, 7, 1, 0, 0],
      zone: 'Europe/Berlin',
      is: '2100-06-30T22:00:00Z',
    },
  ];
  test.each(cases)('$says', ({ local, zone, is }) => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = local;
    expect(iso(instantOf({ year, month, day, hour, minute }, zone))).toBe(is);
  });
});
