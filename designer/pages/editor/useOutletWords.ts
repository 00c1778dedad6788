import type { NodeId, OutletId } from '../../../shared/ids.ts';
import { outletWords } from '../../commands/outletsOf.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor } from './EditorContext.tsx';
import { documentOf } from './editorStore.ts';

/** What the outlets of the draft are called; one that it has no longer, by its id. */
export function useOutletWords(): (nodeId: NodeId | undefined, outlet: OutletId) => string {
  const { of } = useEditorWords();
  const nodes = useEditor((state) => documentOf(state).nodes);
  const registry = useEditor((state) => state.registry);
  return (nodeId, outlet) => {
    const words = outletWords(nodeId === undefined ? undefined : nodes[nodeId], outlet, registry);
    return words ? of(words) : outlet;
  };
}
