/** Customers kept out to measure what the others' journeys are worth (language.md §2.6). */
import { SLOTS, slotOf } from './assign.ts';

/** Name under which a journey's own holdout is kept where a split has its node: it has none. */
export const HOLDOUT_NODE = '';
export const HOLDOUT_ARM = 'holdout';
export const TREATED_ARM = 'treated';

/** Salt of a journey's own holdout. */
export function holdoutSalt(journeyId: string): string {
  return `${journeyId}/holdout`;
}

/** Slots of a holdout, from 0 on. @param share between 0 and 1 */
export function heldSlots(share: number): number {
  return Math.round(share * SLOTS);
}

export function isHeldOut(salt: string, share: number, profileId: string): boolean {
  return slotOf(salt, profileId) < heldSlots(share);
}
