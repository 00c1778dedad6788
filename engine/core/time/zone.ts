import type { Day } from '../../../shared/time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/timeUnits.ts';
import { civilDateOf, dayNumberOf, weekdayOf } from './civil.ts';
import { instantOfWall, wallOf } from './wall.ts';

export { isZone } from './offsetRange.ts';

/** What calendar and clock on the wall show; `month` counts from 1. */
export interface LocalParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  weekday: Day;
}

/** A local date and time; seconds and milliseconds are 0 when left out. */
export interface LocalDateTimeParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second?: number | undefined;
  ms?: number | undefined;
}

/**
 * Calendar and clock in the zone at an instant.
 *
 * Errors: RangeError for an unknown zone, as everywhere in this folder.
 */
export function localOf(ms: number, zone: string): LocalParts {
  const wallMs = wallOf(ms, zone);
  const dayNumber = Math.floor(wallMs / DAY_MS);
  const timeMs = wallMs - dayNumber * DAY_MS;
  const { year, month, day } = civilDateOf(dayNumber);
  return {
    year,
    month,
    day,
    hour: Math.floor(timeMs / HOUR_MS),
    minute: Math.floor(timeMs / MINUTE_MS) % 60,
    second: Math.floor(timeMs / SECOND_MS) % 60,
    ms: timeMs % SECOND_MS,
    weekday: weekdayOf(dayNumber),
  };
}

/**
 * The instant of a local date and time; parts beyond their range roll over.
 *
 * @returns the first occurrence of a time that clocks show twice; the first instant after the gap for one they skip (language 4.2)
 */
export function instantOf(local: LocalDateTimeParts, zone: string): number {
  const { year, month, day, hour, minute, second = 0, ms = 0 } = local;
  const timeMs = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
  return instantOfWall(dayNumberOf(year, month, day) * DAY_MS + timeMs, zone);
}
