/** Local time, durations, windows and dates as language.md §4 and §11 say them; wall-clock times are numbers "as if UTC". */
import { Temporal } from 'temporal-polyfill';
import type { Window as TimeWindow } from '../../shared/time.ts';

const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export type Window = Pick<TimeWindow, 'from' | 'to' | 'days'>;

const offsets = new Map<string, number>();
/** Offset of a zone from UTC; zones change at quarter hours only. */
function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / (15 * MINUTE)) * 15 * MINUTE;
  const known = offsets.get(`${zone} ${quarter}`);
  if (known !== undefined) return known;
  const offset =
    Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  offsets.set(`${zone} ${quarter}`, offset);
  return offset;
}
export const wallOf = (at: number, zone: string): number => at + offsetAt(at, zone);

/** 4.2: the first occurrence of a repeated local time, the end of the gap for a missing one. */
export function instantOf(wall: number, zone: string): number {
  const [before, after] = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)];
  if (offsetAt(wall - before, zone) === before) return wall - before;
  if (offsetAt(wall - after, zone) === after) return wall - after;
  let gapEnd = Math.floor((wall - DAY) / (15 * MINUTE)) * 15 * MINUTE;
  while (offsetAt(gapEnd, zone) !== after) gapEnd += 15 * MINUTE;
  return gapEnd;
}

interface Span {
  sign: number;
  months: number;
  days: number;
  ms: number;
}
export function parseDuration(text: string): Span {
  const [, sign, years, months, weeks, days, hours, minutes, seconds] = (
    /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) ??
    []
  ).map((part) => part ?? '');
  const ms = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * 1000;
  return {
    sign: sign === '-' ? -1 : 1,
    months: Number(years) * 12 + Number(months),
    days: Number(weeks) * 7 + Number(days),
    ms,
  };
}

/** Moves a wall-clock time by calendar months and days; a missing day of the month is its last. */
export function shiftWall(wall: number, months: number, days: number): number {
  const date = new Date(wall);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const day = Math.min(date.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  return Date.UTC(year, month, day + days) + (((wall % DAY) + DAY) % DAY);
}

/** 1.4: the calendar part first, in the zone, then what elapses. */
export function shift(at: number, duration: string, zone: string, factor = 1): number {
  const { sign, months, days, ms } = parseDuration(duration);
  const turn = sign * factor;
  if (months === 0 && days === 0) return at + turn * ms;
  return instantOf(shiftWall(wallOf(at, zone), turn * months, turn * days), zone) + turn * ms;
}

export const startOfDay = (wall: number): number => Math.floor(wall / DAY) * DAY;
export const dayName = (wall: number): string => DAYS[new Date(wall).getUTCDay()] ?? '';
export const dateText = (wall: number): string => new Date(wall).toISOString().slice(0, 10);
export function timeOfDay(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE;
}

/** The first day or week (from Monday), month, year that starts `offset` units from the present one. */
export function startOfUnit(wall: number, unit: string, offset: number): number {
  const date = new Date(wall);
  if (unit === 'day') return startOfDay(wall) + offset * DAY;
  if (unit === 'week') return startOfDay(wall) + (offset * 7 - ((date.getUTCDay() + 6) % 7)) * DAY;
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  return Date.UTC(date.getUTCFullYear() + offset, 0, 1);
}

type Allowed = (day: number) => boolean | null;
/** The days around an instant on which a window starts; `allowed` overrules the weekdays for a date. */
function windowDays(at: number, window: Window, zone: string, allowed: Allowed) {
  const today = startOfDay(wallOf(at, zone));
  const [from, to] = [timeOfDay(window.from), timeOfDay(window.to)];
  return Array.from({ length: 40 }, (_, index) => today + (index - 2) * DAY)
    .filter((day) => allowed(day) ?? (!window.days || window.days.some((one) => one === dayName(day))))
    .map((day) => ({ from: day + from, to: day + to + (to <= from ? DAY : 0) }));
}

/** When the window that holds an instant (by the clock on the wall, in a repeated hour too) closes; else null. */
export function closing(
  at: number,
  window: Window,
  zone: string,
  allowed: Allowed = () => null,
): number | null {
  const wall = wallOf(at, zone);
  const inside = windowDays(at, window, zone, allowed).find(({ from, to }) => from <= wall && wall < to);
  if (!inside) return null;
  const end = instantOf(inside.to, zone);
  return end > at ? end : at + (inside.to - wall);
}

/** The instant itself inside a window, else the next `from`. */
export function opening(at: number, windows: readonly Window[], zone: string, allowed: Allowed = () => null) {
  if (windows.some((window) => closing(at, window, zone, allowed) !== null)) return at;
  const wall = wallOf(at, zone);
  // in the second pass of a repeated hour its times come once more
  const startOf = (from: number) => {
    const first = instantOf(from, zone);
    return from > wall && first <= at ? at + from - wall : first;
  };
  const next = windows.flatMap((window) =>
    windowDays(at, window, zone, allowed)
      .map(({ from, to }) => ({ from: startOf(from), to: instantOf(to, zone) }))
      .flatMap(({ from, to }) => (from > at && from < to ? [from] : [])),
  );
  return next.length > 0 ? Math.min(...next) : at;
}

/** First day (from the arrival's on) on which the local time falls at or after the arrival. */
export function nextLocalTime(
  at: number,
  time: string | undefined,
  days: string[] | undefined,
  zone: string,
): number {
  const wall = wallOf(at, zone);
  const [today, clock] = [startOfDay(wall), time === undefined ? wall % DAY : timeOfDay(time)];
  for (let day = today; ; day += DAY) {
    const instant =
      time === undefined && day === today
        ? Math.max(at, instantOf(day + clock, zone))
        : instantOf(day + clock, zone);
    if (instant >= at && (!days || days.includes(dayName(day)))) return instant;
  }
}

/** §11.3 "Dates read"; null when unreadable. */
export function readDate(value: unknown, zone: string): { at: number; wall: number } | null {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const given = (at: number) =>
    Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? { at, wall: wallOf(at, zone) } : null;
  if (typeof number === 'number') return given(Math.abs(number) < 1e11 ? number * 1000 : number);
  if (typeof number !== 'string') return null;
  const parsed = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?$/.test(number)
    ? Date.parse(number.length === 16 ? `${number}Z` : number)
    : Number.NaN;
  const real = dateText(Date.UTC(+number.slice(0, 4), +number.slice(5, 7) - 1, +number.slice(8, 10)) || 0);
  if (Number.isNaN(parsed) || real !== number.slice(0, 10)) return null;
  return number.length <= 16 ? { at: instantOf(parsed, zone), wall: parsed } : given(parsed);
}
