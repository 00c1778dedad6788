/** Where a row of the backlog stands in its list. */
import type { Place } from './places.ts';
import type { BacklogRow } from './reports.ts';

/** Shape of `backlogPlace`, as in parseCursor. */
export const BACKLOG_PLACE = 'nsss';
export const BACKLOG_TYPES = [
  'act',
  'entry',
  'timer',
] as const satisfies readonly BacklogRow['held']['type'][];

/** @param ref tells rows of one customer, instant and type apart */
export function backlogPlace({ atMs, profileId, held }: BacklogRow, ref: string): Place {
  return [atMs, profileId, held.type, ref];
}

/** Name of an act, or of a timer, among those of one customer. */
export function heldRef(ordinal: number, node: string, visit: number, lane: string): string {
  return `${ordinal}/${node}/${visit}/${lane}`;
}
