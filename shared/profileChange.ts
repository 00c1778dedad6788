import type { JsonObject, JsonValue } from './json.ts';

/** A change to a profile that a step asks for; applied in the step's own commit. */
export interface ProfileChange {
  set?: JsonObject;
  /** number: added to what is there, from 0; anything else: appended to a list unless it holds it already */
  add?: JsonObject;
  remove?: readonly string[];
  addTags?: readonly string[];
  removeTags?: readonly string[];
}

/** The attribute's value after an `add`. */
export function addedValue(before: JsonValue | undefined, added: JsonValue): JsonValue {
  if (typeof added === 'number') return (typeof before === 'number' ? before : 0) + added;
  const list = Array.isArray(before) ? before : before === undefined || before === null ? [] : [before];
  const text = JSON.stringify(added);
  return list.some((item) => JSON.stringify(item) === text) ? list : [...list, added];
}
