/** Since when attributes hold their values (language.md 9.1, `hasBeenFor`). */
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';

type Held = Pick<Profile, 'attributes' | 'since' | 'knownSinceMs'>;

/** Equal as data: the order of an object's fields says nothing. */
function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isEqual(item, b[index]))
    );
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]))
  );
}

/**
 * Since when the value at a path of attributes is what it is; for a path that holds something.
 * What has no entry of its own is as old as what it is a part of.
 */
export function sinceOf(
  { since, knownSinceMs }: Pick<Profile, 'since' | 'knownSinceMs'>,
  path: string,
): number {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const known = since[at];
    if (known !== undefined) return known;
  }
  return knownSinceMs;
}

/** The entries of a value that did not change: its own and those of its parts. */
function keep(before: Held, path: string, entries: Profile['since']): void {
  for (const [known, atMs] of Object.entries(before.since)) {
    if (known === path || known.startsWith(`${path}.`)) entries[known] = atMs;
  }
}

/** A value that changed is new; parts of an object that stayed keep their age. */
function renew(
  before: Held,
  path: string,
  was: JsonValue | undefined,
  is: JsonValue,
  nowMs: number,
  entries: Profile['since'],
): void {
  entries[path] = nowMs;
  if (!isJsonObject(was) || !isJsonObject(is)) return;
  for (const [name, value] of Object.entries(is)) {
    const part = `${path}.${name}`;
    if (!Object.hasOwn(was, name)) continue;
    if (!isEqual(was[name], value)) {
      if (isJsonObject(was[name]) && isJsonObject(value))
        renew(before, part, was[name], value, nowMs, entries);
      continue;
    }
    keep(before, part, entries);
    entries[part] = sinceOf(before, part);
  }
}

/**
 * The entries after attributes were written. Costs one comparison per attribute, and writes nothing for a customer
 * who is only just known: that is an import.
 */
export function sinceAfter(before: Held, attributes: JsonObject, nowMs: number): Profile['since'] {
  const isNew = nowMs === before.knownSinceMs;
  const hadNone = Object.keys(before.since).length === 0;
  if (isNew && hadNone) return before.since;
  const entries: Profile['since'] = {};
  for (const [name, value] of Object.entries(attributes)) {
    const was = Object.hasOwn(before.attributes, name) ? before.attributes[name] : undefined;
    if (was === undefined || !isEqual(was, value)) renew(before, name, was, value, nowMs, entries);
    else if (!hadNone) keep(before, name, entries);
  }
  return entries;
}
