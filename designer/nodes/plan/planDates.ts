import { addDuration } from '../../../engine/core/time/duration.ts';
import { instantOfText } from '../../../engine/core/time/instantOfText.ts';
import { nextOccurrence } from '../../../engine/core/time/schedule.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { EntryRule } from '../../../shared/nodes/entryRule.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';

/** When the first customer can come: not before the journey's start nor its schedule's next time. */
export function firstEntryMs(journey: Journey, { source }: EntryRule, zone: string, nowMs: number): number {
  const startsMs =
    journey.starts === undefined ? nowMs : Math.max(nowMs, instantOfText(journey.starts, zone));
  if (source.on !== 'schedule') return startsMs;
  return nextOccurrence(source.schedule, zone, startsMs)?.atMs ?? startsMs;
}

/** Days from an instant to the journey's end; null where it has none. */
export function daysToEnd({ ends }: Journey, zone: string, fromMs: number): number | null {
  return ends === undefined ? null : Math.floor((instantOfText(ends, zone) - fromMs) / DAY_MS);
}

/** Length of durations laid end to end, in days from an instant on. */
export function daysOf(durations: readonly string[], zone: string, fromMs: number): number {
  return (durations.reduce((atMs, one) => addDuration(atMs, one, zone), fromMs) - fromMs) / DAY_MS;
}

/** The local day so many days after an instant, as `2026-03-01`. */
export function dayAfter(fromMs: number, days: number, zone: string): string {
  // this locale writes dates as ISO does
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(fromMs + days * DAY_MS);
}
