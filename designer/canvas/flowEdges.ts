import type { Edge as FlowEdge } from '@xyflow/react';
import type { Counts } from '../../shared/api/journeys.ts';
import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { outletsOf } from '../commands/outletsOf.ts';
import type { Trail } from '../pages/editor/trail.ts';
import type { EditorWords } from '../text/useEditorWords.ts';
import { INLET } from './cardGeometry.ts';
import { edgeKey } from './edgeKey.ts';
import type { Route } from './routeEdge.ts';

export type LineData = {
  /** words of the outlet; empty where a node has only one */
  label: string;
  insertLabel: string;
  count: number | null;
  isLit: boolean;
  isDim: boolean;
  /** around the cards; null lets the edge find the short way by itself */
  route: Route | null;
};
export type LineEdge = FlowEdge<LineData, 'line'>;

export interface EdgeDrawing {
  journey: Journey;
  registry: NodeRegistry;
  words: EditorWords;
  counts: Counts | null;
  trail: Trail | null;
  selectedEdge: string | null;
}

function drawEdges(from: NodeId, node: Node, drawing: EdgeDrawing): LineEdge[] {
  const { journey, words, counts, trail } = drawing;
  const outlets = outletsOf(node, drawing.registry);
  return outlets.flatMap((outlet): LineEdge[] => {
    const to = node.next[outlet.id];
    // an edge to nowhere cannot be drawn; the checker names it
    if (to === undefined || !Object.hasOwn(journey.nodes, to)) return [];
    const id = edgeKey(from, outlet.id);
    const name = words.of(outlet.words);
    return [
      {
        id,
        type: 'line',
        source: from,
        sourceHandle: outlet.id,
        target: to,
        targetHandle: INLET,
        selected: drawing.selectedEdge === id,
        // asked for where the edge is in sight
        get ariaLabel() {
          return words.t('canvas.edge', { from, outlet: name, to });
        },
        data: {
          label: outlets.length > 1 ? name : '',
          get insertLabel() {
            return words.t('canvas.insert', { from, outlet: name });
          },
          count: counts ? (counts.nodes[from]?.left[outlet.id] ?? 0) : null,
          isLit: trail?.edges.has(id) ?? false,
          isDim: trail !== null && !trail.edges.has(id),
          route: null,
        },
      },
    ];
  });
}

/** Edges are read off `next`; those of an unchanged node stay the same objects. */
export function createEdgeDrawer(): (drawing: EdgeDrawing) => LineEdge[] {
  let drawn = new Map<NodeId, { inputs: readonly unknown[]; edges: LineEdge[] }>();
  return (drawing) => {
    const next: typeof drawn = new Map();
    const { journey, words, counts, trail, selectedEdge } = drawing;
    for (const [from, node] of Object.entries(journey.nodes)) {
      const selected = selectedEdge?.startsWith(`${from}/`) ? selectedEdge : null;
      const ends = Object.values(node.next).filter((to) => Object.hasOwn(journey.nodes, to)).length;
      const inputs = [node, words, counts === null, counts?.nodes[from], trail, selected, ends];
      const before = drawn.get(from);
      const isSame = before?.inputs.every((input, index) => input === inputs[index]);
      next.set(from, before && isSame ? before : { inputs, edges: drawEdges(from, node, drawing) });
    }
    drawn = next;
    return [...next.values()].flatMap(({ edges }) => edges);
  };
}
