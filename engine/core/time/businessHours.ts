import { DAYS, type Day } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { dateTextOf, weekdayOf } from './civil.ts';
import { firstInstantOnWall } from './wall.ts';
import { opensOn, type Window, wallClosing, wallOpening } from './window.ts';

/** Business hours of a workspace; dates are local and written `YYYY-MM-DD`. */
export interface BusinessCalendar {
  windows: readonly Window[];
  /** Nothing opens on these dates. */
  holidays: readonly string[];
  /** Ordinary working days all the same, though a holiday or a weekend (调休). */
  workdays: readonly string[];
}

/** A calendar that opens on no day of so many in a row is taken to open never. */
const CLOSED_DAYS_MAX = 400;

const WORKING_DAYS: readonly Day[] = DAYS.slice(0, 5);

/**
 * First instant at or after `ms` in business hours; null when none comes.
 *
 * A window that crosses midnight belongs to the day it starts: it stays open into a holiday.
 * On a date among `workdays` the windows of its weekday count; on a Saturday or Sunday, and on a weekday without
 * windows, those of the first working day from Monday on that has some: such a day is worked like any other,
 * whatever short hours a Saturday may have.
 */
export function nextBusinessInstant(ms: number, calendar: BusinessCalendar, zone: string): number | null {
  return firstInstantOnWall(ms, zone, (wallMs) => nextWallInBusiness(wallMs, calendar));
}

function nextWallInBusiness(wallMs: number, calendar: BusinessCalendar): number | null {
  const today = Math.floor(wallMs / DAY_MS);
  // yesterday too: its windows may cross midnight
  for (let dayNumber = today - 1; dayNumber <= today + CLOSED_DAYS_MAX; dayNumber++) {
    const fit = firstFitOnDay(wallMs, dayNumber, calendar);
    if (fit !== null) return fit;
  }
  return null;
}

/** First wall time at or after `wallMs` in a window that starts on the day. */
function firstFitOnDay(wallMs: number, dayNumber: number, calendar: BusinessCalendar): number | null {
  const weekday = weekdayWorked(dayNumber, calendar);
  if (weekday === null) return null;
  let first: number | null = null;
  for (const window of calendar.windows) {
    if (!opensOn(window, weekday)) continue;
    const fit = Math.max(wallMs, wallOpening(window, dayNumber));
    if (fit < wallClosing(window, dayNumber) && (first === null || fit < first)) first = fit;
  }
  return first;
}

/** The weekday whose windows count on the day, null when the day is a holiday. */
function weekdayWorked(dayNumber: number, { windows, holidays, workdays }: BusinessCalendar): Day | null {
  const date = dateTextOf(dayNumber);
  const own = weekdayOf(dayNumber);
  if (!workdays.includes(date)) return holidays.includes(date) ? null : own;
  const hasWindows = (day: Day) => windows.some((window) => opensOn(window, day));
  if (WORKING_DAYS.includes(own) && hasWindows(own)) return own;
  return WORKING_DAYS.find(hasWindows) ?? own;
}
