import { DAY_MS } from '../../../shared/timeUnits.ts';
import { addDuration, type Duration, offsetOf, wallShiftedBy } from './duration.ts';
import { offsetRangeAt } from './offsetRange.ts';
import { instantOfWall } from './wall.ts';

/** A stretch of instants whose shifted instants run along with them, or stand still while clocks skip an hour. */
interface Stretch {
  /** the first instant, shifted */
  shiftedMs: number;
  /** first instant after the stretch */
  untilMs: number;
  standsStill: boolean;
}

/** Farther from the middle than this no month cut to its end and no change of clocks moves a passing. */
const MONTHS_SLACK_MS = 6 * DAY_MS;
const DAYS_SLACK_MS = 2 * DAY_MS;

function stretchAt(ms: number, { months, days, elapsedMs }: Duration, zone: string): Stretch {
  const here = offsetRangeAt(ms, zone);
  const wallMs = ms + here.offsetMs;
  const sinceMidnightMs = wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS;
  const shiftedWallMs = wallShiftedBy(wallMs, months, days);
  const there = instantOfWall(shiftedWallMs, zone);
  const range = offsetRangeAt(there, zone);
  const skippedMs = there + range.offsetMs - shiftedWallMs;
  const restMs = skippedMs > 0 ? skippedMs : range.toMs - there;
  return {
    shiftedMs: there + elapsedMs,
    untilMs: Math.min(here.toMs, ms + DAY_MS - sinceMidnightMs, ms + restMs),
    standsStill: skippedMs > 0,
  };
}

/**
 * First instant after `nowMs` at which "this instant, moved by the offset, is at or after the bound" changes its truth.
 * Calendar offsets do not rise steadily: a month before 31 March may lie before a month before 29 March.
 *
 * @returns infinity when it never changes again
 */
export function nextPassing(boundMs: number, offset: string, zone: string, nowMs: number): number {
  const parsed = offsetOf(offset);
  if (parsed.months === 0 && parsed.days === 0) {
    const atMs = boundMs - parsed.elapsedMs;
    return atMs > nowMs ? atMs : Number.POSITIVE_INFINITY;
  }
  const middleMs = addDuration(boundMs, offset.startsWith('-') ? offset.slice(1) : `-${offset}`, zone);
  const slackMs = parsed.months === 0 ? DAYS_SLACK_MS : MONTHS_SLACK_MS;
  const isPast = stretchAt(nowMs, parsed, zone).shiftedMs >= boundMs;
  let atMs = Math.max(nowMs, middleMs - slackMs);
  while (atMs <= middleMs + slackMs) {
    const { shiftedMs, untilMs, standsStill } = stretchAt(atMs, parsed, zone);
    if (shiftedMs >= boundMs !== isPast) return atMs;
    const passesAtMs = atMs + boundMs - shiftedMs;
    if (!isPast && !standsStill && passesAtMs < untilMs) return passesAtMs;
    atMs = untilMs;
  }
  return Number.POSITIVE_INFINITY;
}
