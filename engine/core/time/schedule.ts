import { DAYS, type Day } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { dayNumberOf, weekdayIndexOf } from './civil.ts';
import { offsetOf, wallShiftedBy } from './duration.ts';
import { timeOfDayMs } from './timeOfDay.ts';
import { instantOfWall } from './wall.ts';

/** When a journey with a schedule trigger runs; local times are `YYYY-MM-DDTHH:mm`. */
export interface Schedule {
  start: string;
  repeat?: ScheduleRepeat | undefined;
}

export interface ScheduleRepeat {
  /** At least a day. */
  every: string;
  /** With an `every` of whole weeks: the weekdays of each such week. */
  days?: readonly Day[] | undefined;
  /** Occurrences in all, the first one included. */
  times?: number | undefined;
  /** The last local time at which an occurrence may lie. */
  until?: string | undefined;
}

/** One run of a schedule; `index` counts from 0 at the first. */
export interface Occurrence {
  atMs: number;
  index: number;
}

/** Daily for 27,000 years: no schedule is asked about a later occurrence. */
const OCCURRENCE_INDEX_MAX = 10_000_000;

/**
 * First occurrence at or after `fromMs`, null when the schedule is over by then.
 *
 * The n-th occurrence is `start + n × every` in local time, always from the start: monthly from 31 January is the last
 * day of February and then 31 March. With `days`, weeks count from Monday of the start's week and the start is an
 * occurrence only on one of these weekdays. Two occurrences that a skipped day moves to one instant keep their indexes.
 * Errors: RangeError for `days` with an `every` that is not weeks.
 */
export function nextOccurrence(schedule: Schedule, zone: string, fromMs: number): Occurrence | null {
  const { repeat } = schedule;
  const startWallMs = wallOfLocalDateTime(schedule.start);
  const occurrenceAt =
    repeat === undefined ? onlyStart(startWallMs, zone) : repeating(startWallMs, repeat, zone);
  const lastIndex = repeat === undefined ? 0 : (repeat.times ?? OCCURRENCE_INDEX_MAX) - 1;
  const index = firstIndexAtOrAfter(fromMs, lastIndex, occurrenceAt);
  if (index === null) return null;
  const atMs = occurrenceAt(index);
  const isOver = repeat?.until !== undefined && atMs > instantOfWall(wallOfLocalDateTime(repeat.until), zone);
  return isOver ? null : { atMs, index };
}

/** Wall time of a LocalDateTime `YYYY-MM-DDTHH:mm`. */
function wallOfLocalDateTime(text: string): number {
  const dayNumber = dayNumberOf(
    Number(text.slice(0, 4)),
    Number(text.slice(5, 7)),
    Number(text.slice(8, 10)),
  );
  return dayNumber * DAY_MS + timeOfDayMs(text.slice(11));
}

type OccurrenceAt = (index: number) => number;

function onlyStart(startWallMs: number, zone: string): OccurrenceAt {
  return () => instantOfWall(startWallMs, zone);
}

function repeating(startWallMs: number, { every, days }: ScheduleRepeat, zone: string): OccurrenceAt {
  const step = offsetOf(every);
  if (days === undefined || days.length === 0) {
    return (index) =>
      instantOfWall(wallShiftedBy(startWallMs, index * step.months, index * step.days), zone) +
      index * step.elapsedMs;
  }
  if (step.months !== 0 || step.elapsedMs !== 0 || step.days % 7 !== 0) {
    throw new RangeError(`weekdays need an interval of weeks, not ${every}`);
  }
  return onWeekdays(startWallMs, step.days, days, zone);
}

function onWeekdays(startWallMs: number, stepDays: number, days: readonly Day[], zone: string): OccurrenceAt {
  const startWeekday = weekdayIndexOf(Math.floor(startWallMs / DAY_MS));
  const weekdays = DAYS.flatMap((day, weekday) => (days.includes(day) ? [weekday] : []));
  const passedInFirstWeek = weekdays.filter((weekday) => weekday < startWeekday).length;
  return (index) => {
    const place = index + passedInFirstWeek;
    const week = Math.floor(place / weekdays.length);
    const weekday = weekdays[place % weekdays.length] ?? 0; // the remainder is a valid place
    return instantOfWall(startWallMs + (week * stepDays + weekday - startWeekday) * DAY_MS, zone);
  };
}

/** Doubling and then halving: a schedule that began decades ago costs some thirty steps. */
function firstIndexAtOrAfter(fromMs: number, lastIndex: number, occurrenceAt: OccurrenceAt): number | null {
  let low = 0;
  let high = 0;
  while (occurrenceAt(high) < fromMs) {
    if (high >= lastIndex) return null;
    low = high + 1;
    high = Math.min(lastIndex, high * 2 + 1);
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (occurrenceAt(middle) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
