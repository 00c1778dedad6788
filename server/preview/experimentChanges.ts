/** What a draft changes about splits that customers already passed, and what each change means for the experiment. */
import type { CountDelta } from '../../engine/core/records.ts';
import { putsSomebodyOut } from '../../engine/core/settleTraffic.ts';
import { firstSlots } from '../../engine/core/traffic.ts';
import { assigningNodes } from '../../engine/runner/assigningNodes.ts';
import { planHash } from '../../engine/runner/experiments/planHash.ts';
import type { ExperimentChange, PublishPreview } from '../../shared/api/publishPreview.ts';
import { experimentPlanSchema } from '../../shared/experiment/plan.ts';
import { hashJson } from '../../shared/journey/canonical.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';

type Split = ReturnType<typeof assigningNodes>[number];

function isSame(one: unknown, other: unknown): boolean {
  return hashJson({ value: one ?? null }) === hashJson({ value: other ?? null });
}

/** Nodes that can be reached from one, itself not counted. */
function nodesAfter(journey: Journey, start: string): Set<string> {
  const seen = new Set(Object.values(journey.nodes[start]?.next ?? {}));
  for (const id of seen) for (const to of Object.values(journey.nodes[id]?.next ?? {})) seen.add(to);
  return seen;
}

/** Nodes as the engine reads them, without their places; those after a split are what its arms get. */
function partOf(journey: Journey, isWanted: (id: string) => boolean): unknown {
  return Object.fromEntries(Object.entries(journey.nodes).filter(([id]) => isWanted(id)));
}

/** Less of it is refused while the salt stays: only a new experiment can test fewer. */
function trafficChanges({ traffic, salt }: Split, after: Split): ExperimentChange[] {
  if (isSame(traffic, after.traffic)) return [];
  const isLess =
    after.traffic && salt === after.salt && putsSomebodyOut(traffic && firstSlots(traffic), after.traffic);
  return [isLess ? { what: 'lessTraffic', means: 'newExperiment' } : { what: 'traffic', means: 'newEpoch' }];
}

function armChanges(before: Split, after: Split): ExperimentChange[] {
  const old = new Map(before.arms.map((arm) => [arm.id, arm]));
  const now = new Map(after.arms.map((arm) => [arm.id, arm]));
  const kept = after.arms.filter(({ id }) => old.has(id));
  const control = ({ arms }: Split) => arms.find((arm) => arm.control)?.id;
  const found: ExperimentChange[] = [];
  if (before.salt !== after.salt) found.push({ what: 'salt', means: 'newExperiment' });
  if (before.unit?.attribute !== after.unit?.attribute) found.push({ what: 'unit', means: 'newExperiment' });
  if (before.arms.some(({ id }) => !now.has(id))) found.push({ what: 'armRemoved', means: 'newExperiment' });
  if (kept.length < after.arms.length) found.push({ what: 'armAdded', means: 'newEpoch' });
  found.push(...trafficChanges(before, after));
  if (kept.some(({ id, share }) => old.get(id)?.share !== share))
    found.push({ what: 'shares', means: 'newEpoch' });
  if (control(before) !== control(after)) found.push({ what: 'control', means: 'newExperiment' });
  if (kept.some(({ id, name }) => old.get(id)?.name !== name)) found.push({ what: 'armName', means: 'safe' });
  return found;
}

function planChanges(
  before: { journey: Journey; split: Split },
  after: { journey: Journey; split: Split },
): ExperimentChange[] {
  const hashOf = ({ journey, split }: { journey: Journey; split: Split }) => planHash(journey, split.plan);
  if (hashOf(before) === hashOf(after)) return [];
  const planOf = ({ plan }: Split) => plan ?? experimentPlanSchema.parse({});
  const isPlanSame = isSame(planOf(before.split), planOf(after.split));
  return [{ what: isPlanSame ? 'goal' : 'plan', means: 'newEpoch' }];
}

function changesOf(before: Journey, after: Journey, old: Split, now: Split | undefined): ExperimentChange[] {
  if (!now) return [{ what: 'split', means: 'ends' }];
  const { nodeId } = old;
  const reached = [nodesAfter(before, nodeId), nodesAfter(after, nodeId)] as const;
  const isAfter = (id: string) => reached.some((ids) => ids.has(id)) && id !== nodeId;
  const isBefore = (id: string) => !isAfter(id) && id !== nodeId;
  const lasting = old.arms.map(({ id }) => id).filter((id) => now.arms.some((arm) => arm.id === id));
  const leads = (journey: Journey) => lasting.map((arm) => journey.nodes[nodeId]?.next[arm] ?? null);
  const isTreatmentSame =
    isSame(partOf(before, isAfter), partOf(after, isAfter)) && isSame(leads(before), leads(after));
  const isAudienceSame =
    isSame(partOf(before, isBefore), partOf(after, isBefore)) && isSame(before.exclude, after.exclude);
  return [
    ...armChanges(old, now),
    ...planChanges({ journey: before, split: old }, { journey: after, split: now }),
    ...(isTreatmentSame ? [] : [{ what: 'treatment', means: 'newEpoch' } as const]),
    ...(isAudienceSame ? [] : [{ what: 'audience', means: 'newEpoch' } as const]),
  ];
}

/** @param counts of all versions of the journey */
export function experimentChanges(
  before: Journey | undefined,
  after: Journey,
  counts: readonly CountDelta[],
  registry: NodeRegistry,
): PublishPreview['experiments'] {
  if (!before) return [];
  const now = new Map(assigningNodes(after, registry).map((split) => [split.nodeId, split]));
  return assigningNodes(before, registry).flatMap((split) => {
    const { nodeId } = split;
    const passedCount = counts
      .filter(({ node, metric }) => node === nodeId && metric === 'left')
      .reduce((sum, { count }) => sum + count, 0);
    const changes = passedCount === 0 ? [] : changesOf(before, after, split, now.get(nodeId));
    return changes.length === 0 ? [] : [{ node: nodeId, passedCount, changes }];
  });
}
