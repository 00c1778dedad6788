import type { JourneyDraft } from '../../../shared/api/journeys.ts';
import { journeyIdFrom } from '../../journeyId.ts';

/** A journey with nothing but a trigger to fill in. */
export function blankJourney(name: string, suffix: string): JourneyDraft {
  return {
    format: 1,
    id: journeyIdFrom(name, suffix),
    name,
    nodes: { start: { kind: 'trigger', settings: { on: 'event', event: '' }, next: {} } },
    layout: { start: { x: 0, y: 0 } },
  };
}
