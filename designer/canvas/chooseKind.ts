import type { Position } from '../../shared/journey/journey.ts';
import { addNode } from '../commands/addNode.ts';
import type { Edge } from '../commands/edge.ts';
import { insertOnEdge } from '../commands/insertOnEdge.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import type { EditorStore } from '../pages/editor/editorStore.ts';
import { BODY_HEIGHT, CARD_WIDTH } from './cardGeometry.ts';
import { edgeOfKey } from './edgeKey.ts';
import { placeAfter, roomFor } from './placeNew.ts';

/** A list of kinds is open on the screen, for the node after an outlet. */
export interface Picking {
  edge: Edge;
  x: number;
  y: number;
  /** where a line was let go, on the canvas; null where a + was pressed */
  dropAt: Position | null;
}

const centred = ({ x, y }: Position): Position => ({ x: x - CARD_WIDTH / 2, y: y - BODY_HEIGHT / 2 });

/** Puts the kind that was picked after its outlet: into the edge, if there is one. */
export function chosenKind(store: EditorStore, kind: string, { edge, dropAt }: Picking): void {
  const { direction, registry, edit } = store.getState();
  edit((journey) => {
    const isTaken = journey.nodes[edge.from]?.next[edge.outlet] !== undefined;
    if (isTaken && dropAt === null) {
      return insertOnEdge(journey, { kind, edge, room: roomFor(direction) }, registry, makeSalt);
    }
    const position = dropAt ? centred(dropAt) : placeAfter(journey, edge, direction, registry);
    return addNode(journey, { kind, position, after: edge }, registry, makeSalt);
  });
}

/** A kind was dragged from the palette onto the canvas, perhaps onto an edge. */
export function droppedKind(store: EditorStore, kind: string, at: Position, onEdge: string | null): void {
  const { direction, registry, edit } = store.getState();
  edit((journey) => {
    if (onEdge !== null) {
      const room = roomFor(direction);
      const inserted = insertOnEdge(journey, { kind, edge: edgeOfKey(onEdge), room }, registry, makeSalt);
      if (inserted.made.length > 0) return inserted;
    }
    return addNode(journey, { kind, position: centred(at) }, registry, makeSalt);
  });
}
