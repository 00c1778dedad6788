import type { NodeId } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { knownOutlets } from './outletsOf.ts';

/** New settings of a node; edges of outlets that go with the old ones are cut. */
export function changeSettings(
  journey: Journey,
  { nodeId, settings }: { nodeId: NodeId; settings: JsonObject },
  registry: NodeRegistry,
): Journey {
  const node = journey.nodes[nodeId];
  if (!node) return journey;
  const changed = { ...node, settings };
  const before = new Set(knownOutlets(node, registry)?.map(({ id }) => id));
  const outlets = knownOutlets(changed, registry);
  if (outlets) {
    const after = new Set(outlets.map(({ id }) => id));
    // an outlet that was unknown before is not ours to cut: the checker names it
    const kept = Object.entries(node.next).filter(([outlet]) => after.has(outlet) || !before.has(outlet));
    if (kept.length < Object.keys(node.next).length) changed.next = Object.fromEntries(kept);
  }
  return { ...journey, nodes: { ...journey.nodes, [nodeId]: changed } };
}
