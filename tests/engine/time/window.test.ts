// Goal: send windows and quiet hours open and close when the clock on the customer's wall says so.
// Method: one row per ruling of language 4.2 and 11 (Window), then properties over random windows, zones and instants.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endOfWindow,
  endOfWindows,
  isInWindow,
  nextInWindow,
  type Window,
} from '../../../engine/core/time/window.ts';
import { DAYS, type Day } from '../../../shared/time.ts';
import { at, iso } from './instantText.ts';

const office: Window = { from: '08:00', to: '20:00' };
const night: Window = { from: '22:00', to: '06:00' };
const weekdays: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

describe('the next instant inside', () => {
  const cases = [
    {
      says: 'inside passes at once',
      window: office,
      from: '2026-03-04T12:00 Asia/Shanghai',
      is: '2026-03-04T12:00 Asia/Shanghai',
    },
    {
      says: 'from is inside',
      window: office,
      from: '2026-03-04T08:00 Asia/Shanghai',
      is: '2026-03-04T08:00 Asia/Shanghai',
    },
    {
      says: 'to is outside',
      window: office,
      from: '2026-03-04T20:00 Asia/Shanghai',
      is: '2026-03-05T08:00 Asia/Shanghai',
    },
    {
      says: 'before from waits for from',
      window: office,
      from: '2026-03-04T07:59 Asia/Shanghai',
      is: '2026-03-04T08:00 Asia/Shanghai',
    },
    {
      says: '22:00 to 06:00 is the night, not the day: noon waits',
      window: night,
      from: '2026-03-04T12:00 Asia/Tokyo',
      is: '2026-03-04T22:00 Asia/Tokyo',
    },
    {
      says: '22:00 to 06:00 holds 23:00',
      window: night,
      from: '2026-03-04T23:00 Asia/Tokyo',
      is: '2026-03-04T23:00 Asia/Tokyo',
    },
    {
      says: '22:00 to 06:00 holds 05:59',
      window: night,
      from: '2026-03-04T05:59 Asia/Tokyo',
      is: '2026-03-04T05:59 Asia/Tokyo',
    },
    {
      says: 'at 06:00 the night is over',
      window: night,
      from: '2026-03-04T06:00 Asia/Tokyo',
      is: '2026-03-04T22:00 Asia/Tokyo',
    },
    {
      says: 'weekdays wait for Monday',
      window: { ...office, days: weekdays },
      from: '2026-03-07T12:00 UTC',
      is: '2026-03-09T08:00 UTC',
    },
    {
      says: 'a weekday night belongs to the day it starts: Saturday 03:00 is Friday night',
      window: { ...night, days: weekdays },
      from: '2026-03-07T03:00 UTC',
      is: '2026-03-07T03:00 UTC',
    },
    {
      says: 'a weekday night belongs to the day it starts: Monday 03:00 is Sunday night',
      window: { ...night, days: weekdays },
      from: '2026-03-09T03:00 UTC',
      is: '2026-03-09T22:00 UTC',
    },
    {
      says: 'these weekdays, all day',
      window: { from: '00:00', to: '24:00', days: ['sat', 'sun'] as Day[] },
      from: '2026-03-04T12:00 UTC',
      is: '2026-03-07T00:00 UTC',
    },
    {
      says: 'the weekday is the local one: Saturday in Tokyo while UTC has Friday',
      window: { from: '00:00', to: '24:00', days: ['sat'] as Day[] },
      from: '2026-03-06T16:00:00Z',
      zone: 'Asia/Tokyo',
      is: '2026-03-06T16:00:00Z',
    },
    {
      says: 'one weekday only, missed by a minute, is a week away',
      window: { from: '09:00', to: '10:00', days: ['wed'] as Day[] },
      from: '2026-03-04T10:00 UTC',
      is: '2026-03-11T09:00 UTC',
    },
    {
      says: 'an empty list of days is every day',
      window: { ...office, days: [] },
      from: '2026-03-07T12:00 UTC',
      is: '2026-03-07T12:00 UTC',
    },
    {
      says: 'until midnight may be written 00:00',
      window: { from: '18:00', to: '00:00' },
      from: '2026-03-04T23:59 UTC',
      is: '2026-03-04T23:59 UTC',
    },
    {
      says: 'until midnight may be written 24:00',
      window: { from: '18:00', to: '24:00' },
      from: '2026-03-05T00:00 UTC',
      is: '2026-03-05T18:00 UTC',
    },
    {
      says: 'a from inside the gap opens at the first instant after it',
      window: { from: '02:30', to: '05:00' },
      from: '2026-03-29T01:00 Europe/Berlin',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'a window wholly inside the gap does not open that day',
      window: { from: '02:10', to: '02:50' },
      from: '2026-03-29T01:00 Europe/Berlin',
      is: '2026-03-30T02:10 Europe/Berlin',
    },
    {
      says: 'a from that occurs twice opens at its first occurrence',
      window: { from: '02:30', to: '05:00' },
      from: '2026-10-25T01:00 Europe/Berlin',
      is: '2026-10-25T00:30:00Z',
    },
    {
      says: 'clocks that go back before the window close it again',
      window: { from: '02:30', to: '05:00' },
      from: '2026-10-25T01:10:00Z',
      zone: 'Europe/Berlin',
      is: '2026-10-25T01:30:00Z',
    },
  ];
  test.each(cases)('$says', ({ window, from, is, zone }) => {
    expect(iso(nextInWindow(at(from), window, zone ?? from.split(' ')[1] ?? 'UTC'))).toBe(iso(at(is)));
  });
});

