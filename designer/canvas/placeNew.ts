import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node, Position } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Edge } from '../commands/edge.ts';
import { outletsOf } from '../commands/outletsOf.ts';
import { BODY_HEIGHT, CARD_WIDTH, type CardGeometry, cardGeometry } from './cardGeometry.ts';
import type { Direction } from './direction.ts';

/** How cards are drawn: their sizes follow from it. */
export interface Look {
  direction: Direction;
  registry: NodeRegistry;
}

/** Between a card and the one put after it; the same as in a layout. */
const GAP = 64;
const SIDE_GAP = 36;
/** cards nearer than this look like one */
const APART = 16;

/** How far the rest of a path moves when a node is put into an edge. */
export function roomFor(direction: Direction): Position {
  return direction === 'TB' ? { x: 0, y: BODY_HEIGHT + GAP + 22 } : { x: CARD_WIDTH + GAP, y: 0 };
}

function cardOf(node: Node | undefined, { direction, registry }: Look): CardGeometry {
  const ids = node ? outletsOf(node, registry).map(({ id }) => id) : [];
  return cardGeometry(ids, direction);
}

function newCard(kind: string, look: Look): CardGeometry {
  const settings = look.registry.definitionOf({ kind })?.initial(() => '') ?? {};
  return cardOf({ kind, settings, next: {} }, look);
}

/** The nearest free place for a card, going aside. */
function freePlace(
  journey: Journey,
  wanted: Position,
  { width, height }: CardGeometry,
  look: Look,
): Position {
  const cards = Object.entries(journey.layout).map(([id, at]) => ({
    ...at,
    ...cardOf(journey.nodes[id], look),
  }));
  let { x, y } = wanted;
  const inTheWay = () =>
    cards.find(
      (card) =>
        x < card.x + card.width + APART &&
        card.x < x + width + APART &&
        y < card.y + card.height + APART &&
        card.y < y + height + APART,
    );
  for (let card = inTheWay(); card; card = inTheWay()) {
    if (look.direction === 'TB') x = card.x + card.width + SIDE_GAP;
    else y = card.y + card.height + SIDE_GAP;
  }
  return { x, y };
}

/** The corner of a new card whose body has its middle at a point. */
export function centredOn(kind: string, { x, y }: Position, look: Look): Position {
  return { x: x - newCard(kind, look).width / 2, y: y - BODY_HEIGHT / 2 };
}

/** Where a node goes that follows none: about a point. */
export function placeAbout(journey: Journey, kind: string, point: Position, look: Look): Position {
  return freePlace(journey, centredOn(kind, point, look), newCard(kind, look), look);
}

/** Where the node after an outlet goes. */
export function placeAfter(journey: Journey, kind: string, { from, outlet }: Edge, look: Look): Position {
  const corner = journey.layout[from] ?? { x: 0, y: 0 };
  const before = cardOf(journey.nodes[from], look);
  const card = newCard(kind, look);
  const way = before.outlets.find(({ id }) => id === outlet) ?? { x: 0, y: 0 };
  const wanted =
    look.direction === 'TB'
      ? { x: corner.x + way.x - card.inlet.x, y: corner.y + before.height + GAP }
      : { x: corner.x + before.width + GAP, y: corner.y + way.y - card.inlet.y };
  return freePlace(journey, wanted, card, look);
}

/** From the corner of the card an edge leads to, where one goes whose inlet is to be at the same place. */
export function inletShift(journey: Journey, kind: string, { from, outlet }: Edge, look: Look): Position {
  const target = journey.nodes[from]?.next[outlet];
  const there = cardOf(target === undefined ? undefined : journey.nodes[target], look).inlet;
  const here = newCard(kind, look).inlet;
  return { x: there.x - here.x, y: there.y - here.y };
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
