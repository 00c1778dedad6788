/** Life of a journey as a table; anything else is refused (language.md §8). */
import type { JourneyLife } from '../core/version.ts';

export const LIFE_DEEDS = ['publish', 'pause', 'resume', 'close', 'stop', 'archive'] as const;
export type LifeDeed = (typeof LIFE_DEEDS)[number];

const TRANSITIONS: { readonly [life in JourneyLife]: { readonly [deed in LifeDeed]?: JourneyLife } } = {
  draft: { publish: 'live', archive: 'archived' },
  live: { publish: 'live', pause: 'paused', close: 'closed', stop: 'stopped' },
  paused: { resume: 'live', stop: 'stopped' },
  closed: { stop: 'stopped', archive: 'archived' },
  stopped: { archive: 'archived' },
  archived: {},
};

export function allowedDeeds(life: JourneyLife): LifeDeed[] {
  return LIFE_DEEDS.filter((deed) => TRANSITIONS[life][deed] !== undefined);
}

/** The life after a deed; null when the table does not have it. */
export function lifeAfter(life: JourneyLife, deed: LifeDeed): JourneyLife | null {
  return TRANSITIONS[life][deed] ?? null;
}
