import { isOpen } from '../core/customer/world.ts';
import { matchesWhere } from '../core/evaluate.ts';
import { journeyZone } from '../core/zones.ts';
import type { BusinessEvent, Job } from '../stores/store.ts';
import { NEW_JOB } from './jobPage.ts';
import type { Roster } from './roster.ts';

/** What a business event comes to: one job per open journey that waits for it. */
export function businessJobs(roster: Roster, event: BusinessEvent, nowMs: number): Job[] {
  return [...roster.journeys.values()].flatMap((running) => {
    const { id, current } = running;
    const { source } = current.entry;
    if (!isOpen(running) || source.on !== 'business' || source.event !== event.name) return [];
    const zone = journeyZone(current.journey, roster.workspace);
    if (!matchesWhere(source.where, event, nowMs, zone)) return [];
    return [
      {
        ...NEW_JOB,
        id: `business/${event.id}/${id}`,
        type: 'business' as const,
        journeyId: id,
        version: current.version,
        atMs: nowMs,
        priority: current.journey.priority,
        event,
      },
    ];
  });
}
