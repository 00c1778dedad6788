import { compareText } from '../../core/compareText.ts';

/** In order of the keys. */
export function inOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** In order of the values. */
export function byValue<Name extends string | null, Value>(map: ReadonlyMap<Name, Value>): [Name, Value][] {
  return [...map].sort(([a], [b]) => compareValues(a, b));
}

/** The missing one last. */
export function compareValues(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null ? 1 : b === null ? -1 : compareText(a, b);
}
