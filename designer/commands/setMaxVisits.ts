import type { NodeId } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';

/** @param maxVisits `null` goes back to the default */
export function setMaxVisits(
  journey: Journey,
  { nodeId, maxVisits }: { nodeId: NodeId; maxVisits: number | null },
): Journey {
  const node = journey.nodes[nodeId];
  if (!node) return journey;
  const { maxVisits: _before, ...rest } = node;
  const changed = maxVisits === null ? rest : { ...rest, maxVisits };
  return { ...journey, nodes: { ...journey.nodes, [nodeId]: changed } };
}
