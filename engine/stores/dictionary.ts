import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { compareText } from '../core/compareText.ts';
import type { Reports } from './reports.ts';

type Dictionary = Awaited<ReturnType<Reports['dictionary']>>;

/** Attribute names in use with their types, the most frequent first, then by name; null counts as absent. */
export function attributesInUse(profiles: Iterable<JsonObject>): Dictionary['attributes'] {
  const found = new Map<string, { types: Set<string>; count: number }>();
  for (const attributes of profiles) {
    for (const name in attributes) {
      const value = attributes[name];
      if (value === null || value === undefined) continue;
      const known = found.get(name);
      if (known) {
        known.types.add(typeWord(value));
        known.count += 1;
      } else found.set(name, { types: new Set([typeWord(value)]), count: 1 });
    }
  }
  return [...found]
    .map(([name, { types, count }]) => ({ name, types: [...types].sort(compareText), count }))
    .sort(byFrequency);
}

function typeWord(value: Exclude<JsonValue, null>): string {
  if (Array.isArray(value)) return 'list';
  return typeof value;
}

/** Event names, the most frequent first, each with its properties by name. */
export function eventsInUse(
  names: Iterable<{ name: string; count: number; properties: Iterable<string> }>,
): Dictionary['events'] {
  return [...names]
    .map(({ name, count, properties }) => ({ name, count, properties: [...properties].sort(compareText) }))
    .sort(byFrequency);
}

function byFrequency(a: { name: string; count: number }, b: { name: string; count: number }): number {
  return b.count - a.count || compareText(a.name, b.name);
}
