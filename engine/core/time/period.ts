import type { PeriodUnit } from '../../../shared/condition.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { civilDateOf, dayNumberOf, isLeapYear, weekdayIndexOf } from './civil.ts';
import { instantOfWall, wallOf } from './wall.ts';

/** A stretch of instants `[fromMs, toMs)`. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/**
 * The calendar period of the zone that holds the instant, or one before (`offset` −1) or after it (1), and so on.
 *
 * Weeks start on Monday. Neighbouring periods touch, so every instant lies in exactly one of them.
 */
export function periodOf(ms: number, unit: PeriodUnit, offset: number, zone: string): Period {
  const today = Math.floor(wallOf(ms, zone) / DAY_MS);
  const startMs = (count: number) => instantOfWall(periodStart(today, unit, count) * DAY_MS, zone);
  // clocks that went back over midnight show the old date again: the new period has begun all the same
  const current = ms >= startMs(1) ? 1 : 0;
  return { fromMs: startMs(current + offset), toMs: startMs(current + offset + 1) };
}

/** Whether the local month and day of both instants agree; 29 February counts on the 28th of common years. */
export function isAnniversary(dateMs: number, nowMs: number, zone: string): boolean {
  const date = civilDateOf(Math.floor(wallOf(dateMs, zone) / DAY_MS));
  const today = civilDateOf(Math.floor(wallOf(nowMs, zone) / DAY_MS));
  const isMovedLeapDay = date.month === 2 && date.day === 29 && !isLeapYear(today.year);
  return date.month === today.month && (isMovedLeapDay ? 28 : date.day) === today.day;
}

/** Day number of the first day of the period `count` periods after the one of `dayNumber`. */
function periodStart(dayNumber: number, unit: PeriodUnit, count: number): number {
  if (unit === 'day') return dayNumber + count;
  if (unit === 'week') return dayNumber - weekdayIndexOf(dayNumber) + count * 7;
  const { year, month } = civilDateOf(dayNumber);
  return unit === 'month' ? dayNumberOf(year, month + count, 1) : dayNumberOf(year + count, 1, 1);
}
