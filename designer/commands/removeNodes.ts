import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node } from '../../shared/journey/journey.ts';

/** Where paths that enter the removed nodes at `start` come out of them again. */
function exitsOf(nodes: Journey['nodes'], removed: ReadonlySet<NodeId>, start: NodeId): ReadonlySet<NodeId> {
  const exits = new Set<NodeId>();
  const seen = new Set<NodeId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const target of Object.values(nodes[id]?.next ?? {})) {
      if (removed.has(target)) open.push(target);
      else if (Object.hasOwn(nodes, target)) exits.add(target);
    }
  }
  return exits;
}

function withoutRemoved(nodes: Journey['nodes'], id: NodeId, node: Node, removed: ReadonlySet<NodeId>): Node {
  if (!Object.values(node.next).some((target) => removed.has(target))) return node;
  const next: Node['next'] = {};
  for (const [outlet, target] of Object.entries(node.next)) {
    if (!removed.has(target)) {
      next[outlet] = target;
      continue;
    }
    const [onlyExit, ...others] = exitsOf(nodes, removed, target);
    // joining a node with itself would turn a removed loop into an endless one
    if (onlyExit !== undefined && others.length === 0 && onlyExit !== id) next[outlet] = onlyExit;
  }
  return { ...node, next };
}

/** Takes nodes out and joins their neighbours where only one way on is left; no edge stays behind. */
export function removeNodes(journey: Journey, nodeIds: Iterable<NodeId>): Journey {
  const removed = new Set([...nodeIds].filter((id) => Object.hasOwn(journey.nodes, id)));
  if (removed.size === 0) return journey;
  const nodes: Journey['nodes'] = {};
  for (const [id, node] of Object.entries(journey.nodes)) {
    if (!removed.has(id)) nodes[id] = withoutRemoved(journey.nodes, id, node, removed);
  }
  const layout = Object.fromEntries(Object.entries(journey.layout).filter(([id]) => !removed.has(id)));
  return { ...journey, nodes, layout };
}
