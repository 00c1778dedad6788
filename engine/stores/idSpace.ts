import type { Input } from '../core/records.ts';

export type IdSpace = 'event' | 'receipt' | 'exposure';

/** Ids are told apart within these; a merge counts among the events. */
export function idSpaceOf({ type }: Input): IdSpace {
  return type === 'receipt' || type === 'exposure' ? type : 'event';
}
