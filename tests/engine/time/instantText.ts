import { instantOf } from '../../../engine/core/time/zone.ts';

/** Writes `2026-03-29T02:30 Europe/Berlin` as an instant; an RFC 3339 text with `Z` or offset works too. */
export function at(text: string): number {
  const [dateTime = '', zone] = text.split(' ');
  if (zone === undefined) return Date.parse(dateTime);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = dateTime
    .split(/[-T:]/)
    .map(Number);
  return instantOf({ year, month, day, hour, minute, second }, zone);
}

/** ISO text in UTC, so that a failing test prints two readable instants. */
export function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z');
}
