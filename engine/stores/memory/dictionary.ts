import { attributesInUse, eventsInUse } from '../dictionary.ts';
import type { Reports } from '../reports.ts';
import type { MemoryData } from './memoryData.ts';

export function dictionary(data: MemoryData): Awaited<ReturnType<Reports['dictionary']>> {
  const records = [...data.customers.values()];
  const names = new Map<string, { name: string; count: number; properties: Set<string> }>();
  for (const { event } of records.flatMap(({ events }) => [...events.values()].flat())) {
    const known = names.get(event.name) ?? { name: event.name, count: 0, properties: new Set() };
    known.count += 1;
    for (const property of Object.keys(event.properties)) known.properties.add(property);
    names.set(event.name, known);
  }
  return {
    attributes: attributesInUse(records.map(({ profile }) => profile?.attributes ?? {})),
    events: eventsInUse(names.values()),
  };
}
