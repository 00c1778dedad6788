import * as dagre from '@dagrejs/dagre';
import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node } from '../../shared/journey/journey.ts';
import type { CardGeometry } from '../canvas/cardGeometry.ts';
import type { Direction } from '../canvas/direction.ts';

const NODE_GAP = 36;
const RANK_GAP = 64;

/** What a layout needs to know of a journey: plain data, so that a worker can do it. */
export interface LayoutGraph {
  direction: Direction;
  cards: readonly (readonly [NodeId, CardGeometry])[];
  next: { readonly [nodeId: NodeId]: Node['next'] };
}

/** A card along the two axes: `main` is the way the journey runs, `cross` the other; both are middles. */
interface Placed {
  id: NodeId;
  main: number;
  cross: number;
  /** extent on the cross axis */
  breadth: number;
}

function placeByDagre(
  { next, direction }: LayoutGraph,
  geometry: ReadonlyMap<NodeId, CardGeometry>,
): Placed[] {
  const graph = new dagre.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: NODE_GAP, ranksep: RANK_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of geometry) graph.setNode(id, { width, height });
  for (const [from, outlets] of Object.entries(next)) {
    for (const [outlet, to] of Object.entries(outlets)) {
      if (geometry.has(to)) graph.setEdge(from, to, {}, outlet);
    }
  }
  dagre.layout(graph);
  return [...geometry.keys()].map((id) => {
    const { x = 0, y = 0, width, height } = graph.node(id);
    return direction === 'TB'
      ? { id, main: y, cross: x, breadth: width }
      : { id, main: x, cross: y, breadth: height };
  });
}

function ranksOf(placed: readonly Placed[]): Placed[][] {
  const ranks = new Map<number, Placed[]>();
  for (const card of placed) {
    const key = Math.round(card.main);
    ranks.set(key, [...(ranks.get(key) ?? []), card]);
  }
  return [...ranks.entries()].sort(([a], [b]) => a - b).map(([, cards]) => cards);
}

interface Incoming {
  from: NodeId;
  /** place of the outlet along the cross axis, from the parent's middle */
  offset: number;
}

function incomingOf({ cards, next, direction }: LayoutGraph): ReadonlyMap<NodeId, readonly Incoming[]> {
  const incoming = new Map<NodeId, Incoming[]>();
  for (const [from, card] of cards) {
    for (const outlet of card.outlets) {
      const to = next[from]?.[outlet.id];
      if (to === undefined) continue;
      const offset = direction === 'TB' ? outlet.x - card.width / 2 : outlet.y - card.height / 2;
      incoming.set(to, [...(incoming.get(to) ?? []), { from, offset }]);
    }
  }
  return incoming;
}

/** Puts the cards of a rank into their parents' order of outlets, within the places the rank already has. */
function sortRank(rank: readonly Placed[], pull: (card: Placed) => number): readonly Placed[] {
  const before = [...rank].sort((a, b) => a.cross - b.cross);
  const wanted = before.map((card) => ({ card, at: pull(card) })).sort((a, b) => a.at - b.at);
  if (wanted.every(({ card }, index) => card === before[index])) return rank;
  let free = Number.NEGATIVE_INFINITY;
  return wanted.map(({ card }, index) => {
    const slot = before[index]?.cross ?? card.cross;
    const cross = Math.max(slot, free + card.breadth / 2);
    free = cross + card.breadth / 2 + NODE_GAP;
    return { ...card, cross };
  });
}

/** dagre knows no outlets: without this, arm A may come to lie under arm B. */
function orderByOutlets(
  placed: readonly Placed[],
  incoming: ReadonlyMap<NodeId, readonly Incoming[]>,
): Placed[] {
  const settled = new Map<NodeId, Placed>();
  for (const rank of ranksOf(placed)) {
    const pull = (card: Placed) => {
      // parents of a later rank belong to a loop and have no say
      const ends = (incoming.get(card.id) ?? []).flatMap(({ from, offset }) => {
        const parent = settled.get(from);
        return parent ? [parent.cross + offset] : [];
      });
      return ends.length === 0 ? card.cross : ends.reduce((sum, end) => sum + end, 0) / ends.length;
    };
    for (const card of sortRank(rank, pull)) settled.set(card.id, card);
  }
  return [...settled.values()];
}

/** How often a later outlet leads further back on the cross axis than an earlier one. */
function inversions({ cards, next }: LayoutGraph, placed: readonly Placed[]): number {
  const at = new Map(placed.map((card) => [card.id, card]));
  let count = 0;
  for (const [id, { outlets }] of cards) {
    const own = at.get(id)?.main ?? 0;
    const targets = outlets.flatMap((outlet) => {
      const target = at.get(next[id]?.[outlet.id] ?? '');
      return target && target.main > own ? [target.cross] : [];
    });
    targets.forEach((cross, index) => {
      count += targets.slice(index + 1).filter((later) => later < cross).length;
    });
  }
  return count;
}

/** A place for each card: its upper left corner. */
export function layoutCards(graph: LayoutGraph): Journey['layout'] {
  const geometry = new Map(graph.cards);
  if (geometry.size === 0) return {};
  const incoming = incomingOf(graph);
  const drawn = placeByDagre(graph, geometry);
  // as good a layout, seen in a mirror: one of the two has the outlets' order
  const mirrored = drawn.map((card) => ({ ...card, cross: -card.cross }));
  const [first, second] = [orderByOutlets(drawn, incoming), orderByOutlets(mirrored, incoming)];
  const placed = inversions(graph, second) < inversions(graph, first) ? second : first;
  const positions = placed.map(({ id, main, cross }) => {
    const { width, height } = geometry.get(id) ?? { width: 0, height: 0 };
    const [x, y] = graph.direction === 'TB' ? [cross, main] : [main, cross];
    return [id, { x: x - width / 2, y: y - height / 2 }] as const;
  });
  return Object.fromEntries(positions);
}
