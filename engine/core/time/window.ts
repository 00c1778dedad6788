import type { Day } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { weekdayOf } from './civil.ts';
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
  return wallEnd(wallOf(ms, zone), window) !== null;
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
  return firstInstantOnWall(ms, zone, (wallMs) => wallEndOfAll(wallMs, windows));
}

/** Whether the window starts on that weekday. */
export function opensOn({ days }: Window, weekday: Day): boolean {
  return days === undefined || days.length === 0 || days.includes(weekday);
}

/** Wall time at which the window opens on a day, should it open then. */
export function wallOpening(window: Window, dayNumber: number): number {
  return dayNumber * DAY_MS + timeOfDayMs(window.from);
}

/** Wall time at which the window that opened on a day closes; the next day when it crosses midnight. */
export function wallClosing(window: Window, dayNumber: number): number {
  const fromMs = timeOfDayMs(window.from);
  const toMs = timeOfDayMs(window.to);
  return (toMs > fromMs ? dayNumber : dayNumber + 1) * DAY_MS + toMs;
}

/** When the window around a wall time closes, null when the wall time is outside. */
function wallEnd(wallMs: number, window: Window): number | null {
  const today = Math.floor(wallMs / DAY_MS);
  for (const dayNumber of [today, today - 1]) {
    const closing = wallClosing(window, dayNumber);
    const isOpen = wallOpening(window, dayNumber) <= wallMs && wallMs < closing;
    if (isOpen && opensOn(window, weekdayOf(dayNumber))) return closing;
  }
  return null;
}

function nextWallInside(wallMs: number, window: Window): number | null {
  if (wallEnd(wallMs, window) !== null) return wallMs;
  const today = Math.floor(wallMs / DAY_MS);
  // seven days ahead is today's weekday again: its opening has passed today
  for (let dayNumber = today; dayNumber <= today + 7; dayNumber++) {
    const opening = wallOpening(window, dayNumber);
    if (opening > wallMs && opensOn(window, weekdayOf(dayNumber))) return opening;
  }
  return null;
}

function wallEndOfAll(wallMs: number, windows: readonly Window[]): number | null {
  let end = wallMs;
  // windows repeat weekly: what covers a whole week covers all time
  while (end < wallMs + 7 * DAY_MS) {
    const further = wallEndOfAny(end, windows);
    if (further === null) return end;
    end = further;
  }
  return null;
}

function wallEndOfAny(wallMs: number, windows: readonly Window[]): number | null {
  for (const window of windows) {
    const end = wallEnd(wallMs, window);
    if (end !== null) return end;
  }
  return null;
}
