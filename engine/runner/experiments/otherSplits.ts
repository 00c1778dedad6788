import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { HOLDOUT_NODE } from '../../core/holdout.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { OtherSplit } from '../../stores/splitReads.ts';
import { assigningNodes } from '../assigningNodes.ts';
import { splitHistory } from './splitHistory.ts';

/** A split of any journey, as its last version had it. */
export interface KnownSplit extends OtherSplit {
  arms: readonly { id: string; control: boolean }[];
}

/** All splits and holdouts that journeys ever had, for what an analysis must know of them. */
export function knownSplits(
  journeys: Iterable<readonly JourneyVersion[]>,
  registry: NodeRegistry,
): KnownSplit[] {
  return [...journeys].flatMap((versions) => {
    const nodes = versions.flatMap(({ document }) =>
      assigningNodes(document, registry).map(({ nodeId }) => nodeId),
    );
    return [...new Set([HOLDOUT_NODE, ...nodes])].flatMap((node) => {
      const split = splitHistory(versions, node, registry)?.current;
      if (!split) return [];
      const arms = split.arms.map(({ id, control }) => ({ id, control }));
      return { journeyId: split.version.document.id, node, arms };
    });
  });
}
