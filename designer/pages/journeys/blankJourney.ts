import type { JourneyDraft } from '../../../shared/api/journeys.ts';

/** An id made of the name where its letters allow, with a few random ones so that it is free. */
export function journeyIdFrom(name: string, suffix: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return `${slug || 'journey'}-${suffix}`;
}

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
