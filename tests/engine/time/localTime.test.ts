// Goal: "Thursday at five" is the next such moment of the customer's own clock.
// Method: one row per ruling of language 4.2, 11.3 (waitUntil time) and 11.7, and the mistakes other systems make.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLocalTimeOnDay, nextLocalTime } from '../../../engine/core/time/localTime.ts';
import { localOf } from '../../../engine/core/time/zone.ts';
import { DAYS, type Day } from '../../../shared/time.ts';
import { at, iso } from './instantText.ts';

const HOUR = 3_600_000;

describe('the next local time', () => {
  const cases: { says: string; from: string; at?: string; days?: Day[]; zone?: string; is: string }[] = [
    {
      says: 'later today',
      from: '2026-03-04T08:00 Asia/Tokyo',
      at: '09:30',
      is: '2026-03-04T09:30 Asia/Tokyo',
    },
    {
      says: 'this very minute is not later',
      from: '2026-03-04T08:00 Asia/Tokyo',
      at: '08:00',
      is: '2026-03-04T08:00 Asia/Tokyo',
    },
    {
      says: 'a second too late is tomorrow',
      from: '2026-03-04T08:00:01 Asia/Tokyo',
      at: '08:00',
      is: '2026-03-05T08:00 Asia/Tokyo',
    },
    {
      says: 'Thursday at five, asked on Wednesday at eight',
      from: '2026-03-04T08:00 Asia/Tokyo',
      at: '05:00',
      days: ['thu'],
      is: '2026-03-05T05:00 Asia/Tokyo',
    },
    {
      says: 'Thursday missed by an hour is a week away',
      from: '2026-03-05T06:00 Asia/Tokyo',
      at: '05:00',
      days: ['thu'],
      is: '2026-03-12T05:00 Asia/Tokyo',
    },
    {
      says: 'the weekday is the local one',
      from: '2026-03-04T16:00:00Z',
      zone: 'Asia/Tokyo',
      at: '02:00',
      days: ['thu'],
      is: '2026-03-04T17:00:00Z',
    },
    {
      says: 'the earliest of several weekdays',
      from: '2026-03-06T12:00 UTC',
      at: '09:00',
      days: ['wed', 'mon'],
      is: '2026-03-09T09:00 UTC',
    },
    {
      says: "a weekday alone keeps the arrival's time of day",
      from: '2026-03-04T08:15:20 Europe/Berlin',
      days: ['fri'],
      is: '2026-03-06T08:15:20 Europe/Berlin',
    },
    {
      says: 'a weekday alone passes at once on that day',
      from: '2026-03-04T08:15:20 Europe/Berlin',
      days: ['wed'],
      is: '2026-03-04T08:15:20 Europe/Berlin',
    },
    {
      says: 'in the second pass of a repeated hour too',
      from: '2026-10-25T01:30:00Z',
      zone: 'Europe/Berlin',
      days: ['sun'],
      is: '2026-10-25T01:30:00Z',
    },
    {
      says: 'a time in the gap comes at the first instant after it',
      from: '2026-03-28T12:00 Europe/Berlin',
      at: '02:30',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'asked right after the gap, the skipped time is now',
      from: '2026-03-29T01:00:00Z',
      zone: 'Europe/Berlin',
      at: '02:30',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'a time that occurs twice comes at its first occurrence',
      from: '2026-10-24T12:00 Europe/Berlin',
      at: '02:30',
      is: '2026-10-25T00:30:00Z',
    },
    {
      says: 'its second occurrence is not another',
      from: '2026-10-25T00:45:00Z',
      zone: 'Europe/Berlin',
      at: '02:30',
      is: '2026-10-26T02:30 Europe/Berlin',
    },
    {
      says: 'a skipped midnight is the first instant of the day',
      from: '2018-11-03T12:00 America/Sao_Paulo',
      at: '00:00',
      is: '2018-11-04T03:00:00Z',
    },
    {
      says: 'a skipped day is resumed at the first instant after it',
      from: '2011-12-29T12:00 Pacific/Apia',
      at: '05:00',
      days: ['fri'],
      is: '2011-12-30T10:00:00Z',
    },
    {
      says: 'asked at that very instant, the skipped day is now',
      from: '2011-12-30T10:00:00Z',
      zone: 'Pacific/Apia',
      at: '05:00',
      days: ['fri'],
      is: '2011-12-30T10:00:00Z',
    },
  ];
  test.each(cases)('$says', ({ from, at: time, days, zone, is }) => {
    expect(iso(nextLocalTime(at(from), time, days, zone ?? from.split(' ')[1] ?? 'UTC'))).toBe(iso(at(is)));
  });
  test('Thursday 05:00 in Tokyo is 21 hours from Wednesday 08:00, not a week and not a UTC day more', () => {
    const fromMs = at('2026-03-04T08:00 Asia/Tokyo');
    expect(nextLocalTime(fromMs, '05:00', ['thu'], 'Asia/Tokyo') - fromMs).toBe(21 * HOUR);
  });
});

describe('a local time on the day of an instant', () => {
  const cases = [
    {
      says: 'may lie before it',
      from: '2026-03-04T12:00 Asia/Tokyo',
      at: '09:00',
      is: '2026-03-04T09:00 Asia/Tokyo',
    },
    {
      says: 'may lie after it',
      from: '2026-03-04T12:00 Asia/Tokyo',
      at: '18:00',
      is: '2026-03-04T18:00 Asia/Tokyo',
    },
    {
      says: 'takes the local day, not that of UTC',
      from: '2026-03-04T00:30 Asia/Tokyo',
      at: '09:00',
      is: '2026-03-04T09:00 Asia/Tokyo',
    },
    {
      says: 'resumes after the gap',
      from: '2026-03-29T12:00 Europe/Berlin',
      at: '02:30',
      is: '2026-03-29T01:00:00Z',
    },
  ];
  test.each(cases)('$says', ({ from, at: time, is }) => {
    expect(iso(atLocalTimeOnDay(at(from), time, from.split(' ')[1] ?? 'UTC'))).toBe(iso(at(is)));
  });
});

test('for every instant: not earlier, at most eight days later, on a listed weekday at that time unless clocks skip it', () => {
  const hour = fc.integer({ min: 4, max: 22 }); // no zone below changes its clocks in these hours
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) }),
      hour,
      fc.subarray([...DAYS], { minLength: 1 }),
      fc.constantFrom(
        'Asia/Shanghai',
        'Europe/Berlin',
        'America/New_York',
        'Pacific/Auckland',
        'Asia/Kolkata',
      ),
      (ms, wanted, days, zone) => {
        const found = nextLocalTime(ms, `${String(wanted).padStart(2, '0')}:30`, days, zone);
        expect(found).toBeGreaterThanOrEqual(ms);
        expect(found - ms).toBeLessThanOrEqual((7 * 24 + 1) * HOUR);
        const shown = localOf(found, zone);
        expect([shown.hour, shown.minute, shown.second, shown.ms]).toEqual([wanted, 30, 0, 0]);
        expect(days).toContain(shown.weekday);
      },
    ),
    { numRuns: 2_000 },
  );
});
