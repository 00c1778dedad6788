import { useMemo, useState } from 'react';
import type { Journey } from '../../shared/journey/journey.ts';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { documentOf } from '../pages/editor/editorStore.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { createEdgeDrawer, type LineEdge } from './flowEdges.ts';
import { createNodeDrawer } from './flowNodes.ts';
import { routeAll } from './routeAll.ts';
import type { Route } from './routeEdge.ts';

/** While an end is dragged the route of before is no longer true. */
function withRoute(edge: LineEdge, route: Route | undefined, moving: Journey['layout'] | null): LineEdge {
  const isMoving = moving !== null && (edge.source in moving || edge.target in moving);
  return edge.data && route && !isMoving ? { ...edge, data: { ...edge.data, route } } : edge;
}

/** Cards and edges of the document on the screen. @param moving positions of a drag that goes on */
export function useDrawing(moving: Journey['layout'] | null) {
  const words = useEditorWords();
  const registry = useEditor((state) => state.registry);
  const journey = useEditor(documentOf);
  const direction = useEditor((state) => state.direction);
  const problems = useEditor((state) => state.problems);
  const counts = useEditor((state) => state.counts);
  // an outlet that was led elsewhere did not lead those who went through it there
  const isPublished = useEditor(
    ({ shown, runningNodes, history }) => shown !== null || runningNodes === history.present.nodes,
  );
  const passed = isPublished ? counts : null;
  const trail = useEditor((state) => state.trail);
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const selectedEdge = useEditor((state) => state.selectedEdge);
  const [drawNodes] = useState(createNodeDrawer);
  const [drawEdges] = useState(createEdgeDrawer);

  const settled = useMemo(
    () => drawNodes({ journey, registry, words, direction, problems, counts, passed, trail, selectedNodes }),
    [drawNodes, journey, registry, words, direction, problems, counts, passed, trail, selectedNodes],
  );
  const bare = useMemo(
    () => drawEdges({ journey, registry, words, counts: passed, trail, selectedEdge }),
    [drawEdges, journey, registry, words, passed, trail, selectedEdge],
  );
  const nodes = useMemo(() => {
    if (!moving) return settled;
    return settled.map((card) => {
      const position = moving[card.id];
      return position ? { ...card, position, dragging: true } : card;
    });
  }, [settled, moving]);
  const routes = useMemo(() => routeAll(settled, bare, direction), [settled, bare, direction]);
  const edges = useMemo(
    // a new list makes the canvas look at every edge again: without routes the old one serves
    () => (routes.size === 0 ? bare : bare.map((edge) => withRoute(edge, routes.get(edge.id), moving))),
    [routes, bare, moving],
  );
  return { nodes, edges };
}
