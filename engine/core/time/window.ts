import { DAY_MS, type Day, weekdayOf } from './civil.ts';
import { timeOfDayMs } from './timeOfDay.ts';
import { firstInstantOnWall, wallOf } from './wall.ts';

/**
 * A span of local time that comes back every day, or on some weekdays.
 *
 * `[from, to)`; with `to` before `from` it crosses midnight and belongs to the day it starts. `to` may be `24:00`.
 * A window follows the clock on the wall: where clocks go back into it, it is open again.
 */
export interface Window {
  from: string;
  to: string;
  /** None, or an empty list: every day. */
  days?: readonly Day[] | undefined;
  /** The zone word of the document; whoever calls has resolved it into the `zone` argument. */
  zone?: string | undefined;
}

/** Whether the instant lies in the window. */
export function isInWindow(ms: number, window: Window, zone: string): boolean {
  return wallEndOfSpan(wallOf(ms, zone), window) !== null;
}

/** First instant at or after `ms` inside the window: `ms` itself, or the next `from`. */
export function nextInWindow(ms: number, window: Window, zone: string): number {
  const found = firstInstantOnWall(ms, zone, (wallMs) => nextWallInside(wallMs, window));
  if (found === null) throw new Error('a window opens at least once a week');
  return found;
}

/** First instant at or after `ms` outside the window, such as the end of quiet hours; null when it never ends. */
export function endOfWindow(ms: number, window: Window, zone: string): number | null {
  return endOfWindows(ms, [window], zone);
}

/** First instant at or after `ms` outside all the windows; null when together they never end. */
export function endOfWindows(ms: number, windows: readonly Window[], zone: string): number | null {
  return firstInstantOnWall(ms, zone, (wallMs) => wallEndOfWindows(wallMs, windows));
}

/** End of the span of the window around a wall time, null when the wall time is outside. */
export function wallEndOfSpan(wallMs: number, window: Window): number | null {
  const dayNumber = Math.floor(wallMs / DAY_MS);
  const timeMs = wallMs - dayNumber * DAY_MS;
  const fromMs = timeOfDayMs(window.from);
  const toMs = timeOfDayMs(window.to);
  if (timeMs >= fromMs && opensOn(window, dayNumber)) {
    if (toMs <= fromMs) return (dayNumber + 1) * DAY_MS + toMs;
    if (timeMs < toMs) return dayNumber * DAY_MS + toMs;
  }
  if (toMs <= fromMs && timeMs < toMs && opensOn(window, dayNumber - 1)) return dayNumber * DAY_MS + toMs;
  return null;
}

function opensOn(window: Window, dayNumber: number): boolean {
  const { days } = window;
  return days === undefined || days.length === 0 || days.includes(weekdayOf(dayNumber));
}

function nextWallInside(wallMs: number, window: Window): number | null {
  if (wallEndOfSpan(wallMs, window) !== null) return wallMs;
  const today = Math.floor(wallMs / DAY_MS);
  const fromMs = timeOfDayMs(window.from);
  // seven days ahead is today's weekday again: its `from` has passed today
  for (let dayNumber = today; dayNumber <= today + 7; dayNumber++) {
    const opensAt = dayNumber * DAY_MS + fromMs;
    if (opensAt > wallMs && opensOn(window, dayNumber)) return opensAt;
  }
  return null;
}

function wallEndOfWindows(wallMs: number, windows: readonly Window[]): number | null {
  let end = wallMs;
  // windows repeat weekly: what covers a whole week covers all time
  while (end < wallMs + 7 * DAY_MS) {
    const further = furthestEndOfSpan(end, windows);
    if (further === null) return end;
    end = further;
  }
  return null;
}

function furthestEndOfSpan(wallMs: number, windows: readonly Window[]): number | null {
  let furthest: number | null = null;
  for (const window of windows) {
    const end = wallEndOfSpan(wallMs, window);
    if (end !== null && (furthest === null || end > furthest)) furthest = end;
  }
  return furthest;
}
