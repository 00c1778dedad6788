import type { Journey } from '../../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { JourneyVersion } from '../../core/version.ts';
import { assigningNodes } from '../assigningNodes.ts';

/**
 * Splits that draw for another unit than an earlier version did under the same salt.
 * Customers would keep arms that their household has not: once somebody was exposed, another unit is another experiment.
 */
function changedUnits(
  journey: Journey,
  versions: readonly JourneyVersion[],
  registry: NodeRegistry,
): string[] {
  const earlier = versions.flatMap(({ document }) => assigningNodes(document, registry));
  return assigningNodes(journey, registry).flatMap(({ nodeId, salt, unit }) => {
    const isOther = earlier.some(
      (known) => known.nodeId === nodeId && known.salt === salt && known.unit?.attribute !== unit?.attribute,
    );
    return isOther ? [nodeId] : [];
  });
}

/** What stands against such a change, of splits that somebody was exposed to. */
export function unitRefusals(
  journey: Journey,
  versions: readonly JourneyVersion[],
  given: { registry: NodeRegistry; exposed: readonly string[]; makeSalt: () => string },
): Problem[] {
  return changedUnits(journey, versions, given.registry)
    .filter((node) => given.exposed.includes(node))
    .map((nodeId) => {
      const fix = { path: ['nodes', nodeId, 'settings', 'salt'], value: given.makeSalt() };
      return problem('unit-changed', { nodeId, field: 'unit', fix });
    });
}
