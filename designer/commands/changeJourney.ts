import type { Journey } from '../../shared/journey/journey.ts';

/** What the journey's settings may change; its id, nodes and layout have commands of their own. */
export type JourneyFields = Omit<Journey, 'format' | 'id' | 'nodes' | 'layout'>;

/** A field given as `undefined` is taken out of the document. */
export function changeJourney(
  journey: Journey,
  fields: { [Name in keyof JourneyFields]?: JourneyFields[Name] | undefined },
): Journey {
  const merged = Object.entries({ ...journey, ...fields }).filter(([, value]) => value !== undefined);
  // required fields are never optional in JourneyFields, so none of them can be missing here
  return Object.fromEntries(merged) as Journey;
}
