/** Whom a split draws for: the customer, or the household an attribute of theirs names (statistics.md §9.1). */
import type { SplitUnit } from '../../shared/experiment/splitUnit.ts';
import type { Profile } from '../../shared/profile.ts';
import { readIn } from './facts.ts';

/** No customer's id holds a control character, so no household's text is also a customer's. */
const HOUSEHOLD_PREFIX = 'household\u001f';

/**
 * A household's name as it is hashed and kept. What is hashed alike must be counted as one: letters composed or not, and
 * halves of characters, which storage would change into others.
 */
export function householdName(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd').normalize('NFC');
}

/**
 * Name of the household a customer belongs to now; the number 7 and the text "7" are the same.
 * @param unit undefined of a split that draws for customers
 * @returns null where the customer stands for themselves: an attribute that is missing, empty, or no text or number
 */
export function householdOf(
  profile: Pick<Profile, 'attributes'>,
  unit: SplitUnit | undefined,
): string | null {
  if (!unit) return null;
  const value = readIn(profile.attributes, unit.attribute);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? householdName(value) : null;
}

/**
 * What is hashed for a customer's slot, in arms, traffic and layers alike; the same for all members of a household.
 * Households are hashed under a prefix of their own, because one may be named like a customer.
 */
export function drawnUnit(profileId: string, household: string | null): string {
  return household === null ? profileId : HOUSEHOLD_PREFIX + household;
}
