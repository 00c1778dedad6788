import type { Journey } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { cardGeometry } from '../canvas/cardGeometry.ts';
import type { Direction } from '../canvas/direction.ts';
import { type LayoutGraph, layoutCards } from './layoutCards.ts';
import { moveNodes } from './moveNodes.ts';
import { outletsOf } from './outletsOf.ts';

export function layoutGraphOf(journey: Journey, direction: Direction, registry: NodeRegistry): LayoutGraph {
  const nodes = Object.entries(journey.nodes);
  return {
    direction,
    cards: nodes.map(([id, node]) => {
      const outletIds = outletsOf(node, registry).map((outlet) => outlet.id);
      return [id, cardGeometry(outletIds, direction)] as const;
    }),
    next: Object.fromEntries(nodes.map(([id, node]) => [id, node.next])),
  };
}

/** New places for all nodes; meaning and edges stay as they are. */
export function autoLayout(journey: Journey, direction: Direction, registry: NodeRegistry): Journey {
  return moveNodes(journey, layoutCards(layoutGraphOf(journey, direction, registry)));
}
