import { draftSchema } from '../../../shared/api/journeys.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { directionOf } from '../../canvas/direction.ts';
import { autoLayout } from '../../commands/autoLayout.ts';

/**
 * A stored draft as the editor works on it: defaults filled in, and every node in a place.
 * Its contents may be unfinished; fields read them piece by piece, and the checker says what is missing.
 * Errors: throws when it is no draft at all.
 */
export function readDraft(document: JsonObject, registry: NodeRegistry): Journey {
  const draft = draftSchema.parse(document);
  // unfinished goals and conditions have the journey's fields, if not yet all of them
  const journey = {
    class: 'marketing',
    priority: 50,
    goals: [],
    exits: [],
    versionPolicy: 'pin',
    testMode: false,
    layout: {},
    ...draft,
  } as unknown as Journey;
  const isPlaced = Object.keys(journey.nodes).every((id) => Object.hasOwn(journey.layout, id));
  return isPlaced ? journey : autoLayout(journey, directionOf(journey), registry);
}
