// Goal: a wait for business hours ends when the office is really open, holidays and worked weekends included.
// Method: rows over the Chinese week of 1 October 2026 (holidays, Saturday the 10th worked) and over a night shift.
import { describe, expect, test } from 'vitest';
import { type BusinessCalendar, nextBusinessInstant } from '../../../engine/core/time/businessHours.ts';
import type { Day } from '../../../shared/time.ts';
import { at, iso } from './instantText.ts';

const weekdays: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const bank: BusinessCalendar = {
  windows: [
    { from: '13:30', to: '17:00', days: weekdays },
    { from: '09:00', to: '12:00', days: weekdays },
  ],
  holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  workdays: ['2026-10-10'],
};
const shop: BusinessCalendar = {
  windows: [
    { from: '09:00', to: '18:00', days: ['tue', 'wed', 'thu', 'fri'] },
    { from: '10:00', to: '12:00', days: ['sat'] },
  ],
  holidays: ['2026-10-01'],
  workdays: ['2026-10-01', '2026-10-05', '2026-10-10'],
};
const night: BusinessCalendar = {
  windows: [{ from: '22:00', to: '06:00', days: weekdays }],
  holidays: ['2026-10-01'],
  workdays: [],
};

describe('the next instant in business hours', () => {
  const cases = [
    { says: 'inside passes at once', calendar: bank, from: '2026-09-30T10:00', is: '2026-09-30T10:00' },
    {
      says: 'the lunch break waits for the afternoon',
      calendar: bank,
      from: '2026-09-30T12:00',
      is: '2026-09-30T13:30',
    },
    {
      says: 'the evening waits for the morning',
      calendar: bank,
      from: '2026-09-29T17:00',
      is: '2026-09-30T09:00',
    },
    {
      says: 'holidays and the weekend between them are skipped',
      calendar: bank,
      from: '2026-09-30T17:00',
      is: '2026-10-08T09:00',
    },
    {
      says: 'on a holiday at ten nothing is open',
      calendar: bank,
      from: '2026-10-01T10:00',
      is: '2026-10-08T09:00',
    },
    {
      says: 'a worked Saturday has the hours of Monday',
      calendar: bank,
      from: '2026-10-09T18:00',
      is: '2026-10-10T09:00',
    },
    {
      says: 'the Sunday after it is a Sunday',
      calendar: bank,
      from: '2026-10-10T17:00',
      is: '2026-10-12T09:00',
    },
    {
      says: 'a workday overrides a holiday',
      calendar: shop,
      from: '2026-09-30T18:00',
      is: '2026-10-01T09:00',
    },
    {
      says: 'an ordinary Saturday keeps its short hours',
      calendar: shop,
      from: '2026-10-03T08:00',
      is: '2026-10-03T10:00',
    },
    {
      says: 'a worked Saturday is longer than its short hours',
      calendar: shop,
      from: '2026-10-10T13:00',
      is: '2026-10-10T13:00',
    },
    {
      says: 'a worked day without hours takes those of the first day that has some',
      calendar: shop,
      from: '2026-10-05T08:00',
      is: '2026-10-05T09:00',
    },
    {
      says: 'a night stays open into a holiday',
      calendar: night,
      from: '2026-10-01T03:00',
      is: '2026-10-01T03:00',
    },
    {
      says: 'and no night starts on the holiday',
      calendar: night,
      from: '2026-10-01T23:00',
      is: '2026-10-02T22:00',
    },
    {
      says: 'a night of Friday is open on Saturday',
      calendar: night,
      from: '2026-10-03T05:59',
      is: '2026-10-03T05:59',
    },
    {
      says: 'the night of Sunday is none',
      calendar: night,
      from: '2026-10-05T03:00',
      is: '2026-10-05T22:00',
    },
  ];
  test.each(cases)('$says', ({ calendar, from, is }) => {
    const zone = 'Asia/Shanghai';
    expect(iso(nextBusinessInstant(at(`${from} ${zone}`), calendar, zone))).toBe(iso(at(`${is} ${zone}`)));
  });

  test('without windows it never opens', () => {
    expect(nextBusinessInstant(0, { windows: [], holidays: [], workdays: ['1970-01-02'] }, 'UTC')).toBeNull();
  });
  test('with every day a holiday it never opens', () => {
    const holidays = Array.from({ length: 500 }, (_, day) =>
      new Date(day * 86_400_000).toISOString().slice(0, 10),
    );
    expect(nextBusinessInstant(0, { ...bank, holidays, workdays: [] }, 'UTC')).toBeNull();
    expect(iso(nextBusinessInstant(0, { ...bank, holidays, workdays: ['1970-12-26'] }, 'UTC'))).toBe(
      '1970-12-26T09:00:00Z',
    );
  });
  test('holidays are dates of the zone, not of UTC', () => {
    // 2026-10-01 in Auckland begins at 11:00 of the day before in UTC
    const calendar: BusinessCalendar = {
      windows: [{ from: '00:00', to: '24:00' }],
      holidays: ['2026-10-01'],
      workdays: [],
    };
    expect(iso(nextBusinessInstant(at('2026-09-30T12:00:00Z'), calendar, 'Pacific/Auckland'))).toBe(
      '2026-10-01T11:00:00Z',
    );
  });
  test('a morning that clocks shorten still opens at nine', () => {
    const calendar: BusinessCalendar = {
      windows: [{ from: '09:00', to: '17:00' }],
      holidays: [],
      workdays: [],
    };
    expect(iso(nextBusinessInstant(at('2026-03-28T18:00 Europe/Berlin'), calendar, 'Europe/Berlin'))).toBe(
      '2026-03-29T07:00:00Z',
    );
  });
});
