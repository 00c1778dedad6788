// Goal: "this week", "last month" and "birthday" mean what the customer's own calendar shows.
// Method: one row per ruling of language 9.1 (inPeriod, anniversary), then properties over random instants.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAnniversary, periodOf } from '../../../engine/core/time/period.ts';
import { readDate } from '../../../engine/core/time/readDate.ts';
import { PERIOD_UNITS, type PeriodUnit } from '../../../shared/condition.ts';
import { at, iso } from './instantText.ts';

describe('calendar periods', () => {
  const cases: {
    says: string;
    at: string;
    zone: string;
    unit: PeriodUnit;
    offset: number;
    from: string;
    to: string;
  }[] = [
    {
      says: 'today in Shanghai began yesterday in UTC',
      at: '2026-03-04T12:00:00Z',
      zone: 'Asia/Shanghai',
      unit: 'day',
      offset: 0,
      from: '2026-03-03T16:00:00Z',
      to: '2026-03-04T16:00:00Z',
    },
    {
      says: 'yesterday',
      at: '2026-03-04T12:00:00Z',
      zone: 'Asia/Shanghai',
      unit: 'day',
      offset: -1,
      from: '2026-03-02T16:00:00Z',
      to: '2026-03-03T16:00:00Z',
    },
    {
      says: 'midnight belongs to the day it begins',
      at: '2026-03-04T00:00:00Z',
      zone: 'UTC',
      unit: 'day',
      offset: 0,
      from: '2026-03-04T00:00:00Z',
      to: '2026-03-05T00:00:00Z',
    },
    {
      says: 'a week starts on Monday',
      at: '2026-03-04T12:00:00Z',
      zone: 'UTC',
      unit: 'week',
      offset: 0,
      from: '2026-03-02T00:00:00Z',
      to: '2026-03-09T00:00:00Z',
    },
    {
      says: 'Sunday is the end of its week',
      at: '2026-03-08T23:59:59Z',
      zone: 'UTC',
      unit: 'week',
      offset: 0,
      from: '2026-03-02T00:00:00Z',
      to: '2026-03-09T00:00:00Z',
    },
    {
      says: 'Monday in Tokyo while UTC still has Sunday',
      at: '2026-03-08T16:00:00Z',
      zone: 'Asia/Tokyo',
      unit: 'week',
      offset: 0,
      from: '2026-03-08T15:00:00Z',
      to: '2026-03-15T15:00:00Z',
    },
    {
      says: 'next week',
      at: '2026-03-04T12:00:00Z',
      zone: 'UTC',
      unit: 'week',
      offset: 1,
      from: '2026-03-09T00:00:00Z',
      to: '2026-03-16T00:00:00Z',
    },
    {
      says: 'a month in which clocks change',
      at: '2026-03-15T12:00:00Z',
      zone: 'Europe/Berlin',
      unit: 'month',
      offset: 0,
      from: '2026-02-28T23:00:00Z',
      to: '2026-03-31T22:00:00Z',
    },
    {
      says: 'last month, over the year',
      at: '2026-01-31T12:00:00Z',
      zone: 'UTC',
      unit: 'month',
      offset: -1,
      from: '2025-12-01T00:00:00Z',
      to: '2026-01-01T00:00:00Z',
    },
    {
      says: 'next month of the 31st is not skipped',
      at: '2026-01-31T12:00:00Z',
      zone: 'UTC',
      unit: 'month',
      offset: 1,
      from: '2026-02-01T00:00:00Z',
      to: '2026-03-01T00:00:00Z',
    },
    {
      says: 'a year',
      at: '2026-06-01T12:00:00Z',
      zone: 'Asia/Shanghai',
      unit: 'year',
      offset: 0,
      from: '2025-12-31T16:00:00Z',
      to: '2026-12-31T16:00:00Z',
    },
    {
      says: 'last year was a leap year',
      at: '2029-06-01T12:00:00Z',
      zone: 'UTC',
      unit: 'year',
      offset: -1,
      from: '2028-01-01T00:00:00Z',
      to: '2029-01-01T00:00:00Z',
    },
    {
      says: 'a day of 23 hours',
      at: '2026-03-29T12:00:00Z',
      zone: 'Europe/Berlin',
      unit: 'day',
      offset: 0,
      from: '2026-03-28T23:00:00Z',
      to: '2026-03-29T22:00:00Z',
    },
    {
      says: 'a day without midnight begins at its first instant',
      at: '2018-11-04T12:00:00Z',
      zone: 'America/Sao_Paulo',
      unit: 'day',
      offset: 0,
      from: '2018-11-04T03:00:00Z',
      to: '2018-11-05T02:00:00Z',
    },
    {
      says: 'a midnight that occurs twice begins the day once',
      at: '2026-11-01T12:00:00Z',
      zone: 'America/Havana',
      unit: 'day',
      offset: 0,
      from: '2026-11-01T04:00:00Z',
      to: '2026-11-02T05:00:00Z',
    },
    {
      says: 'clocks that went back over midnight do not begin the old day anew',
      at: '2010-11-07T03:00:00Z',
      zone: 'America/St_Johns',
      unit: 'day',
      offset: 0,
      from: '2010-11-07T02:30:00Z',
      to: '2010-11-08T03:30:00Z',
    },
  ];
  test.each(cases)('$says', ({ at: instant, zone, unit, offset, from, to }) => {
    const { fromMs, toMs } = periodOf(at(instant), unit, offset, zone);
    expect([iso(fromMs), iso(toMs)]).toEqual([from, to]);
  });

  test('every instant lies in its period, and the next one begins where it ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2035, 0, 1) }),
        fc.constantFrom(...PERIOD_UNITS),
        fc.constantFrom(
          'Asia/Shanghai',
          'Europe/Berlin',
          'America/Havana',
          'America/St_Johns',
          'Asia/Beirut',
          'Pacific/Apia',
        ),
        fc.integer({ min: -3, max: 3 }),
        (ms, unit, zone, offset) => {
          const current = periodOf(ms, unit, 0, zone);
          expect(current.fromMs).toBeLessThanOrEqual(ms);
          expect(current.toMs).toBeGreaterThan(ms);
          expect(periodOf(ms, unit, offset + 1, zone).fromMs).toBe(periodOf(ms, unit, offset, zone).toMs);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('anniversaries', () => {
  const cases = [
    {
      says: 'the birthday is an anniversary',
      date: '1990-03-04',
      now: '2026-03-04T10:00:00Z',
      zone: 'UTC',
      is: true,
    },
    {
      says: 'the day before is none',
      date: '1990-03-04',
      now: '2026-03-03T10:00:00Z',
      zone: 'UTC',
      is: false,
    },
    {
      says: 'the same day of another month is none',
      date: '1990-03-04',
      now: '2026-04-04T10:00:00Z',
      zone: 'UTC',
      is: false,
    },
    {
      says: 'it begins at midnight of the zone',
      date: '1990-03-04',
      now: '2026-03-03T16:00:00Z',
      zone: 'Asia/Shanghai',
      is: true,
    },
    {
      says: 'it ends at midnight of the zone',
      date: '1990-03-04',
      now: '2026-03-04T16:00:00Z',
      zone: 'Asia/Shanghai',
      is: false,
    },
    {
      says: '29 February counts on the 28th in common years',
      date: '2000-02-29',
      now: '2026-02-28T10:00:00Z',
      zone: 'UTC',
      is: true,
    },
    {
      says: '29 February does not count on 1 March',
      date: '2000-02-29',
      now: '2026-03-01T10:00:00Z',
      zone: 'UTC',
      is: false,
    },
    {
      says: '29 February is itself in leap years',
      date: '2000-02-29',
      now: '2028-02-29T10:00:00Z',
      zone: 'UTC',
      is: true,
    },
    {
      says: 'and then not the 28th',
      date: '2000-02-29',
      now: '2028-02-28T10:00:00Z',
      zone: 'UTC',
      is: false,
    },
    {
      says: '28 February is never moved',
      date: '2001-02-28',
      now: '2028-02-29T10:00:00Z',
      zone: 'UTC',
      is: false,
    },
    {
      says: 'a birthday under the summer time of 1986 is still that day',
      date: '1986-07-01',
      now: '2026-07-01T02:00:00Z',
      zone: 'Asia/Shanghai',
      is: true,
    },
  ];
  test.each(cases)('$says', ({ date, now, zone, is }) => {
    expect(isAnniversary(readDate(date, zone) ?? Number.NaN, at(now), zone)).toBe(is);
  });
});
