import type { EdgeChange, NodeChange, NodePositionChange } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import type { Journey } from '../../shared/journey/journey.ts';
import { moveNodes } from '../commands/moveNodes.ts';
import { useEditorStore } from '../pages/editor/EditorContext.tsx';
import type { EditorStore } from '../pages/editor/editorStore.ts';
import type { LineEdge } from './flowEdges.ts';
import type { CardNode } from './flowNodes.ts';

function selectNodes(store: EditorStore, changes: readonly NodeChange<CardNode>[]): void {
  const { selectedNodes, selectedEdge, select } = store.getState();
  const selected = new Set(selectedNodes);
  let isChanged = false;
  for (const change of changes) {
    if (change.type !== 'select' || selected.has(change.id) === change.selected) continue;
    isChanged = true;
    if (change.selected) selected.add(change.id);
    else selected.delete(change.id);
  }
  if (isChanged) select([...selected], selectedEdge);
}

/**
 * Turns the canvas's own changes into edits. While a drag goes on, positions live here;
 * the document gets them once, at its end, so that a drag is one step back.
 */
export function useFlowChanges() {
  const store = useEditorStore();
  const [moving, setMoving] = useState<Journey['layout'] | null>(null);
  const wasDragged = useRef(false);

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      selectNodes(store, changes);
      const moves = changes.filter((change): change is NodePositionChange => change.type === 'position');
      if (moves.length === 0) return;
      const positions = Object.fromEntries(
        moves.flatMap(({ id, position }) => (position ? [[id, position] as const] : [])),
      );
      if (moves.some(({ dragging }) => dragging)) {
        wasDragged.current = true;
        setMoving((before) => ({ ...before, ...positions }));
        return;
      }
      // arrow keys move in many small steps that are one to whoever goes back
      const key = wasDragged.current ? undefined : `move:${Object.keys(positions).join()}`;
      wasDragged.current = false;
      store.getState().edit((journey) => moveNodes(journey, { ...moving, ...positions }), key);
      setMoving(null);
    },
    [store, moving],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<LineEdge>[]) => {
      const { selectedNodes, selectedEdge, select } = store.getState();
      let edge = selectedEdge;
      for (const change of changes) {
        if (change.type !== 'select') continue;
        if (change.selected) edge = change.id;
        else if (edge === change.id) edge = null;
      }
      if (edge !== selectedEdge) select(selectedNodes, edge);
    },
    [store],
  );
  return { moving, onNodesChange, onEdgesChange };
}
