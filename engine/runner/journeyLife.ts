/** Life of a journey as a table; anything else is refused (language.md §8). */
import { JOURNEY_DEEDS, type JourneyDeed, type JourneyLife } from '../../shared/journey/life.ts';

const TRANSITIONS: { readonly [life in JourneyLife]: { readonly [deed in JourneyDeed]?: JourneyLife } } = {
  draft: { publish: 'live', archive: 'archived' },
  live: { publish: 'live', pause: 'paused', close: 'closed', stop: 'stopped' },
  paused: { resume: 'live', stop: 'stopped' },
  closed: { stop: 'stopped', archive: 'archived' },
  stopped: { archive: 'archived' },
  archived: {},
};

export function allowedDeeds(life: JourneyLife): JourneyDeed[] {
  return JOURNEY_DEEDS.filter((deed) => TRANSITIONS[life][deed] !== undefined);
}

/** The life after a deed; null when the table does not have it. */
export function lifeAfter(life: JourneyLife, deed: JourneyDeed): JourneyLife | null {
  return TRANSITIONS[life][deed] ?? null;
}

/** Nobody is inside any more, and nobody comes. */
export function isOver({ life }: { life: JourneyLife }): boolean {
  return life === 'stopped' || life === 'archived';
}
