import type { Node } from '../../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { outletsOf } from '../../commands/outletsOf.ts';

/**
 * The node that customers reach who leave by an outlet, connected or not; null ends the journey.
 * @returns undefined for what is no outlet of the node but a reason counted among them
 */
export function wayOn(node: Node, outletId: string, registry: NodeRegistry): string | null | undefined {
  const outlet = outletsOf(node, registry).find(({ id }) => id === outletId);
  if (!outlet) return undefined;
  if (outlet.completes) return null;
  const direct = node.next[outletId];
  if (direct !== undefined) return direct;
  const rule = outlet.unconnected;
  return rule && 'through' in rule ? wayOn(node, rule.through, registry) : null;
}
