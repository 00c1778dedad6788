import type { Settings } from '../../../shared/api/workspace.ts';

/** Fields of the settings, each with a consequence of its own when it changes. */
export const SETTINGS_FIELDS = [
  'timeZone',
  'caps',
  'quietHours',
  'releasePerSecond',
  'limits',
  'retry',
  'onProviderReject',
  'testSeeds',
  'holdout',
  'businessHours',
  'holidays',
  'workdays',
] as const satisfies readonly (keyof Settings)[];

export type SettingsField = (typeof SETTINGS_FIELDS)[number];

/** Which fields say something else now. */
export function changedFields(before: Settings, after: Settings): SettingsField[] {
  return SETTINGS_FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

const MINUTES_A_DAY = 24 * 60;

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The parts of a day, in percent of its length, that a window `[from, to)` covers; two when it crosses midnight. */
export function partsOfDay(from: string, to: string): { left: number; width: number }[] {
  const start = (minuteOf(from) / MINUTES_A_DAY) * 100;
  const end = (minuteOf(to) / MINUTES_A_DAY) * 100;
  if (start < end) return [{ left: start, width: end - start }];
  return [
    { left: 0, width: end },
    { left: start, width: 100 - start },
  ].filter(({ width }) => width > 0);
}
