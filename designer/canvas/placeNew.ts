import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Position } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Edge } from '../commands/edge.ts';
import { outletsOf } from '../commands/outletsOf.ts';
import { BODY_HEIGHT, CARD_WIDTH, cardGeometry } from './cardGeometry.ts';
import type { Direction } from './direction.ts';

/** Between a card and the one put after it; the same as in a layout. */
const GAP = 64;
const SIDE_GAP = 36;

/** How far the rest of a path moves when a node is put into an edge. */
export function roomFor(direction: Direction): Position {
  return direction === 'TB' ? { x: 0, y: BODY_HEIGHT + GAP + 22 } : { x: CARD_WIDTH + GAP, y: 0 };
}

function isTaken(journey: Journey, { x, y }: Position): boolean {
  return Object.values(journey.layout).some(
    (other) => Math.abs(other.x - x) < CARD_WIDTH && Math.abs(other.y - y) < BODY_HEIGHT + 16,
  );
}

/** The nearest free place, going aside. */
export function freePlace(journey: Journey, wanted: Position, direction: Direction): Position {
  let at = wanted;
  while (isTaken(journey, at)) {
    at =
      direction === 'TB'
        ? { x: at.x + CARD_WIDTH + SIDE_GAP, y: at.y }
        : { x: at.x, y: at.y + BODY_HEIGHT + SIDE_GAP };
  }
  return at;
}

/** Where the node after an outlet goes. */
export function placeAfter(
  journey: Journey,
  { from, outlet }: Edge,
  direction: Direction,
  registry: NodeRegistry,
): Position {
  const node = journey.nodes[from];
  const corner = journey.layout[from] ?? { x: 0, y: 0 };
  const ids = node ? outletsOf(node, registry).map(({ id }) => id) : [];
  const geometry = cardGeometry(ids, direction);
  const way = geometry.outlets.find(({ id }) => id === outlet) ?? { x: 0, y: 0 };
  const wanted =
    direction === 'TB'
      ? { x: corner.x + way.x - CARD_WIDTH / 2, y: corner.y + geometry.height + GAP }
      : { x: corner.x + geometry.width + GAP, y: corner.y + way.y - BODY_HEIGHT / 2 };
  return freePlace(journey, wanted, direction);
}

/** The first outlet that leads nowhere yet, of the one node selected; of the only node, though nobody selected it. */
export function openOutlet(
  journey: Journey,
  selected: readonly NodeId[],
  registry: NodeRegistry,
): Edge | undefined {
  const ids = Object.keys(journey.nodes);
  const [from, ...others] = selected.length === 0 && ids.length === 1 ? ids : selected;
  const node = from === undefined || others.length > 0 ? undefined : journey.nodes[from];
  if (from === undefined || !node) return undefined;
  const open = outletsOf(node, registry).find(({ id, stale }) => !stale && !Object.hasOwn(node.next, id));
  return open && { from, outlet: open.id };
}
