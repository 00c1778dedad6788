import { FORBIDDEN_NAMES } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { Fix } from '../../shared/problem.ts';

function setAt(target: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (FORBIDDEN_NAMES.has(name)) return target;
  if (Array.isArray(target)) {
    return target.map((item: unknown, index) => (String(index) === name ? setAt(item, rest, value) : item));
  }
  // what is not an object yet becomes one, so that a fix can write into a missing part
  const before: { [name: string]: unknown } =
    typeof target === 'object' && target !== null ? { ...target } : {};
  if (rest.length === 0 && value === undefined) {
    delete before[name];
    return before;
  }
  return { ...before, [name]: setAt(before[name], rest, value) };
}

/** Writes what a problem offers as its fix; `undefined` takes the field out. */
export function applyFix(journey: Journey, fix: Fix): Journey {
  // the checker writes fixes against the schema of the document
  return setAt(journey, fix.path, fix.value) as Journey;
}
