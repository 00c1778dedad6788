import type { NodeId } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Edge } from './edge.ts';
import { outletsOf } from './outletsOf.ts';

export interface Connection extends Edge {
  to: NodeId;
}

function shapeOf(journey: Journey, nodeId: NodeId, registry: NodeRegistry): string | undefined {
  const node = journey.nodes[nodeId];
  return node && registry.definitionOf(node)?.behaviour.shape;
}

/** Nothing leads to a trigger, to itself, or from an outlet that is not there. */
export function mayConnect(
  journey: Journey,
  { from, outlet, to }: Connection,
  registry: NodeRegistry,
): boolean {
  const source = journey.nodes[from];
  if (!source || !journey.nodes[to] || from === to) return false;
  if (shapeOf(journey, to, registry) === 'enter') return false;
  return outletsOf(source, registry).some(({ id, stale }) => id === outlet && !stale);
}

/** Leads an outlet to a node; the journey itself where that may not be. */
export function connect(journey: Journey, connection: Connection, registry: NodeRegistry): Journey {
  const { from, outlet, to } = connection;
  const source = journey.nodes[from];
  if (!source || source.next[outlet] === to || !mayConnect(journey, connection, registry)) return journey;
  return {
    ...journey,
    nodes: { ...journey.nodes, [from]: { ...source, next: { ...source.next, [outlet]: to } } },
  };
}
