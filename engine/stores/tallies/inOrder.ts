import { compareIds } from '../idOrder.ts';

/** In order of the keys. */
export function inOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** In order of the values. */
export function byValue<Value>(map: ReadonlyMap<string | null, Value>): [string | null, Value][] {
  return [...map].sort(([a], [b]) => compareValues(a, b));
}

/** The missing one last. */
export function compareValues(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null ? 1 : b === null ? -1 : compareIds(a, b);
}
