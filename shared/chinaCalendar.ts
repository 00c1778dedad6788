import { DAY_MS } from './timeUnits.ts';

/**
 * China's statutory holidays and the weekend days worked in exchange (调休), year by year as published.
 * Sources: notices of the General Office of the State Council on holidays, 国办发明电〔2024〕12号 of 12 November 2024
 * for 2025 and the notice of 4 November 2025 for 2026. A year appears here once its notice is out, never before.
 */
export interface PublishedYear {
  year: number;
  /** first and last day off of each holiday, both inclusive, weekends in between included */
  holidays: readonly (readonly [first: string, last: string])[];
  /** Saturdays and Sundays that are worked */
  workdays: readonly string[];
}

export const chinaYears: readonly PublishedYear[] = [
  {
    year: 2025,
    holidays: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    workdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    holidays: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];

function daysOf([first, last]: readonly [string, string]): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(first); ms <= Date.parse(last); ms += DAY_MS) {
    days.push(new Date(ms).toISOString().slice(0, 10));
  }
  return days;
}

/** Settings with every published holiday and working day of China in them, beside the dates that are there. */
export function withChinaCalendar(settings: { holidays: readonly string[]; workdays: readonly string[] }): {
  holidays: string[];
  workdays: string[];
} {
  const merged = (own: readonly string[], more: readonly string[]) => [...new Set([...own, ...more])].sort();
  return {
    holidays: merged(
      settings.holidays,
      chinaYears.flatMap(({ holidays }) => holidays.flatMap(daysOf)),
    ),
    workdays: merged(
      settings.workdays,
      chinaYears.flatMap(({ workdays }) => workdays),
    ),
  };
}
