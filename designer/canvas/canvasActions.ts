import { createContext, useContext } from 'react';
import type { Edge } from '../commands/edge.ts';

/** What a card or an edge may ask of the canvas around it. */
export interface CanvasActions {
  isReadOnly: boolean;
  /** opens the list of kinds at a place on the screen, to put one after this outlet */
  chooseAfter(edge: Edge, at: { clientX: number; clientY: number }): void;
}

export const CanvasActionsContext = createContext<CanvasActions>({
  isReadOnly: true,
  chooseAfter: () => undefined,
});

export function useCanvasActions(): CanvasActions {
  return useContext(CanvasActionsContext);
}
