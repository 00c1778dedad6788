/** Days and instants of a result on one axis: local days as if they were days of UTC. Pure. */
import type { Analysis } from '../../../shared/experiment/analysis.ts';

export type Point = Analysis['overTime']['cumulative'][number];
export type Marker = Analysis['overTime']['markers'][number];

/** Place of a local date on the axis, in milliseconds. */
export function dayPlace(localDate: string): number {
  return Date.parse(`${localDate}T00:00:00Z`);
}

// making a format takes longer than using it
const wallClocks = new Map<string, Intl.DateTimeFormat>();

/** Place of an instant: what the zone's wall clock showed, read as UTC. */
export function instantPlace(instant: string, zone: string): number {
  const known = wallClocks.get(zone);
  const clock =
    known ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  if (!known) wallClocks.set(zone, clock);
  const parts = Object.fromEntries(
    clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return Date.parse(
    `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`,
  );
}

/** Points of an arm that have an effect, in order. */
export function pointsOf(
  points: readonly Point[],
  arm: string,
): { at: string; estimate: number; lower: number; upper: number; units: number }[] {
  return points.flatMap(({ at, arm: own, effect, units }) =>
    own === arm && effect.state === 'computed'
      ? [{ at, units, estimate: effect.estimate, lower: effect.lower, upper: effect.upper }]
      : [],
  );
}
