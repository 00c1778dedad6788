import { useMemo, useState } from 'react';
import type { Journey } from '../../shared/journey/journey.ts';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { documentOf } from '../pages/editor/editorStore.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { createEdgeDrawer } from './flowEdges.ts';
import { createNodeDrawer } from './flowNodes.ts';

/** Cards and edges of the document on the screen. @param moving positions of a drag that goes on */
export function useDrawing(moving: Journey['layout'] | null) {
  const words = useEditorWords();
  const registry = useEditor((state) => state.registry);
  const journey = useEditor(documentOf);
  const direction = useEditor((state) => state.direction);
  const problems = useEditor((state) => state.problems);
  const counts = useEditor((state) => state.counts);
  const trail = useEditor((state) => state.trail);
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const selectedEdge = useEditor((state) => state.selectedEdge);
  const [drawNodes] = useState(createNodeDrawer);
  const [drawEdges] = useState(createEdgeDrawer);

  const settled = useMemo(
    () => drawNodes({ journey, registry, words, direction, problems, counts, trail, selectedNodes }),
    [drawNodes, journey, registry, words, direction, problems, counts, trail, selectedNodes],
  );
  const edges = useMemo(
    () => drawEdges({ journey, registry, words, counts, trail, selectedEdge }),
    [drawEdges, journey, registry, words, counts, trail, selectedEdge],
  );
  const nodes = useMemo(() => {
    if (!moving) return settled;
    return settled.map((card) => {
      const position = moving[card.id];
      return position ? { ...card, position, dragging: true } : card;
    });
  }, [settled, moving]);
  return { nodes, edges };
}
