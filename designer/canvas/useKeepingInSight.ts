import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { bringIntoSight } from './bringIntoSight.ts';

/** Choosing a node opens its panel, which takes room from the canvas: the node chosen stays in sight. */
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
      const next = bringIntoSight(flow.getNodesBounds([chosen]), flow.getViewport(), { width, height });
      if (next) void flow.setViewport(next, { duration: moveMs });
    }, moveMs + 50);
    return () => clearTimeout(timer);
  }, [flow, chosen, width, height, moveMs]);
}
