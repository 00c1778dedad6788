import type { Journey } from '../../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { JourneyVersion } from '../../core/version.ts';
import { assigningNodes } from '../assigningNodes.ts';
import type { ReachedSplits } from './reachedSplits.ts';

/**
 * Splits that draw for another unit than the last version did that had them under the same salt; what versions before
 * that one did was refused, or nobody had come yet.
 * Customers would keep arms that their household has not: once somebody was exposed, another unit is another experiment.
 */
function changedUnits(
  journey: Journey,
  versions: readonly JourneyVersion[],
  registry: NodeRegistry,
): string[] {
  const earlier = versions.flatMap(({ document }) => assigningNodes(document, registry));
  return assigningNodes(journey, registry).flatMap(({ nodeId, salt, unit }) => {
    const last = earlier.findLast((known) => known.nodeId === nodeId && known.salt === salt);
    return last && last.unit?.attribute !== unit?.attribute ? [nodeId] : [];
  });
}

/** What stands against such a change, of splits that somebody was exposed to or, being inside, may come to as they were. */
export function unitRefusals(
  journey: Journey,
  versions: readonly JourneyVersion[],
  given: ReachedSplits & { registry: NodeRegistry; makeSalt: () => string },
): Problem[] {
  return changedUnits(journey, versions, given.registry)
    .filter((node) => given.isAnybodyInside || given.exposed.includes(node))
    .map((nodeId) => {
      const fix = { path: ['nodes', nodeId, 'settings', 'salt'], value: given.makeSalt() };
      return problem('unit-changed', { nodeId, field: 'unit', fix });
    });
}
