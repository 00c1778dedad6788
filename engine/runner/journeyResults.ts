/** Results of every split of a journey, read from the store and computed on request. */
import type { Goal, Journey } from '../../shared/journey/journey.ts';
import type { Arm } from '../../shared/nodes/definition.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { type SplitResult, splitResult } from '../core/results/splitResult.ts';
import type { JourneyVersion } from '../core/version.ts';
import type { Reports } from '../stores/reports.ts';
import { assigningNodes } from './publish.ts';

export interface NodeResult extends SplitResult {
  /** '' is the journey's holdout */
  node: string;
  goal: string;
}

/** The goal splits are judged by: the named one, else the primary, else the first. */
export function goalOf(journey: Journey, id?: string): Goal | null {
  const named =
    id === undefined
      ? journey.goals.find((goal) => goal.primary)
      : journey.goals.find((goal) => goal.id === id);
  return named ?? (id === undefined ? (journey.goals[0] ?? null) : null);
}

/** Share of each arm in percent, per epoch, from the slots that were really allocated. */
function sharesByEpoch(versions: readonly JourneyVersion[], node: string): Map<number, Map<string, number>> {
  const shares = new Map<number, Map<string, number>>();
  for (const version of versions) {
    const allocation = version.allocations[node];
    if (!allocation) continue;
    const ofEpoch = new Map<string, number>();
    for (const { arm, from, to } of allocation.slots)
      ofEpoch.set(arm, (ofEpoch.get(arm) ?? 0) + (to - from) / 100);
    shares.set(allocation.epoch, ofEpoch);
  }
  return shares;
}

function holdoutArms(share: number): Arm[] {
  return [
    { id: 'treated', share: 100 - share * 100, control: false },
    { id: 'holdout', share: share * 100, control: true },
  ];
}

/** @param versions all versions of the journey, the current one last */
export async function journeyResults(
  reports: Reports,
  versions: readonly JourneyVersion[],
  given: { registry: NodeRegistry; workspaceZone: string; asOfMs: number; goal?: string | undefined },
): Promise<NodeResult[]> {
  const current = versions.at(-1);
  const goal = current && goalOf(current.document, given.goal);
  if (!current || !goal) return [];
  const { document } = current;
  const zone = document.timeZone ?? given.workspaceZone;
  const splits = assigningNodes(document, given.registry).map(({ nodeId, arms }) => ({
    node: nodeId,
    arms,
    sharesByEpoch: sharesByEpoch(versions, nodeId),
  }));
  if (document.holdout) {
    const arms = holdoutArms(document.holdout.share);
    splits.push({
      node: '',
      arms,
      sharesByEpoch: new Map([[1, new Map(arms.map((arm) => [arm.id, arm.share]))]]),
    });
  }
  const results: NodeResult[] = [];
  for (const split of splits) {
    const units = await reports.outcomes({ journeyId: document.id, node: split.node, event: goal.event });
    const result = splitResult({ ...split, goal, units, zone, asOfMs: given.asOfMs });
    results.push({ node: split.node, goal: goal.id, ...result });
  }
  return results;
}
