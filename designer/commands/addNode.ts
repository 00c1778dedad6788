import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node, Position } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { connect } from './connect.ts';
import type { Edge } from './edge.ts';
import { newNodeId } from './newNodeId.ts';

export interface NewNode {
  kind: string;
  position: Position;
  /** outlet to lead to the new node; what it led to before is cut off */
  after?: Edge;
}

export interface Made {
  journey: Journey;
  made: readonly NodeId[];
}

/** The journey itself, when the kind is unknown to this program. */
export function addNode(
  journey: Journey,
  { kind, position, after }: NewNode,
  registry: NodeRegistry,
  makeSalt: () => string,
): Made {
  const definition = registry.definitionOf({ kind });
  if (!definition) return { journey, made: [] };
  const settings = definition.initial(makeSalt);
  const node: Node = { kind, settings, next: {} };
  const id = newNodeId(journey.nodes, node, registry);
  const added = {
    ...journey,
    nodes: { ...journey.nodes, [id]: node },
    layout: { ...journey.layout, [id]: position },
  };
  return { journey: after ? connect(added, { ...after, to: id }, registry) : added, made: [id] };
}
