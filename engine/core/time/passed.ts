import { DAY_MS, HOUR_MS } from '../../../shared/timeUnits.ts';
import { addDuration, offsetOf } from './duration.ts';

/** More than any change of a zone's offset, per duration. */
const SLACK_MS = 26 * HOUR_MS;
const MONTH_DAYS_MIN = 28;
const MONTH_DAYS_MAX = 31;

/**
 * Whether some durations, one after the other, are over at an instant, asked of many starts.
 * Calendar durations are not monotone in their start (31 January and 28 February plus a month), so bounds answer
 * for most starts and the calendar for those in between.
 */
export function passedBy(
  atMs: number,
  durations: readonly string[],
  zone: string,
): (startMs: number) => boolean {
  let shortestMs = 0;
  let longestMs = 0;
  for (const { months, days, elapsedMs } of durations.map(offsetOf)) {
    const slackMs = months === 0 && days === 0 ? 0 : SLACK_MS;
    const monthsMs = [months * MONTH_DAYS_MIN * DAY_MS, months * MONTH_DAYS_MAX * DAY_MS];
    shortestMs += Math.min(...monthsMs) + days * DAY_MS + elapsedMs - slackMs;
    longestMs += Math.max(...monthsMs) + days * DAY_MS + elapsedMs + slackMs;
  }
  const surelyMs = atMs - longestMs;
  const neverMs = atMs - shortestMs;
  return (startMs) => {
    if (startMs <= surelyMs) return true;
    if (startMs > neverMs) return false;
    return durations.reduce((ms, duration) => addDuration(ms, duration, zone), startMs) <= atMs;
  };
}
