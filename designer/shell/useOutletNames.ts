import { useMemo } from 'react';
import { draftSchema } from '../../shared/api/journeys.ts';
import type { JsonObject } from '../../shared/json.ts';
import { useJourney } from '../api/journeys.ts';
import { outletWords } from '../commands/outletsOf.ts';
import { useRegistry } from '../nodes/useRegistry.ts';
import { usePreferences } from '../preferences.ts';
import { useReasonWords } from './useReasonWords.ts';

/**
 * What the outlets of a journey are called, by node; ids until the journey is there.
 * @param document with the nodes of other versions, too
 */
export function useOutletNames(
  journeyId: string,
  document?: JsonObject,
): (node: string, outlet: string) => string {
  const language = usePreferences((state) => state.language);
  const reasonWords = useReasonWords();
  const { data: journey } = useJourney(journeyId);
  const registry = useRegistry();
  const shown = document ?? journey?.document;
  const nodes = useMemo(() => draftSchema.shape.nodes.safeParse(shown?.nodes).data ?? {}, [shown]);
  return (node, outlet) => {
    // whoever moved to a new version left by no outlet, but for a reason
    return outletWords(nodes[node], outlet, registry)?.[language] ?? reasonWords(outlet);
  };
}
