// Goal: a duration moves an instant as language 1.4 and 11 say: calendar part in local time, then elapsed time.
// Method: one row per ruling, with the answers worked out by hand.
import { describe, expect, test } from 'vitest';
import {
  addDuration,
  isCalendarDays,
  isWithinTwoYears,
  parseDuration,
  parseOffset,
  subtractDuration,
} from '../../../engine/core/time/duration.ts';
import { at, iso } from './instantText.ts';

describe('the text of a duration', () => {
  const HOUR = 3_600_000;
  const cases = [
    { text: 'P1D', months: 0, days: 1, elapsedMs: 0 },
    { text: 'PT24H', months: 0, days: 0, elapsedMs: 24 * HOUR },
    { text: 'P2W', months: 0, days: 14, elapsedMs: 0 },
    { text: 'P1Y2M3W4DT5H6M7S', months: 14, days: 25, elapsedMs: 5 * HOUR + 6 * 60_000 + 7_000 },
    { text: 'P1M', months: 1, days: 0, elapsedMs: 0 },
    { text: 'PT1M', months: 0, days: 0, elapsedMs: 60_000 },
    { text: 'PT90S', months: 0, days: 0, elapsedMs: 90_000 },
  ];
  test.each(cases)('$text is read', ({ text, ...parts }) => expect(parseDuration(text)).toEqual(parts));

  const refused = [
    '',
    'P',
    'PT',
    'P1',
    '1D',
    'P1DT',
    'P1H',
    'PT1D',
    'P1D2W',
    'p1d',
    'P-1D',
    '+P1D',
    'P1.5D',
    'PT0.5S',
    ' P1D',
    'P1D ',
    'P1D\n',
    'P٣D',
    'P9999999999D',
  ];
  test.each(refused)('%j is refused', (text) => {
    expect(parseDuration(text)).toBeNull();
    expect(parseOffset(text)).toBeNull();
  });
  test.each(['P0D', 'PT0S', '-P1D', '-P0D'])('%s is an offset, but no duration', (text) => {
    expect(parseDuration(text)).toBeNull();
    expect(parseOffset(text)).not.toBeNull();
  });
  test('a leading minus turns every part', () => {
    expect(parseOffset('-P1M2DT3H')).toEqual({ months: -1, days: -2, elapsedMs: -3 * HOUR });
  });

  test.each(['P1D', 'P2W', 'P1W3D'])('%s is calendar days', (text) =>
    expect(isCalendarDays(text)).toBe(true),
  );
  test.each(['PT24H', 'P1DT1H', 'P1M', 'P1Y', 'P0D', 'P', '-P1D'])('%s is not calendar days', (text) =>
    expect(isCalendarDays(text)).toBe(false),
  );

  test.each(['P2Y', 'P24M', 'P104W', 'P731D', 'PT17544H', 'P1Y12M', '-P2Y', 'PT1S'])(
    '%s is within two years',
    (text) => expect(isWithinTwoYears(text)).toBe(true),
  );
  test.each(['P3Y', 'P2Y1D', 'P2YT1S', 'P25M', 'P732D', 'P1Y366D', '-P25M', 'PT17545H', 'rubbish'])(
    '%s is not',
    (text) => expect(isWithinTwoYears(text)).toBe(false),
  );
});

