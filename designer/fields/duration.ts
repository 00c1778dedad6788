import type { Locale } from '../../shared/problem.ts';
import { unitText } from '../format/unitText.ts';

export type DurationUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

/** Elapsed units come after the `T`, calendar units before it. */
const LETTERS: { readonly [unit in DurationUnit]: { letter: string; isElapsed: boolean } } = {
  seconds: { letter: 'S', isElapsed: true },
  minutes: { letter: 'M', isElapsed: true },
  hours: { letter: 'H', isElapsed: true },
  days: { letter: 'D', isElapsed: false },
  weeks: { letter: 'W', isElapsed: false },
  months: { letter: 'M', isElapsed: false },
  years: { letter: 'Y', isElapsed: false },
};
const UNITS = Object.keys(LETTERS) as DurationUnit[]; // the table's own keys

export interface SimpleDuration {
  amount: number;
  unit: DurationUnit;
}

export function isElapsedUnit(unit: DurationUnit): boolean {
  return LETTERS[unit].isElapsed;
}

export function durationText({ amount, unit }: SimpleDuration): string {
  const { letter, isElapsed } = LETTERS[unit];
  return `P${isElapsed ? 'T' : ''}${amount}${letter}`;
}

/** A duration of one unit; null for `P1DT2H` and the like, which stay text. */
export function simpleDuration(text: string): SimpleDuration | null {
  const match = /^P(T?)(\d+)([YMWDHS])$/.exec(text);
  if (!match) return null;
  const unit = UNITS.find(
    (candidate) =>
      LETTERS[candidate].letter === match[3] && LETTERS[candidate].isElapsed === (match[1] === 'T'),
  );
  return unit ? { amount: Number(match[2]), unit } : null;
}

const PART = /(\d+)([YMWDHS])|(T)/g;

/** In words: `P1DT2H` → "1 day 2 hours"; text that is no duration stays as it is. */
export function describeDuration(text: string, locale: Locale): string {
  const parts: string[] = [];
  let isElapsed = false;
  for (const [, amount, letter, timeMark] of text.matchAll(PART)) {
    if (timeMark) {
      isElapsed = true;
      continue;
    }
    const unit = UNITS.find(
      (name) => LETTERS[name].letter === letter && LETTERS[name].isElapsed === isElapsed,
    );
    if (!unit) return text;
    parts.push(unitText(locale, unit.slice(0, -1), Number(amount)));
  }
  return parts.length === 0 ? text : parts.join(' ');
}
