import { HOUR_MS, MINUTE_MS } from '../../../shared/timeUnits.ts';

/** Milliseconds from midnight of a LocalTime `HH:mm`; `24:00` is the end of the day. */
export function timeOfDayMs(text: string): number {
  return Number(text.slice(0, 2)) * HOUR_MS + Number(text.slice(3, 5)) * MINUTE_MS;
}
