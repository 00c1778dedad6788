// The proleptic Gregorian calendar as integer arithmetic; knows no zone.
import { DAYS, type Day } from '../../../shared/time.ts';

/** A date without a time; `month` counts from 1. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

const DAYS_PER_ERA = 146_097; // 400 years
const DAYS_FROM_MARCH_OF_YEAR_0 = 719_468; // 0000-03-01 to 1970-01-01
const THURSDAY_INDEX = 3; // 1970-01-01

/**
 * Days from 1970-01-01 to a date; a `month` or `day` outside its usual range rolls over.
 *
 * Years are counted from March, so that the leap day is the last day of its year.
 */
export function dayNumberOf(year: number, month: number, day: number): number {
  const monthFromMarch = month - 3;
  const marchYear = year + Math.floor(monthFromMarch / 12);
  const marchMonth = monthFromMarch - Math.floor(monthFromMarch / 12) * 12;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_MARCH_OF_YEAR_0;
}

/** The date that lies `dayNumber` days after 1970-01-01. */
export function civilDateOf(dayNumber: number): CivilDate {
  const shifted = dayNumber + DAYS_FROM_MARCH_OF_YEAR_0;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** The date as `YYYY-MM-DD`, for years 0 to 9999. */
export function dateTextOf(dayNumber: number): string {
  const { year, month, day } = civilDateOf(dayNumber);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 0 for Monday … 6 for Sunday. */
export function weekdayIndexOf(dayNumber: number): number {
  return (((dayNumber + THURSDAY_INDEX) % 7) + 7) % 7;
}

/** The day of the week of a day number. */
export function weekdayOf(dayNumber: number): Day {
  return DAYS[weekdayIndexOf(dayNumber)] as Day; // the index is 0..6 by construction
}

/** 28 to 31; `month` is 1..12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether the year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Day number of a date whose day is cut to the last of its month; `month` may lie outside 1..12 and rolls over. */
export function clampedDayNumberOf(year: number, month: number, day: number): number {
  const yearOfMonth = year + Math.floor((month - 1) / 12);
  const monthOfYear = month - Math.floor((month - 1) / 12) * 12;
  return dayNumberOf(yearOfMonth, monthOfYear, Math.min(day, daysInMonth(yearOfMonth, monthOfYear)));
}
