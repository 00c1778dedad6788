import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/timeUnits.ts';
import { dayNumberOf, daysInMonth } from './civil.ts';
import { instantOfWall } from './wall.ts';

/** Numbers nearer to zero are seconds since 1970, others milliseconds; the bound is the year 5138 or March 1973. */
const SECONDS_BELOW = 1e11;
const EARLIEST_MS = dayNumberOf(0, 1, 1) * DAY_MS;
const AFTER_LATEST_MS = dayNumberOf(10_000, 1, 1) * DAY_MS;

// seconds may be left out, and a time without an offset may have them: exports of other systems write both
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;
const INTEGER = /^-?\d+$/;

/**
 * The instant a value of a profile or event stands for (language 11.3, "Dates read"), null when it is unreadable.
 *
 * A date with an offset is RFC 3339; one without is taken in the zone, a date alone at its local midnight.
 * Numbers and digit strings count from 1970. Only years 0 to 9999 are dates.
 */
export function readDate(value: unknown, zone: string): number | null {
  const ms = readAnyDate(value, zone);
  return ms !== null && ms >= EARLIEST_MS && ms < AFTER_LATEST_MS ? ms : null;
}

function readAnyDate(value: unknown, zone: string): number | null {
  if (typeof value === 'number') return msSince1970(value);
  if (typeof value !== 'string') return null;
  return INTEGER.test(value) ? msSince1970(Number(value)) : readDateTime(value, zone);
}

function msSince1970(count: number): number | null {
  const ms = Math.abs(count) < SECONDS_BELOW ? count * SECOND_MS : count;
  return Number.isFinite(ms) ? Math.floor(ms) : null;
}

function readDateTime(text: string, zone: string): number | null {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  // RFC 3339 knows a second 60, which rolls over
  if (!isDate || hour > 23 || minute > 59 || second > 60) return null;
  const fraction = (match[7] ?? '').slice(0, 3).padEnd(3, '0');
  const timeMs = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + Number(fraction);
  const wallMs = dayNumberOf(year, month, day) * DAY_MS + timeMs;
  const offset = match[8];
  if (offset === undefined) return instantOfWall(wallMs, zone);
  const offsetMs = offsetMsOf(offset);
  return offsetMs === null ? null : wallMs - offsetMs;
}

function offsetMsOf(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  const offsetMs = hours * HOUR_MS + minutes * MINUTE_MS;
  return text.startsWith('-') ? -offsetMs : offsetMs;
}
