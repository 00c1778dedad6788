import type { Problem, ProblemCode } from '../../shared/problem.ts';
import { type RefusalStatus, RequestRefusal } from './requestRefusal.ts';

const STATUS_OF: { readonly [code in ProblemCode]?: RefusalStatus } = {
  'not-found': 404,
  'already-exists': 409,
  'draft-conflict': 409,
  'nothing-moved': 409,
  'move-superseded': 409,
  'move-undone': 409,
  'transition-refused': 409,
  'in-use': 409,
  'run-not-newest': 409,
  'run-decided': 409,
};

/** A deed the engine refused, as the answer to the request that asked for it. */
export function deedRefused(problems: readonly Problem[]): RequestRefusal {
  const first = problems.find(({ severity }) => severity === 'error');
  return new RequestRefusal((first && STATUS_OF[first.code]) ?? 422, problems);
}
