import { DAY_MS } from '../../../shared/timeUnits.ts';
import { type CivilDate, civilDateOf, clampedDayNumberOf } from './civil.ts';
import { addDuration } from './duration.ts';
import { atLocalTimeOnDay } from './localTime.ts';
import { instantOfWall, wallOf } from './wall.ts';

/** The settings of a date trigger for one customer. */
export interface DateRule {
  /** The attribute's date, as an instant or as a local date. */
  date: number | CivilDate;
  /** Offset text such as `-P3D`. */
  offset: string;
  /** `HH:mm` on the day that date and offset lead to. */
  at: string;
  yearly: boolean;
}

/** Years searched around the asked instant: offsets reach two years, and a year for each rounding. */
const YEARS_AROUND = 4;

/**
 * First occurrence of the rule at or after `fromMs`, null when there is none.
 *
 * Yearly ones begin with the date itself, never before it; 29 February is the 28th in common years, and the offset
 * counts from there.
 */
export function nextDateOccurrence(rule: DateRule, zone: string, fromMs: number): number | null {
  const wallMs =
    typeof rule.date === 'number'
      ? wallOf(rule.date, zone)
      : clampedDayNumberOf(rule.date.year, rule.date.month, rule.date.day) * DAY_MS;
  if (!rule.yearly) {
    const onceMs = occurrenceAt(wallMs, rule, zone);
    return onceMs >= fromMs ? onceMs : null;
  }
  const firstYear = yearOf(wallMs);
  const askedYear = yearOf(wallOf(fromMs, zone));
  const startYear = Math.max(firstYear, askedYear - YEARS_AROUND);
  for (let year = startYear; year <= startYear + 2 * YEARS_AROUND; year++) {
    const yearlyMs = occurrenceAt(inYear(wallMs, year), rule, zone);
    if (yearlyMs >= fromMs) return yearlyMs;
  }
  throw new Error(`no yearly occurrence within ${YEARS_AROUND} years: ${rule.offset}`);
}

function occurrenceAt(wallMs: number, { offset, at }: DateRule, zone: string): number {
  return atLocalTimeOnDay(addDuration(instantOfWall(wallMs, zone), offset, zone), at, zone);
}

/** The same month, day and time of day in another year. */
function inYear(wallMs: number, year: number): number {
  const dayNumber = Math.floor(wallMs / DAY_MS);
  const { month, day } = civilDateOf(dayNumber);
  return wallMs + (clampedDayNumberOf(year, month, day) - dayNumber) * DAY_MS;
}

function yearOf(wallMs: number): number {
  return civilDateOf(Math.floor(wallMs / DAY_MS)).year;
}
