import type { z } from 'zod';
import { type Done, refused } from './done.ts';
import { isJsonObject } from './json.ts';
import { problem } from './problem.ts';
import { type ProblemPlace, placeOf, problemsOf } from './problemsOf.ts';

const HALF_CHARACTER = /\p{Cs}/u;

interface Fault {
  code: 'forbidden-name' | 'wrong-text';
  path: string[];
}

/** What is wrong with a name or a text in itself, whatever the schema: databases would store another one. */
function faultOfText(text: string, path: string[]): Fault | null {
  return HALF_CHARACTER.test(text) ? { code: 'wrong-text', path } : null;
}

/** The first place that no schema would see: `__proto__` is dropped without a word, half a character is kept. */
function unseenFault(value: unknown, path: readonly string[] = []): Fault | null {
  if (typeof value === 'string') return faultOfText(value, [...path]);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = typeof item === 'number' ? null : unseenFault(item, [...path, String(index)]);
      if (found) return found;
    }
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      const place = [...path, name];
      if (name === '__proto__') return { code: 'forbidden-name', path: place };
      const found = faultOfText(name, place) ?? unseenFault(value[name], place);
      if (found) return found;
    }
  }
  return null;
}

/**
 * Parses at an edge: the value, or every problem at once.
 * @param where what stands before the fields that problems are reported under
 */
export function parseBy<T>(schema: z.ZodType<T>, value: unknown, where: ProblemPlace = {}): Done<T> {
  const fault = unseenFault(value);
  if (!fault) return parseShapeBy(schema, value, where);
  const params = { name: fault.path.at(-1) ?? where.field ?? 'body' };
  return refused(problem(fault.code, { ...placeOf(fault.path, where), params }));
}

/** Like `parseBy`, for a list whose items are parsed one by one afterwards: a broken one refuses only itself. */
export function parseShapeBy<T>(schema: z.ZodType<T>, value: unknown, where: ProblemPlace = {}): Done<T> {
  // the input tells a missing field from one of a wrong type; problemsOf never repeats it
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? { ok: true, value: result.data } : refused(...problemsOf(result.error, where));
}
