import type { Watch } from '../../../core/watch.ts';

export const watchColumns = [
  'profile_id',
  'type',
  'name',
  'is_in',
  'since_ms',
  'flips_at_ms',
  'event_id',
] as const;

/** Values in the order of `watchColumns`. */
export type WatchValues = [
  profileId: string,
  type: Watch['type'],
  name: string,
  isIn: number,
  sinceMs: number,
  flipsAtMs: number | null,
  eventId: string | null,
];

export function watchValues(profileId: string, watch: Watch): WatchValues {
  const { type, name, isIn, sinceMs, flipsAtMs, eventId } = watch;
  return [profileId, type, name, isIn ? 1 : 0, sinceMs, flipsAtMs, eventId];
}

export function watchOf([, type, name, isIn, sinceMs, flipsAtMs, eventId]: WatchValues): Watch {
  return { type, name, isIn: isIn === 1, sinceMs, flipsAtMs, eventId };
}
