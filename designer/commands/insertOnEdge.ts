import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Position } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { addNode, type Made } from './addNode.ts';
import { connect } from './connect.ts';
import type { Edge } from './edge.ts';
import { outletsOf } from './outletsOf.ts';

export interface Insertion {
  kind: string;
  edge: Edge;
  /** how far everything after the edge moves to make room */
  room: Position;
  /** from the corner of what the edge led to, which the new node takes the place of */
  shift?: Position;
}

function descendants(journey: Journey, start: NodeId): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...Object.values(journey.nodes[id]?.next ?? {}));
  }
  return found;
}

/** What follows moves away; what a loop leads back to stays, because it lies before the edge. */
function makeRoom(journey: Journey, target: NodeId, room: Position): Journey['layout'] {
  const edge = journey.layout[target];
  if (!edge) return journey.layout;
  const moving = descendants(journey, target);
  const entries = Object.entries(journey.layout).map(([id, at]) => {
    const isBeyond = room.y > 0 ? at.y >= edge.y : at.x >= edge.x;
    return [id, moving.has(id) && isBeyond ? { x: at.x + room.x, y: at.y + room.y } : at] as const;
  });
  return Object.fromEntries(entries);
}

/** Puts a new node between an outlet and what it led to; its first outlet takes over the rest of the path. */
export function insertOnEdge(
  journey: Journey,
  { kind, edge, room, shift = { x: 0, y: 0 } }: Insertion,
  registry: NodeRegistry,
  makeSalt: () => string,
): Made {
  const target = journey.nodes[edge.from]?.next[edge.outlet];
  const corner = target === undefined ? undefined : journey.layout[target];
  if (target === undefined || !corner) return { journey, made: [] };
  const position = { x: corner.x + shift.x, y: corner.y + shift.y };
  const roomy = { ...journey, layout: makeRoom(journey, target, room) };
  const added = addNode(roomy, { kind, position, after: edge }, registry, makeSalt);
  const [id] = added.made;
  const node = id === undefined ? undefined : added.journey.nodes[id];
  const first = node && outletsOf(node, registry)[0];
  if (id === undefined || !first) return { journey, made: [] };
  return {
    journey: connect(added.journey, { from: id, outlet: first.id, to: target }, registry),
    made: added.made,
  };
}
