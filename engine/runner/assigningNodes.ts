import type { Journey } from '../../shared/journey/journey.ts';
import type { Assigns } from '../../shared/nodes/definition.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Traffic } from '../../shared/nodes/traffic.ts';
import { parseBy } from '../../shared/parse.ts';
import type { JourneyVersion } from '../core/version.ts';

export interface Assigning extends Assigns {
  nodeId: string;
  traffic: Traffic | null;
}

/** Nodes that assign customers to arms, with their settings parsed. */
export function assigningNodes(journey: Journey, registry: NodeRegistry): Assigning[] {
  return Object.entries(journey.nodes).flatMap(([nodeId, node]) => {
    const definition = registry.definitionOf(node);
    if (!definition?.assigns) return [];
    const settings = parseBy<unknown>(definition.schema, node.settings);
    return settings.ok ? [{ nodeId, traffic: null, ...definition.assigns(settings.value) }] : [];
  });
}

/** Splits that the version before has under the same node and salt, with what becomes of them. */
export function splitsKept(journey: Journey, before: JourneyVersion | undefined, registry: NodeRegistry) {
  const earlier = before ? assigningNodes(before.document, registry) : [];
  return assigningNodes(journey, registry).map((now) => ({
    now,
    known: earlier.find(({ nodeId, salt }) => nodeId === now.nodeId && salt === now.salt),
  }));
}
