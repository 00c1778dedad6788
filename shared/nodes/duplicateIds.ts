import { type Problem, problem } from '../problem.ts';

/** One problem for each id that a list of arms, groups or paths uses twice. */
export function duplicateIds(items: readonly { id: string }[], field: string): Problem[] {
  const seen = new Set<string>();
  const found: Problem[] = [];
  for (const { id } of items) {
    if (seen.has(id)) found.push(problem('duplicate-id', { field, params: { id } }));
    seen.add(id);
  }
  return found;
}
