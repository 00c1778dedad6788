import { statusOfDeed } from '../../shared/api/refusals.ts';
import type { Problem } from '../../shared/problem.ts';
import { RequestRefusal } from './requestRefusal.ts';

/** A deed the engine refused, as the answer to the request that asked for it. */
export function deedRefused(problems: readonly Problem[]): RequestRefusal {
  const first = problems.find(({ severity }) => severity === 'error');
  return new RequestRefusal(first ? statusOfDeed(first.code) : 422, problems);
}
