import type { Position } from '../../shared/journey/journey.ts';
import { HANDLE_SIZE } from './cardGeometry.ts';
import type { Direction } from './direction.ts';
import type { LineEdge } from './flowEdges.ts';
import type { CardNode } from './flowNodes.ts';
import { type Obstacle, type Route, routeEdge } from './routeEdge.ts';

/** beyond this the search costs more than the picture gains; edges then take the straight turn */
const NODES_ROUTED_MAX = 250;

/** Edges touch the rim of a handle, not its middle: the arrow stays in sight. */
function beside({ x, y }: Position, direction: Direction, side: 1 | -1): Position {
  const by = (side * HANDLE_SIZE) / 2;
  return direction === 'TB' ? { x, y: y + by } : { x: x + by, y };
}

/** A route for each edge around all cards, by edge id. */
export function routeAll(
  cards: readonly CardNode[],
  edges: readonly LineEdge[],
  direction: Direction,
): ReadonlyMap<string, Route> {
  if (cards.length > NODES_ROUTED_MAX) return new Map();
  const byId = new Map(cards.map((card) => [card.id, card]));
  const obstacles = cards.map(
    ({ position, data: { geometry } }): Obstacle => ({
      ...position,
      width: geometry.width,
      height: geometry.height,
    }),
  );
  const routes = new Map<string, Route>();
  for (const { id, source, sourceHandle, target } of edges) {
    const from = byId.get(source);
    const to = byId.get(target);
    const way = from?.data.geometry.outlets.find((outlet) => outlet.id === sourceHandle);
    if (!from || !to || !way) continue;
    const { inlet } = to.data.geometry;
    const start = beside({ x: from.position.x + way.x, y: from.position.y + way.y }, direction, 1);
    const end = beside({ x: to.position.x + inlet.x, y: to.position.y + inlet.y }, direction, -1);
    routes.set(id, routeEdge(start, end, obstacles, direction));
  }
  return routes;
}
