import type { Acceptance } from '../stores/store.ts';

/** What became of a single input. */
export function onlyAcceptance([accepted]: readonly Acceptance[]): Acceptance {
  if (!accepted) throw new Error('an input was neither accepted nor a duplicate');
  return accepted;
}
