import type { RefusalStatus } from '../../shared/api/refusals.ts';
import { type Problem, type ProblemCode, type ProblemDetails, problem } from '../../shared/problem.ts';

/** A request that is answered with problems; thrown so that it leaves a handler from any depth. */
export class RequestRefusal extends Error {
  readonly status: RefusalStatus;
  readonly problems: readonly Problem[];

  constructor(status: RefusalStatus, problems: readonly Problem[]) {
    super(problems[0]?.code ?? 'refused');
    this.status = status;
    this.problems = problems;
  }
}

/** A refusal with one problem. */
export function refuse(
  status: RefusalStatus,
  code: ProblemCode,
  details: ProblemDetails = {},
): RequestRefusal {
  return new RequestRefusal(status, [problem(code, details)]);
}

/** @param field  of the request that names it, where its path does not */
export function notFound(what: string, field?: string): RequestRefusal {
  return refuse(404, 'not-found', { ...(field === undefined ? {} : { field }), params: { what } });
}

/** The value, or a 404 naming what was asked for. */
export function found<T>(value: T | null | undefined, what: string, field?: string): T {
  if (value === null || value === undefined) throw notFound(what, field);
  return value;
}

/** For a request that must not replace what is there: throws a 409 when something is. */
export function refuseTaken(ifExists: 'replace' | 'refuse', isTaken: boolean, what: string): void {
  if (ifExists === 'refuse' && isTaken) throw refuse(409, 'already-exists', { params: { what } });
}
