import { compareIds } from './idOrder.ts';
import type { Reports } from './reports.ts';

type Dictionary = Awaited<ReturnType<Reports['dictionary']>>;

/** JSON types as SQLite names them, in the words of the product. */
const TYPE_WORDS: { readonly [type: string]: string } = {
  text: 'string',
  integer: 'number',
  real: 'number',
  true: 'boolean',
  false: 'boolean',
  array: 'list',
  object: 'object',
};

/**
 * Names in use, the most frequent first, then by name.
 * @param seen.attributes  one row per name and JSON type; `null` counts as absent
 */
export function dictionaryOf(seen: {
  attributes: Iterable<{ name: string; type: string; count: number }>;
  events: Iterable<{ name: string; count: number }>;
  properties: Iterable<{ event: string; name: string }>;
}): Dictionary {
  const attributes = new Map<string, { types: Set<string>; count: number }>();
  for (const { name, type, count } of seen.attributes) {
    const word = TYPE_WORDS[type];
    if (word === undefined) continue;
    const known = attributes.get(name) ?? { types: new Set<string>(), count: 0 };
    known.types.add(word);
    known.count += count;
    attributes.set(name, known);
  }
  const properties = new Map<string, Set<string>>();
  for (const { event, name } of seen.properties) {
    const known = properties.get(event);
    if (known) known.add(name);
    else properties.set(event, new Set([name]));
  }
  return {
    attributes: [...attributes]
      .map(([name, { types, count }]) => ({ name, types: [...types].sort(compareIds), count }))
      .sort(byFrequency),
    events: [...seen.events]
      .map(({ name, count }) => ({
        name,
        count,
        properties: [...(properties.get(name) ?? [])].sort(compareIds),
      }))
      .sort(byFrequency),
  };
}

function byFrequency(a: { name: string; count: number }, b: { name: string; count: number }): number {
  return b.count - a.count || compareIds(a.name, b.name);
}
