import { useReactFlow, useStore } from '@xyflow/react';
import { useCallback, useEffect, useState } from 'react';
import type { NodeId } from '../../shared/ids.ts';
import { useEditorStore } from '../pages/editor/EditorContext.tsx';
import { documentOf } from '../pages/editor/editorStore.ts';
import { isStill } from '../stillness.ts';
import { BODY_HEIGHT, CARD_WIDTH, OUTLET_HEIGHT } from './cardGeometry.ts';
import { shiftIntoView } from './shiftIntoView.ts';

const MOVE_MS = isStill ? 0 : 200;
const MARGIN = 20;
/** the + below a card's outlets, and the toolbar over the lower edge */
const PLUS = 34;
const TOOLBAR = 68;

/**
 * Keeps a node that was just put after another in sight, with the + of its outlets: its panel, and the
 * list of what it still lacks, come up only then and take room from the canvas.
 */
export function useRevealing(): (nodeId: NodeId) => void {
  const flow = useReactFlow();
  const store = useEditorStore();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const [shown, setShown] = useState<{ nodeId: NodeId } | null>(null);
  useEffect(() => {
    const { selectedNodes } = store.getState();
    const corner = shown && documentOf(store.getState()).layout[shown.nodeId];
    if (!corner || selectedNodes.length !== 1 || selectedNodes[0] !== shown.nodeId) return;
    const { x, y, zoom } = flow.getViewport();
    const drawn = flow.getNode(shown.nodeId);
    const card = {
      x: corner.x * zoom + x,
      y: corner.y * zoom + y,
      width: (drawn?.width ?? CARD_WIDTH) * zoom,
      height: ((drawn?.height ?? BODY_HEIGHT + OUTLET_HEIGHT) + PLUS) * zoom,
    };
    const room = { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN, height: height - MARGIN - TOOLBAR };
    const by = shiftIntoView(card, room);
    if (by.x !== 0 || by.y !== 0) {
      void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration: MOVE_MS });
    }
  }, [shown, width, height, flow, store]);
  return useCallback((nodeId) => setShown({ nodeId }), []);
}
