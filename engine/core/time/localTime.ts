import type { Day } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { weekdayOf } from './civil.ts';
import { timeOfDayMs } from './timeOfDay.ts';
import { instantOfWall, wallOf } from './wall.ts';

/**
 * First instant at or after `ms` at which the clocks of the zone show `at`, on one of the weekdays.
 *
 * @param at    `HH:mm`; left out, the time of day of `ms` itself, to the millisecond
 * @param days  none, or an empty list: every day
 */
export function nextLocalTime(
  ms: number,
  at: string | undefined,
  days: readonly Day[] | undefined,
  zone: string,
): number {
  const wallMs = wallOf(ms, zone);
  const today = Math.floor(wallMs / DAY_MS);
  const fits = (dayNumber: number) =>
    days === undefined || days.length === 0 || days.includes(weekdayOf(dayNumber));
  // asked before the search, which would miss it in the second pass of a repeated hour
  if (at === undefined && fits(today)) return ms;
  const timeMs = at === undefined ? wallMs - today * DAY_MS : timeOfDayMs(at);
  // yesterday too: a time skipped at midnight resumes today
  for (let dayNumber = today - 1; dayNumber <= today + 8; dayNumber++) {
    if (!fits(dayNumber)) continue;
    const candidateMs = instantOfWall(dayNumber * DAY_MS + timeMs, zone);
    if (candidateMs >= ms) return candidateMs;
  }
  throw new Error(`no ${at ?? 'same time'} within eight days in ${zone}`);
}

/** The local time `at` on the local day of `ms`, be it before or after `ms`. */
export function atLocalTimeOnDay(ms: number, at: string, zone: string): number {
  const dayNumber = Math.floor(wallOf(ms, zone) / DAY_MS);
  return instantOfWall(dayNumber * DAY_MS + timeOfDayMs(at), zone);
}
