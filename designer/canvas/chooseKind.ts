import type { Journey, Position } from '../../shared/journey/journey.ts';
import { addNode } from '../commands/addNode.ts';
import type { Edge } from '../commands/edge.ts';
import { type Insertion, insertOnEdge } from '../commands/insertOnEdge.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import type { EditorStore } from '../pages/editor/editorStore.ts';
import { edgeOfKey } from './edgeKey.ts';
import { centredOn, inletShift, type Look, placeAfter, roomFor } from './placeNew.ts';

/** A list of kinds is open on the screen, for the node after an outlet. */
export interface Picking {
  edge: Edge;
  x: number;
  y: number;
  /** where a line was let go, on the canvas; null where a + was pressed */
  dropAt: Position | null;
}

function insertion(journey: Journey, kind: string, edge: Edge, look: Look): Insertion {
  return { kind, edge, room: roomFor(look.direction), shift: inletShift(journey, kind, edge, look) };
}

/** Puts the kind that was picked after its outlet: into the edge, if there is one. */
export function chosenKind(store: EditorStore, kind: string, { edge, dropAt }: Picking): void {
  const { direction, registry, edit } = store.getState();
  const look = { direction, registry };
  edit((journey) => {
    const isTaken = journey.nodes[edge.from]?.next[edge.outlet] !== undefined;
    if (isTaken && dropAt === null) {
      return insertOnEdge(journey, insertion(journey, kind, edge, look), registry, makeSalt);
    }
    const position = dropAt ? centredOn(kind, dropAt, look) : placeAfter(journey, kind, edge, look);
    return addNode(journey, { kind, position, after: edge }, registry, makeSalt);
  });
}

/** A kind was dragged from the palette onto the canvas, perhaps onto an edge. */
export function droppedKind(store: EditorStore, kind: string, at: Position, onEdge: string | null): void {
  const { direction, registry, edit } = store.getState();
  const look = { direction, registry };
  edit((journey) => {
    if (onEdge !== null) {
      const into = insertion(journey, kind, edgeOfKey(onEdge), look);
      const inserted = insertOnEdge(journey, into, registry, makeSalt);
      if (inserted.made.length > 0) return inserted;
    }
    return addNode(journey, { kind, position: centredOn(kind, at, look) }, registry, makeSalt);
  });
}
