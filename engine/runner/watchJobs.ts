/** Jobs that look at everybody: for what a journey watches since lately, and after a definition has changed. */
import type { Job } from '../stores/store.ts';
import { NEW_JOB } from './jobPage.ts';
import type { Roster } from './roster.ts';

const EVERYBODY = { ...NEW_JOB, type: 'watch' } as const;

/** Where the world is only looked at, nothing is paced. */
export const NO_SLOTS = () => Number.POSITIVE_INFINITY;

/** One job per journey and what it watches, however often it is asked for; the id is the same each time. */
export function watchJobs(roster: Roster, atMs: number): Job[] {
  return roster
    .world(atMs, NO_SLOTS)
    .watching.flatMap(({ id, watch, current }) =>
      watch
        ? [{ ...EVERYBODY, id: `watch/${watch.name}`, journeyId: id, version: current.version, atMs }]
        : [],
    );
}

/** After the audience has another definition; none where nobody watches. */
export function audienceJobs(roster: Roster, audienceId: string, atMs: number): Job[] {
  const { watching, isLooking } = roster.world(atMs, NO_SLOTS);
  if (watching.length === 0 && !isLooking) return [];
  return [{ ...EVERYBODY, id: `watch/audience/${audienceId}/${atMs}`, journeyId: '', version: 0, atMs }];
}
