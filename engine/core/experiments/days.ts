import { DAY_MS } from '../../../shared/timeUnits.ts';
import { dateTextOf, dayNumberOf } from '../time/civil.ts';
import { addDuration } from '../time/duration.ts';
import { localOf } from '../time/zone.ts';

/** Days from 1970-01-01 to a local date as written in a cell. */
export function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return dayNumberOf(year, month, date);
}

/** The date some days after another. */
export function dayAfter(day: string, days: number): string {
  return dateTextOf(dayNumber(day) + days);
}

/** The local date of an instant. */
export function localDay(ms: number, zone: string): string {
  const { year, month, day } = localOf(ms, zone);
  return dateTextOf(dayNumberOf(year, month, day));
}

/** How late events may come in, from the plan; a month counts as that of January 1970. */
export function delayMs(delay: string): number {
  return Math.max(0, addDuration(0, delay, 'UTC'));
}

/** Whole days after its exposure on which a customer's window and delay are over. */
export function maturingDays(windowMs: number, delay: string): number {
  return Math.ceil((windowMs + delayMs(delay)) / DAY_MS);
}
