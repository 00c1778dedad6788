import type { Position } from '../../shared/journey/journey.ts';
import type { Direction } from './direction.ts';

/** A card in the way of edges. */
export interface Obstacle extends Position {
  width: number;
  height: number;
}

/** The corners an edge turns at, from the middle of an outlet to the middle of an inlet. */
export type Route = readonly Position[];

/** how far an edge leaves a card before it may turn */
const STUB = 22;
/** room between an edge and a card it passes */
const CLEARANCE = 14;

/** Routing is done as if journeys ran down; a journey that runs across is turned before and after. */
const turned = ({ x, y }: Position): Position => ({ x: y, y: x });

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOf({ x, y, width, height }: Obstacle, direction: Direction): Box {
  return direction === 'TB'
    ? { left: x, right: x + width, top: y, bottom: y + height }
    : { left: y, right: y + height, top: x, bottom: x + width };
}

function isFree(boxes: readonly Box[], a: Position, b: Position): boolean {
  const [left, right] = a.x < b.x ? [a.x, b.x] : [b.x, a.x];
  const [top, bottom] = a.y < b.y ? [a.y, b.y] : [b.y, a.y];
  return !boxes.some(
    (box) =>
      right > box.left - CLEARANCE / 2 &&
      left < box.right + CLEARANCE / 2 &&
      bottom > box.top + 1 &&
      top < box.bottom - 1,
  );
}

function isClear(boxes: readonly Box[], route: Route): boolean {
  return route.every((corner, index) => {
    const next = route[index + 1];
    return next === undefined || isFree(boxes, corner, next);
  });
}

function withTurnAt(from: Position, to: Position, y: number): Route {
  return [from, { x: from.x, y }, { x: to.x, y }, to];
}

/** Down the outlet, aside, along a free column, back, down into the inlet. */
function alongColumn(from: Position, to: Position, x: number): Route {
  const first = from.y + STUB;
  const last = to.y - STUB;
  return [from, { x: from.x, y: first }, { x, y: first }, { x, y: last }, { x: to.x, y: last }, to];
}

/** Columns beside the cards between both ends, the nearest to both first. */
function columns(boxes: readonly Box[], from: Position, to: Position): number[] {
  const [top, bottom] = [Math.min(from.y, to.y) - STUB, Math.max(from.y, to.y) + STUB];
  const between = boxes.filter((box) => box.bottom > top && box.top < bottom);
  return between
    .flatMap((box) => [box.left - CLEARANCE, box.right + CLEARANCE])
    .sort((a, b) => Math.abs(a - from.x) + Math.abs(a - to.x) - Math.abs(b - from.x) - Math.abs(b - to.x));
}

function routeDown(from: Position, to: Position, boxes: readonly Box[]): Route {
  const isAhead = to.y - from.y >= 2 * STUB;
  if (isAhead) {
    const middle = withTurnAt(from, to, (from.y + to.y) / 2);
    // within one rank the turns lie side by side, which reads best in the middle
    const turns = [middle, withTurnAt(from, to, to.y - STUB), withTurnAt(from, to, from.y + STUB)];
    const clear = turns.find((route) => isClear(boxes, route));
    if (clear) return clear;
  }
  const around = columns(boxes, from, to)
    .map((x) => alongColumn(from, to, x))
    .find((route) => isClear(boxes, route));
  return (
    around ??
    (isAhead ? withTurnAt(from, to, to.y - STUB) : alongColumn(from, to, Math.max(from.x, to.x) + 160))
  );
}

/** A way from an outlet to an inlet around the cards; through them only where there is none. */
export function routeEdge(
  from: Position,
  to: Position,
  obstacles: readonly Obstacle[],
  direction: Direction,
): Route {
  const boxes = obstacles.map((obstacle) => boxOf(obstacle, direction));
  if (direction === 'TB') return routeDown(from, to, boxes);
  return routeDown(turned(from), turned(to), boxes).map(turned);
}

function cornerPath(before: Position, at: Position, after: Position, radius: number): string {
  const towards = (to: Position) => {
    const length = Math.hypot(to.x - at.x, to.y - at.y);
    const reach = Math.min(radius, length / 2) / (length || 1);
    return `${at.x + (to.x - at.x) * reach} ${at.y + (to.y - at.y) * reach}`;
  };
  return `L ${towards(before)} Q ${at.x} ${at.y} ${towards(after)}`;
}

/** The route as an SVG path with rounded corners. */
export function routePath(route: Route, radius = 10): string {
  return route
    .map((at, index) => {
      const before = route[index - 1];
      const after = route[index + 1];
      if (!before) return `M ${at.x} ${at.y}`;
      return after ? cornerPath(before, at, after, radius) : `L ${at.x} ${at.y}`;
    })
    .join(' ');
}

/** The middle of the longest stretch, where a label disturbs least. */
export function labelPlace(route: Route): Position {
  let longest = -1;
  let place = route[0] ?? { x: 0, y: 0 };
  route.forEach((at, index) => {
    const next = route[index + 1];
    if (!next) return;
    const length = Math.abs(next.x - at.x) + Math.abs(next.y - at.y);
    if (length <= longest) return;
    longest = length;
    place = { x: (at.x + next.x) / 2, y: (at.y + next.y) / 2 };
  });
  return place;
}
