import type { Input } from '../core/input.ts';

export type IdSpace = 'event' | 'receipt' | 'exposure';

/** Ids are told apart within these; a merge counts among the events, a withdrawal among the exposures. */
export function idSpaceOf({ type }: Input): IdSpace {
  if (type === 'withdrawExposures') return 'exposure';
  return type === 'receipt' || type === 'exposure' ? type : 'event';
}
