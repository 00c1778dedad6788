import type { EventInput } from '../../shared/event.ts';
import { instantMs } from '../../shared/time.ts';
import type { NewInput } from '../stores/store.ts';

/** Events of customers as the store takes them; those of nobody are left out. */
export function eventInputs(events: readonly EventInput[], atMs: number): NewInput[] {
  return events.flatMap(({ id, name, profile, properties = {}, occurredAt, attributes }) => {
    if (profile === undefined) return [];
    const occurredAtMs = occurredAt === undefined ? atMs : instantMs(occurredAt);
    const input = { type: 'event' as const, id, name, properties, occurredAtMs, attributes };
    return [{ profileId: profile, atMs, input }];
  });
}
