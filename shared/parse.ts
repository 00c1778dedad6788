import type { z } from 'zod';
import { isJsonObject } from './json.ts';
import { type Problem, problem } from './problem.ts';
import { type ProblemPlace, placeOf, problemsOf } from './problemsOf.ts';

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Where `__proto__` stands as a name; schemas of the library would drop it without a word. */
function placeOfPrototype(value: unknown, place: readonly string[] = []): string[] | null {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = placeOfPrototype(item, [...place, String(index)]);
      if (found) return found;
    }
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      const found = name === '__proto__' ? [...place, name] : placeOfPrototype(value[name], [...place, name]);
      if (found) return found;
    }
  }
  return null;
}

/**
 * Parses at an edge: the value, or every problem at once.
 * @param where what stands before the fields that problems are reported under
 */
export function parseBy<T>(schema: z.ZodType<T>, value: unknown, where: ProblemPlace = {}): Parsed<T> {
  const prototype = placeOfPrototype(value);
  if (prototype) {
    const params = { name: '__proto__' };
    return { ok: false, problems: [problem('forbidden-name', { ...placeOf(prototype, where), params })] };
  }
  // the input tells a missing field from one of a wrong type; problemsOf never repeats it
  const result = schema.safeParse(value, { reportInput: true });
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problems: problemsOf(result.error, where) };
}
