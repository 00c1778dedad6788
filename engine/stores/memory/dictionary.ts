import { dictionaryOf } from '../dictionary.ts';
import type { MemoryData } from './memoryData.ts';

export function dictionary(data: MemoryData): ReturnType<typeof dictionaryOf> {
  const records = [...data.customers.values()];
  const counts = new Map<string, number>();
  const kept = records.flatMap(({ events }) => [...events.values()].flat());
  for (const { event } of kept) counts.set(event.name, (counts.get(event.name) ?? 0) + 1);
  return dictionaryOf({
    attributes: records.flatMap(({ profile }) =>
      Object.entries(profile?.attributes ?? {}).map(([name, value]) => ({
        name,
        type: typeOf(value),
        count: 1,
      })),
    ),
    events: [...counts].map(([name, count]) => ({ name, count })),
    properties: kept.flatMap(({ event }) =>
      Object.keys(event.properties).map((name) => ({ event: event.name, name })),
    ),
  });
}

/** JSON type as SQLite names it. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'real';
    case 'boolean':
      return String(value);
    default:
      return 'object';
  }
}
