import { type CompiledJourney, compileJourney } from '../../../engine/core/compile.ts';
import { nextVersion } from '../../../engine/runner/publish.ts';
import { type JourneyInput, journeySchema } from '../../../shared/journey/journey.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import { generatedTemplates } from '../../generators/journey.ts';

/** A document as version 1, compiled. */
export function compiled(
  document: Partial<JourneyInput> & Pick<JourneyInput, 'nodes'>,
  registry = builtInRegistry,
): CompiledJourney {
  const journey = journeySchema.parse({ format: 1, id: 'random', name: 'Random', ...document });
  const version = nextVersion(journey, undefined, {
    registry,
    templates: generatedTemplates,
    nowMs: 0,
    actor: 'test',
    migration: null,
    undoneMove: null,
  });
  return compileJourney(version, registry);
}
