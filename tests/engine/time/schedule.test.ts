// Goal: a schedule runs at the local times an operator would tick in a calendar, however long ago it began.
// Method: rows for each sentence of language 11.2 (schedule), then a comparison with a walk through the dates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOccurrence, type Schedule } from '../../../engine/core/time/schedule.ts';
import { DAYS, type Day } from '../../../shared/time.ts';
import { at, iso } from './instantText.ts';

const DAY = 86_400_000;

/** The first `count` occurrences at or after an instant, as `index instant`. */
function occurrences(schedule: Schedule, zone: string, fromMs: number, count: number): string[] {
  const found: string[] = [];
  let ms = fromMs;
  for (let n = 0; n < count; n++) {
    const next = nextOccurrence(schedule, zone, ms);
    if (next === null) return [...found, 'over'];
    found.push(`${next.index} ${iso(next.atMs)}`);
    ms = next.atMs + 1;
  }
  return found;
}

describe('occurrences', () => {
  const cases: { says: string; schedule: Schedule; zone?: string; from: string; are: string[] }[] = [
    {
      says: 'once is once',
      schedule: { start: '2026-03-04T12:00' },
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-04T12:00:00Z', 'over'],
    },
    {
      says: 'once and missed is over',
      schedule: { start: '2026-03-04T12:00' },
      from: '2026-03-04T12:00:01Z',
      are: ['over'],
    },
    {
      says: 'the start is local',
      schedule: { start: '2026-03-04T12:00' },
      zone: 'Asia/Shanghai',
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-04T04:00:00Z', 'over'],
    },
    {
      says: 'the start counts as the first, and times counts it',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P2W', times: 3 } },
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-04T12:00:00Z', '1 2026-03-18T12:00:00Z', '2 2026-04-01T12:00:00Z', 'over'],
    },
    {
      says: 'past occurrences are skipped, but counted',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P2W', times: 3 } },
      from: '2026-03-18T12:00:01Z',
      are: ['2 2026-04-01T12:00:00Z', 'over'],
    },
    {
      says: 'at the very instant it is still to come',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P1D', times: 2 } },
      from: '2026-03-05T12:00:00Z',
      are: ['1 2026-03-05T12:00:00Z', 'over'],
    },
    {
      says: 'months are counted from the start: the 31st comes back after February',
      schedule: { start: '2026-01-31T09:00', repeat: { every: 'P1M', times: 4 } },
      from: '2026-01-01T00:00:00Z',
      are: [
        '0 2026-01-31T09:00:00Z',
        '1 2026-02-28T09:00:00Z',
        '2 2026-03-31T09:00:00Z',
        '3 2026-04-30T09:00:00Z',
        'over',
      ],
    },
    {
      says: 'yearly from 29 February',
      schedule: { start: '2028-02-29T09:00', repeat: { every: 'P1Y', times: 5 } },
      from: '2028-03-01T00:00:00Z',
      are: [
        '1 2029-02-28T09:00:00Z',
        '2 2030-02-28T09:00:00Z',
        '3 2031-02-28T09:00:00Z',
        '4 2032-02-29T09:00:00Z',
        'over',
      ],
    },
    {
      says: 'daily keeps the local time over the change of clocks',
      schedule: { start: '2026-03-28T08:00', repeat: { every: 'P1D', times: 3 } },
      zone: 'Europe/Berlin',
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-28T07:00:00Z', '1 2026-03-29T06:00:00Z', '2 2026-03-30T06:00:00Z', 'over'],
    },
    {
      says: 'one occurrence in the gap does not move the later ones',
      schedule: { start: '2026-03-28T02:30', repeat: { every: 'P1D', times: 3 } },
      zone: 'Europe/Berlin',
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-28T01:30:00Z', '1 2026-03-29T01:00:00Z', '2 2026-03-30T00:30:00Z', 'over'],
    },
    {
      says: 'until is the last moment, itself included',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P1D', until: '2026-03-05T12:00' } },
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-04T12:00:00Z', '1 2026-03-05T12:00:00Z', 'over'],
    },
    {
      says: 'until is local',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P1D', until: '2026-03-05T11:59' } },
      zone: 'America/New_York',
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-04T17:00:00Z', 'over'],
    },
    {
      says: 'weekdays of every week, none before the start',
      schedule: {
        start: '2026-03-04T12:00',
        repeat: { every: 'P1W', days: ['fri', 'mon', 'wed'], times: 4 },
      },
      from: '2026-01-01T00:00:00Z',
      are: [
        '0 2026-03-04T12:00:00Z',
        '1 2026-03-06T12:00:00Z',
        '2 2026-03-09T12:00:00Z',
        '3 2026-03-11T12:00:00Z',
        'over',
      ],
    },
    {
      says: 'weekdays of every second week, counted from the week of the start',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P2W', days: ['mon', 'thu'] } },
      from: '2026-01-01T00:00:00Z',
      are: [
        '0 2026-03-05T12:00:00Z',
        '1 2026-03-16T12:00:00Z',
        '2 2026-03-19T12:00:00Z',
        '3 2026-03-30T12:00:00Z',
      ],
    },
    {
      says: 'the weekday is the local one',
      schedule: { start: '2026-03-04T02:00', repeat: { every: 'P1W', days: ['thu'], times: 2 } },
      zone: 'Asia/Tokyo',
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-04T17:00:00Z', '1 2026-03-11T17:00:00Z', 'over'],
    },
    {
      says: 'a start on a Sunday belongs to the week before',
      schedule: { start: '2026-03-08T12:00', repeat: { every: 'P2W', days: ['mon', 'sun'] } },
      from: '2026-01-01T00:00:00Z',
      are: ['0 2026-03-08T12:00:00Z', '1 2026-03-16T12:00:00Z', '2 2026-03-22T12:00:00Z'],
    },
    {
      says: 'fourteen days are two weeks',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P14D', days: ['wed'] } },
      from: '2026-03-05T00:00:00Z',
      are: ['1 2026-03-18T12:00:00Z'],
    },
    {
      says: 'an empty list of weekdays is none',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P1W', days: [] } },
      from: '2026-03-05T00:00:00Z',
      are: ['1 2026-03-11T12:00:00Z'],
    },
    {
      says: 'an interval with hours passes them',
      schedule: { start: '2026-03-04T12:00', repeat: { every: 'P1DT12H' } },
      from: '2026-03-05T00:00:00Z',
      are: ['1 2026-03-06T00:00:00Z', '2 2026-03-07T12:00:00Z'],
    },
    {
      says: 'two occurrences that a skipped day moves together run once',
      schedule: { start: '2011-12-29T00:00', repeat: { every: 'P1D' } },
      zone: 'Pacific/Apia',
      from: '2011-12-01T00:00:00Z',
      are: ['0 2011-12-29T10:00:00Z', '1 2011-12-30T10:00:00Z', '3 2011-12-31T10:00:00Z'],
    },
  ];
  test.each(cases)('$says', ({ schedule, zone = 'UTC', from, are }) => {
    expect(occurrences(schedule, zone, at(from), are.length)).toEqual(are);
  });
  test('weekdays with months are a fault', () => {
    expect(() =>
      nextOccurrence({ start: '2026-03-04T12:00', repeat: { every: 'P1M', days: ['mon'] } }, 'UTC', 0),
    ).toThrow(RangeError);
  });
});