describe('the end', () => {
  const cases = [
    { says: 'outside is at once', window: night, from: '2026-03-04T12:00 UTC', is: '2026-03-04T12:00 UTC' },
    {
      says: 'before midnight it is tomorrow',
      window: night,
      from: '2026-03-04T23:00 UTC',
      is: '2026-03-05T06:00 UTC',
    },
    {
      says: 'after midnight it is today',
      window: night,
      from: '2026-03-04T03:00 UTC',
      is: '2026-03-04T06:00 UTC',
    },
    {
      says: 'a night that loses an hour still ends at eight',
      window: { from: '22:00', to: '08:00' },
      from: '2026-03-28T23:30 Europe/Berlin',
      is: '2026-03-29T08:00 Europe/Berlin',
    },
    {
      says: 'a night that gains an hour still ends at eight',
      window: { from: '22:00', to: '08:00' },
      from: '2026-10-24T23:30 Europe/Berlin',
      is: '2026-10-25T08:00 Europe/Berlin',
    },
    {
      says: 'an end in the gap is the first instant after it',
      window: { from: '22:00', to: '02:30' },
      from: '2026-03-28T23:00 Europe/Berlin',
      is: '2026-03-29T01:00:00Z',
    },
    {
      says: 'an end that occurs twice is its first occurrence',
      window: { from: '22:00', to: '02:30' },
      from: '2026-10-24T23:00 Europe/Berlin',
      is: '2026-10-25T00:30:00Z',
    },
    {
      says: 'when clocks go back into quiet hours they are quiet again',
      window: { from: '22:00', to: '02:30' },
      from: '2026-10-25T01:10:00Z',
      zone: 'Europe/Berlin',
      is: '2026-10-25T01:30:00Z',
    },
    {
      says: 'a weekend of whole days is one span',
      window: { from: '00:00', to: '24:00', days: ['sat', 'sun'] as Day[] },
      from: '2026-03-07T12:00 UTC',
      is: '2026-03-09T00:00 UTC',
    },
    {
      says: 'days that lie apart are not',
      window: { from: '00:00', to: '24:00', days: ['sat', 'mon'] as Day[] },
      from: '2026-03-07T12:00 UTC',
      is: '2026-03-08T00:00 UTC',
    },
    {
      says: 'every day from midnight to midnight never ends',
      window: { from: '00:00', to: '24:00' },
      from: '2026-03-07T12:00 UTC',
      is: null,
    },
    {
      says: 'all seven days by name never end either',
      window: { from: '00:00', to: '24:00', days: [...DAYS] },
      from: '2026-03-07T12:00 Europe/Berlin',
      is: null,
    },
    {
      says: 'six whole days end after the sixth',
      window: { from: '00:00', to: '24:00', days: DAYS.slice(1) },
      from: '2026-03-03T00:00 UTC',
      is: '2026-03-09T00:00 UTC',
    },
  ];
  test.each(cases)('$says', ({ window, from, is, zone }) => {
    const end = endOfWindow(at(from), window, zone ?? from.split(' ')[1] ?? 'UTC');
    expect(iso(end)).toBe(is === null ? null : iso(at(is)));
  });

  test('two quiet hours that touch are one', () => {
    const evening: Window = { from: '21:00', to: '24:00' };
    const morning: Window = { from: '00:00', to: '08:00' };
    expect(iso(endOfWindows(at('2026-03-04T22:00 UTC'), [morning, evening], 'UTC'))).toBe(
      '2026-03-05T08:00:00Z',
    );
    expect(
      endOfWindows(
        0,
        [
          { from: '00:00', to: '12:00' },
          { from: '11:00', to: '00:00' },
        ],
        'UTC',
      ),
    ).toBeNull();
    expect(endOfWindows(0, [], 'UTC')).toBe(0);
  });
});

