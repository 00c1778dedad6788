import * as dagre from '@dagrejs/dagre';
import type { NodeId } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { type CardGeometry, cardGeometry } from '../canvas/cardGeometry.ts';
import type { Direction } from '../canvas/direction.ts';
import { moveNodes } from './moveNodes.ts';
import { outletsOf } from './outletsOf.ts';

const NODE_GAP = 36;
const RANK_GAP = 64;

/** A card along the two axes: `main` is the way the journey runs, `cross` the other; both are middles. */
interface Placed {
  id: NodeId;
  main: number;
  cross: number;
  /** extent on the cross axis */
  breadth: number;
}

function placeByDagre(
  journey: Journey,
  geometry: ReadonlyMap<NodeId, CardGeometry>,
  direction: Direction,
): Placed[] {
  const graph = new dagre.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: NODE_GAP, ranksep: RANK_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of geometry) graph.setNode(id, { width, height });
  for (const [from, node] of Object.entries(journey.nodes)) {
    for (const [outlet, to] of Object.entries(node.next)) {
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

function incomingOf(
  journey: Journey,
  geometry: ReadonlyMap<NodeId, CardGeometry>,
  direction: Direction,
): ReadonlyMap<NodeId, readonly Incoming[]> {
  const incoming = new Map<NodeId, Incoming[]>();
  for (const [from, card] of geometry) {
    for (const outlet of card.outlets) {
      const to = journey.nodes[from]?.next[outlet.id];
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

/** New places for all nodes; meaning and edges stay as they are. */
export function autoLayout(journey: Journey, direction: Direction, registry: NodeRegistry): Journey {
  const geometry = new Map(
    Object.entries(journey.nodes).map(([id, node]) => {
      const outletIds = outletsOf(node, registry).map((outlet) => outlet.id);
      return [id, cardGeometry(outletIds, direction)] as const;
    }),
  );
  if (geometry.size === 0) return journey;
  const placed = orderByOutlets(
    placeByDagre(journey, geometry, direction),
    incomingOf(journey, geometry, direction),
  );
  const positions = placed.map(({ id, main, cross }) => {
    const { width, height } = geometry.get(id) ?? { width: 0, height: 0 };
    const [x, y] = direction === 'TB' ? [cross, main] : [main, cross];
    return [id, { x: x - width / 2, y: y - height / 2 }] as const;
  });
  return moveNodes(journey, Object.fromEntries(positions));
}
