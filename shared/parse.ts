import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { problemsOf } from './problemsOf.ts';

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Parses at an edge: the value, or every problem at once.
 * @param where node and field prefix the problems are reported under
 */
export function parseBy<T>(
  schema: z.ZodType<T>,
  value: unknown,
  where: { nodeId?: string; field?: string } = {},
): Parsed<T> {
  // the input tells a missing field from one of a wrong type; problemsOf never repeats it
  const result = schema.safeParse(value, { reportInput: true });
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problems: problemsOf(result.error, where) };
}
