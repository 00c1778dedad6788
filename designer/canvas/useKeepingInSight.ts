import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { bringIntoSight } from './bringIntoSight.ts';

/** Below a card lies the + of its outlets, in the canvas' own units. */
const PLUS = 34;

/**
 * The node chosen, or just made, stays in sight with the + of its outlets: its panel, and the list of what it still
 * lacks, come up only then and take room from the canvas.
 */
export function useKeepingInSight(moveMs: number): void {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const chosen = useEditor(({ selectedNodes }) =>
    selectedNodes.length === 1 ? selectedNodes[0] : undefined,
  );
  useEffect(() => {
    if (chosen === undefined || width === 0) return;
    // after what else moves the canvas: centring on the node, the panel coming in
    const timer = setTimeout(() => {
      const card = flow.getNodesBounds([chosen]);
      const withPlus = { ...card, height: card.height + PLUS };
      const next = bringIntoSight(withPlus, flow.getViewport(), { width, height });
      if (next) void flow.setViewport(next, { duration: moveMs });
    }, moveMs + 50);
    return () => clearTimeout(timer);
  }, [flow, chosen, width, height, moveMs]);
}
