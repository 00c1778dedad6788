/** Durations between the language (ISO 8601) and what an operator picks: a number and a unit. */

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export interface DurationParts {
  year: number;
  month: number;
  week: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const letters: { readonly [unit in DurationUnit]: (count: number) => string } = {
  seconds: (count) => `PT${count}S`,
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count}W`,
  months: (count) => `P${count}M`,
};

export function partsOfDuration(iso: string): DurationParts | null {
  const match = pattern.exec(iso);
  if (!match) return null;
  const at = (index: number) => Number(match[index] ?? 0);
  return { year: at(1), month: at(2), week: at(3), day: at(4), hour: at(5), minute: at(6), second: at(7) };
}

export function durationOf(count: number, unit: DurationUnit): string {
  return letters[unit](count);
}

/** Number and unit when the duration has exactly one, else null: `P1DT2H` has no such form. */
export function singleUnitOf(iso: string): { count: number; unit: DurationUnit } | null {
  const parts = partsOfDuration(iso);
  if (!parts) return null;
  const filled = Object.entries(parts).filter(([, count]) => count > 0);
  const [only] = filled;
  if (filled.length !== 1 || !only) return null;
  const [name, count] = only;
  const unit = DURATION_UNITS.find((candidate) => candidate === `${name}s`);
  return unit ? { count, unit } : null;
}
