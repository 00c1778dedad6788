// Wall time: what the clock on the wall shows, written as the epoch milliseconds of the same reading in UTC.
// It turns local arithmetic into integer arithmetic; names end in `wallMs` so that it is never taken for an instant.
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { offsetRangeAt } from './offsetRange.ts';

/** Offset changes crossed while looking for one instant; a search spans at most 400 days, thus a handful. */
const OFFSET_CHANGES_MAX = 100;

/** What the clocks of the zone show at the instant. */
export function wallOf(ms: number, zone: string): number {
  return ms + offsetRangeAt(ms, zone).offsetMs;
}

/**
 * The instant at which the clocks of the zone show the wall time.
 *
 * @returns the first of two when clocks go back; the first instant after the gap when they skip it (language 4.2)
 */
export function instantOfWall(wallMs: number, zone: string): number {
  // no zone is a day away from UTC, so the earliest reading lies in this range or a later one
  let range = offsetRangeAt(wallMs - DAY_MS, zone);
  for (let changes = 0; changes < OFFSET_CHANGES_MAX; changes++) {
    const ms = wallMs - range.offsetMs;
    if (ms < range.toMs) return Math.max(ms, range.fromMs);
    range = offsetRangeAt(range.toMs, zone);
  }
  throw new Error(`more than ${OFFSET_CHANGES_MAX} offset changes within two days in ${zone}`);
}

/**
 * First instant at or after `ms` whose wall time fits, given the rule that names the next fitting wall time.
 *
 * @param nextFit  the first fitting wall time at or after its argument, null when there is none;
 *                 asked anew after each change of offset, so a skipped hour is never taken and a repeated one counts twice
 */
export function firstInstantOnWall(
  ms: number,
  zone: string,
  nextFit: (wallMs: number) => number | null,
): number | null {
  let atMs = ms;
  for (let changes = 0; changes < OFFSET_CHANGES_MAX; changes++) {
    const range = offsetRangeAt(atMs, zone);
    const fit = nextFit(atMs + range.offsetMs);
    if (fit === null) return null;
    const fitMs = fit - range.offsetMs;
    if (fitMs < range.toMs) return fitMs;
    atMs = range.toMs;
  }
  throw new Error(`more than ${OFFSET_CHANGES_MAX} offset changes in one search in ${zone}`);
}