describe('adding', () => {
  const cases = [
    {
      says: 'a day keeps the local time over the night that loses an hour',
      from: '2026-03-28T08:00 Europe/Berlin',
      add: 'P1D',
      is: '2026-03-29T08:00 Europe/Berlin',
    },
    {
      says: '24 hours do not',
      from: '2026-03-28T08:00 Europe/Berlin',
      add: 'PT24H',
      is: '2026-03-29T09:00 Europe/Berlin',
    },
    {
      says: 'a day over the night that gains an hour is 25 hours',
      from: '2026-10-24T08:00 Europe/Berlin',
      add: 'P1D',
      is: '2026-10-25T07:00:00Z',
    },
    {
      says: 'a day into the gap ends at the first instant after it',
      from: '2026-03-28T02:30 Europe/Berlin',
      add: 'P1D',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'a day out of the gap knows nothing of it',
      from: '2026-03-28T02:30 Europe/Berlin',
      add: 'P2D',
      is: '2026-03-30T02:30 Europe/Berlin',
    },
    {
      says: 'a day into the repeated hour ends at its first pass',
      from: '2026-10-24T02:30 Europe/Berlin',
      add: 'P1D',
      is: '2026-10-25T00:30:00Z',
    },
    {
      says: 'a month after 31 January is the last of February',
      from: '2026-01-31T10:00 Asia/Shanghai',
      add: 'P1M',
      is: '2026-02-28T10:00 Asia/Shanghai',
    },
    {
      says: 'a month after 31 January of a leap year is the 29th',
      from: '2028-01-31T10:00 Asia/Shanghai',
      add: 'P1M',
      is: '2028-02-29T10:00 Asia/Shanghai',
    },
    {
      says: 'a year after 29 February is the 28th',
      from: '2028-02-29T10:00 Asia/Shanghai',
      add: 'P1Y',
      is: '2029-02-28T10:00 Asia/Shanghai',
    },
    {
      says: 'months come before days',
      from: '2026-01-31T10:00 UTC',
      add: 'P1M1D',
      is: '2026-03-01T10:00 UTC',
    },
    {
      says: 'the calendar part comes before the elapsed one',
      from: '2026-03-28T02:30 Europe/Berlin',
      add: 'P1DT1H',
      is: '2026-03-29T02:00:00Z',
    },
    {
      says: 'months roll over the year',
      from: '2026-11-30T10:00 UTC',
      add: 'P15M',
      is: '2028-02-29T10:00 UTC',
    },
    {
      says: 'an offset may lead back',
      from: '2026-03-05T09:00 Asia/Tokyo',
      add: '-P3D',
      is: '2026-03-02T09:00 Asia/Tokyo',
    },
    {
      says: 'back over a month end',
      from: '2026-03-31T09:00 Asia/Tokyo',
      add: '-P1M',
      is: '2026-02-28T09:00 Asia/Tokyo',
    },
    {
      says: 'nothing added to the second pass of a repeated hour is that same instant',
      from: '2026-10-25T01:30:00Z',
      add: 'P0D',
      is: '2026-10-25T01:30:00Z',
      zone: 'Europe/Berlin',
    },
    {
      says: 'an hour added to the first pass is the second',
      from: '2026-10-25T00:30:00Z',
      add: 'PT1H',
      is: '2026-10-25T01:30:00Z',
      zone: 'Europe/Berlin',
    },
    {
      says: 'seconds and milliseconds are kept',
      from: '2026-03-04T10:00:12.345Z',
      add: 'P1D',
      is: '2026-03-05T10:00:12.345Z',
      zone: 'America/New_York',
    },
    {
      says: 'the day that was skipped whole ends after the gap',
      from: '2011-12-29T12:00 Pacific/Apia',
      add: 'P1D',
      is: '2011-12-30T10:00:00Z',
    },
  ];
  test.each(cases)('$says', ({ from, add, is, zone }) => {
    expect(iso(addDuration(at(from), add, zone ?? from.split(' ')[1] ?? 'UTC'))).toBe(iso(at(is)));
  });

  test('subtracting is adding the opposite', () => {
    const fromMs = at('2026-03-31T09:00 Europe/Berlin');
    for (const text of ['P1D', 'P1M', 'PT5H', 'P1Y2M3DT4H']) {
      expect(subtractDuration(fromMs, text, 'Europe/Berlin')).toBe(
        addDuration(fromMs, `-${text}`, 'Europe/Berlin'),
      );
    }
    expect(subtractDuration(fromMs, '-P1D', 'Europe/Berlin')).toBe(
      addDuration(fromMs, 'P1D', 'Europe/Berlin'),
    );
  });
  test('a text that is no duration is a fault', () => {
    expect(() => addDuration(0, 'tomorrow', 'UTC')).toThrow(RangeError);
  });
});
