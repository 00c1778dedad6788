import type { JsonObject, JsonValue } from './json.ts';
import type { Profile } from './profile.ts';

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
function addedValue(before: JsonValue | undefined, added: JsonValue): JsonValue {
  if (typeof added === 'number') return (typeof before === 'number' ? before : 0) + added;
  const list = Array.isArray(before) ? before : before === undefined || before === null ? [] : [before];
  const text = JSON.stringify(added);
  return list.some((item) => JSON.stringify(item) === text) ? list : [...list, added];
}

export function changedProfile(profile: Profile, change: ProfileChange): Profile {
  const attributes = { ...profile.attributes, ...change.set };
  for (const [name, value] of Object.entries(change.add ?? {})) {
    attributes[name] = addedValue(attributes[name], value);
  }
  for (const name of change.remove ?? []) delete attributes[name];
  const removed = new Set(change.removeTags ?? []);
  const tags = [...new Set([...profile.tags, ...(change.addTags ?? [])])].filter((tag) => !removed.has(tag));
  return { ...profile, attributes, tags };
}
