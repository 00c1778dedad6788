import type { Problem } from './problem.ts';

export interface Refused {
  ok: false;
  problems: Problem[];
}

/** What was asked for, or every reason why not; nothing is half done. */
export type Done<T> = { ok: true; value: T } | Refused;

export function refused(...problems: Problem[]): Refused {
  return { ok: false, problems };
}