describe('for every window, zone and instant', () => {
  const time = fc
    .integer({ min: 0, max: 95 })
    .map(
      (quarter) => `${String(quarter >> 2).padStart(2, '0')}:${String((quarter & 3) * 15).padStart(2, '0')}`,
    );
  const window = fc
    .record({
      from: time,
      to: fc.oneof({ weight: 9, arbitrary: time }, fc.constant('24:00')),
      days: fc.option(fc.subarray([...DAYS]), { nil: undefined }),
    })
    .filter(({ from, to }) => from !== to);
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Africa/Casablanca',
    'Australia/Lord_Howe',
    'Asia/Beirut',
    'America/Havana',
    'Pacific/Apia',
  );
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(2011, 0, 1), max: Date.UTC(2030, 0, 1) }),
    // around the autumn change of Berlin and the skipped day of Samoa
    fc.integer({ min: -200_000, max: 200_000 }).map((seconds) => Date.UTC(2026, 9, 25, 1) + seconds * 1_000),
    fc
      .integer({ min: -200_000, max: 200_000 })
      .map((seconds) => Date.UTC(2011, 11, 30, 10) + seconds * 1_000),
  );

  test('the next instant inside is inside, not earlier, and nothing before it is', () => {
    fc.assert(
      fc.property(
        window,
        zone,
        instant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, name, ms, part) => {
          const next = nextInWindow(ms, given, name);
          expect(next).toBeGreaterThanOrEqual(ms);
          expect(isInWindow(next, given, name)).toBe(true);
          if (next > ms) expect(isInWindow(ms + Math.floor((next - 1 - ms) * part), given, name)).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });
  test('the end is outside, not earlier, and everything before it is inside', () => {
    fc.assert(
      fc.property(
        window,
        zone,
        instant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, name, ms, part) => {
          const end = endOfWindow(ms, given, name);
          if (end === null) {
            expect(isInWindow(ms + Math.floor(part * 1e10), given, name)).toBe(true);
            return;
          }
          expect(end).toBeGreaterThanOrEqual(ms);
          expect(isInWindow(end, given, name)).toBe(false);
          if (end > ms) expect(isInWindow(ms + Math.floor((end - 1 - ms) * part), given, name)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
  test('later arrivals never come in or out earlier', () => {
    fc.assert(
      fc.property(window, zone, instant, fc.nat(1e9), (given, name, ms, later) => {
        expect(nextInWindow(ms + later, given, name)).toBeGreaterThanOrEqual(nextInWindow(ms, given, name));
        const end = endOfWindow(ms, given, name);
        if (end !== null) expect(endOfWindow(ms + later, given, name)).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 2_000 },
    );
  });
});
