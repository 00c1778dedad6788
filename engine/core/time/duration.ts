import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/timeUnits.ts';
import { civilDateOf, clampedDayNumberOf } from './civil.ts';
import { instantOfWall, wallOf } from './wall.ts';

/** A length of time: a calendar part, taken in local time, and then an elapsed part. All three have one sign. */
export interface Duration {
  /** Years and months. */
  months: number;
  /** Weeks and days. */
  days: number;
  /** Hours, minutes and seconds. */
  elapsedMs: number;
}

/** Texts whose parsed form is remembered; a workspace uses some dozens. */
const DURATION_TEXTS_MAX = 1_000;
/** Two calendar years have up to 731 days. */
const TWO_YEARS_MS = 731 * DAY_MS;
const TWO_YEARS_MONTHS = 24;

const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

const parsedOffsets = new Map<string, Duration>();

/** Reads an ISO 8601 duration of whole years to seconds, such as `P1M2DT3H`; null when it is none or not above zero. */
export function parseDuration(text: string): Duration | null {
  const offset = text.startsWith('-') ? null : parseOffset(text);
  return offset !== null && isZero(offset) ? null : offset;
}

/** Reads a duration with an optional leading `-`; zero is allowed, and so is `P0D`. */
export function parseOffset(text: string): Duration | null {
  const isNegative = text.startsWith('-');
  const match = DURATION.exec(isNegative ? text.slice(1) : text);
  if (match === null) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const length: Duration = {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    elapsedMs: (hours ?? 0) * HOUR_MS + (minutes ?? 0) * MINUTE_MS + (seconds ?? 0) * SECOND_MS,
  };
  return isNegative ? negated(length) : length;
}

/**
 * The instant a duration after `ms`: first the calendar part, keeping the local time of day, then the elapsed part.
 *
 * @param duration  a duration, or an offset with a leading `-`; a day the month lacks becomes its last day
 * Errors: RangeError for a text that is no offset.
 */
export function addDuration(ms: number, duration: string, zone: string): number {
  return shiftedBy(ms, offsetOf(duration), zone);
}

/** The instant a duration before `ms`; calendar part first, as in `addDuration`. */
export function subtractDuration(ms: number, duration: string, zone: string): number {
  return shiftedBy(ms, negated(offsetOf(duration)), zone);
}

/** Whether the duration consists of days and weeks only, so that a local time may be set on its last day. */
export function isCalendarDays(duration: string): boolean {
  return /^P(?:\d+W)?(?:\d+D)?$/.test(duration) && parseDuration(duration) !== null;
}

/** Whether a duration or offset is at most two years long in either direction; 24 months or 731 days are the bound. */
export function isWithinTwoYears(text: string): boolean {
  const offset = parseOffset(text);
  if (offset === null) return false;
  const monthsShare = Math.abs(offset.months) * TWO_YEARS_MS;
  const restShare = Math.abs(offset.days * DAY_MS + offset.elapsedMs) * TWO_YEARS_MONTHS;
  return monthsShare + restShare <= TWO_YEARS_MONTHS * TWO_YEARS_MS;
}

/** The parsed form of a text that the schema has let through; remembered, because the same few texts come every time. */
export function offsetOf(text: string): Duration {
  const known = parsedOffsets.get(text);
  if (known !== undefined) return known;
  const offset = parseOffset(text);
  if (offset === null) throw new RangeError(`not a duration: ${text}`);
  if (parsedOffsets.size >= DURATION_TEXTS_MAX) parsedOffsets.clear();
  parsedOffsets.set(text, offset);
  return offset;
}

/** Moves a wall time by months, cutting the day to the last of the month, and then by days. */
export function wallShiftedBy(wallMs: number, months: number, days: number): number {
  if (months === 0) return wallMs + days * DAY_MS;
  const dayNumber = Math.floor(wallMs / DAY_MS);
  const { year, month, day } = civilDateOf(dayNumber);
  return wallMs + (clampedDayNumberOf(year, month + months, day) - dayNumber + days) * DAY_MS;
}

function shiftedBy(ms: number, { months, days, elapsedMs }: Duration, zone: string): number {
  // without a calendar part the way through local time would move an instant of a repeated hour
  if (months === 0 && days === 0) return ms + elapsedMs;
  return instantOfWall(wallShiftedBy(wallOf(ms, zone), months, days), zone) + elapsedMs;
}

function isZero({ months, days, elapsedMs }: Duration): boolean {
  return months === 0 && days === 0 && elapsedMs === 0;
}

function negated({ months, days, elapsedMs }: Duration): Duration {
  return { months: 0 - months, days: 0 - days, elapsedMs: 0 - elapsedMs }; // subtracting keeps zero from becoming -0
}