describe('far from the start', () => {
  test('a daily schedule of 1970 is found at once', () => {
    const schedule: Schedule = { start: '1970-01-01T09:00', repeat: { every: 'P1D' } };
    const fromMs = at('2026-11-22T09:00:01 Asia/Shanghai');
    nextOccurrence(schedule, 'Asia/Shanghai', fromMs);
    expect(nextOccurrence(schedule, 'Asia/Shanghai', fromMs)).toEqual({
      atMs: at('2026-11-23T09:00 Asia/Shanghai'),
      index: 20_780,
    });
  });
  test('the answer is the one that counting day by day from the start gives', () => {
    const step = fc.constantFrom(
      { every: 'P1D', days: 1 },
      { every: 'P3D', days: 3 },
      { every: 'P1W', days: 7 },
      { every: 'P2W', days: 14 },
      { every: 'P3W', days: 21 },
    );
    const weekdays = fc.option(fc.subarray([...DAYS], { minLength: 1 }), { nil: undefined });
    const zone = fc.constantFrom('Europe/Berlin', 'Asia/Shanghai', 'America/New_York');
    fc.assert(
      fc.property(
        step,
        weekdays,
        fc.nat(20),
        fc.nat(400),
        fc.integer({ min: 1, max: 40 }),
        zone,
        (given, ticked, first, later, times, name) => {
          const days = given.days % 7 === 0 ? ticked : undefined;
          const start = `2026-03-${String(first + 10)}T02:30`;
          const fromMs = at('2026-03-01T00:00:00Z') + later * DAY;
          const all = counted(start, given.days, days, times).map((dateTime) => at(`${dateTime} ${name}`));
          const index = all.findIndex((ms) => ms >= fromMs);
          const found = nextOccurrence({ start, repeat: { every: given.every, days, times } }, name, fromMs);
          expect(found).toEqual(index < 0 ? null : { atMs: all[index], index });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

/** Local times of the first occurrences, by looking at one date after the other. */
function counted(start: string, stepDays: number, days: readonly Day[] | undefined, times: number): string[] {
  const startDay = Date.parse(`${start.slice(0, 10)}T00:00:00Z`);
  const monday = startDay - ((new Date(startDay).getUTCDay() + 6) % 7) * DAY;
  const found: string[] = [];
  for (let day = startDay; found.length < times; day += DAY) {
    const weekday = DAYS[(new Date(day).getUTCDay() + 6) % 7];
    const week = Math.floor((day - monday) / (7 * DAY));
    const isDue =
      days === undefined
        ? ((day - startDay) / DAY) % stepDays === 0
        : week % (stepDays / 7) === 0 && days.some((ticked) => ticked === weekday);
    if (isDue) found.push(`${new Date(day).toISOString().slice(0, 10)}${start.slice(10)}`);
  }
  return found;
}
