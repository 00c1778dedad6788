import { useMemo } from 'react';
import type { Locale } from '../../shared/problem.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/timeUnits.ts';
import { describeDuration } from '../fields/duration.ts';
import { usePreferences } from '../preferences.ts';
import { minusText, percentText } from './signs.ts';

const relativeSteps: readonly (readonly [
  limitMs: number,
  unitMs: number,
  unit: Intl.RelativeTimeFormatUnit,
])[] = [
  [HOUR_MS, MINUTE_MS, 'minute'],
  [DAY_MS, HOUR_MS, 'hour'],
  [14 * DAY_MS, DAY_MS, 'day'],
];

export interface Format {
  number(value: number): string;
  /** of a share between 0 and 1 */
  percent(share: number, digits?: number): string;
  /** of a difference between two shares, signed, in percentage points */
  points(difference: number): string;
  dateTime(instant: string | number): string;
  /** of day, with seconds */
  time(instant: string | number): string;
  date(instant: string | number): string;
  /** of a local day given as if it were one of UTC: month and day */
  dayOfYear(utcMs: number): string;
  /** "5 minutes ago" for two weeks, then the date */
  ago(instant: string | number, nowMs: number): string;
}

/** @param timeZone the browser's when undefined */
function formatFor(locale: Locale, timeZone?: string): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const signed = new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const dateTime = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
  });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    timeZone,
  });
  const date = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone,
  });
  const dayOfYear = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => minusText(whole.format(value)),
    percent: (share, digits = 1) =>
      percentText(
        locale,
        new Intl.NumberFormat(locale, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }).format(100 * share),
      ),
    points: (difference) => minusText(signed.format(difference * 100)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    dayOfYear: (utcMs) => dayOfYear.format(new Date(utcMs)),
    date: (instant) => date.format(new Date(instant)),
    ago: (instant, nowMs) => {
      const differenceMs = new Date(instant).getTime() - nowMs;
      const step = relativeSteps.find(([limitMs]) => Math.abs(differenceMs) < limitMs);
      return step
        ? relative.format(Math.round(differenceMs / step[1]), step[2])
        : date.format(new Date(instant));
    },
  };
}

const formats: { readonly [locale in Locale]: Format } = { en: formatFor('en'), 'zh-CN': formatFor('zh-CN') };

/** Numbers and times as the chosen language writes them, in the browser's zone. */
export function useFormat(): Format {
  return formats[usePreferences((state) => state.language)];
}

/** The same with times of a zone: a result is read by people of one workspace, wherever they sit. Until the zone is known, the browser's. */
export function useFormatIn(timeZone: string | undefined): Format {
  const language = usePreferences((state) => state.language);
  return useMemo(() => formatFor(language, timeZone), [language, timeZone]);
}

/** An ISO duration in words; what cannot be read is shown as it is. */
export function useDurationWords(): (iso: string) => string {
  const language = usePreferences((state) => state.language);
  return (iso) => describeDuration(iso, language);
}
