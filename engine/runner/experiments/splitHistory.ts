/** A split through the versions of its journey: what it assigned, to what plan, and since when. */
import { type ExperimentPlan, experimentPlanSchema } from '../../../shared/experiment/plan.ts';
import type { SplitUnit } from '../../../shared/experiment/splitUnit.ts';
import type { TestedShare } from '../../../shared/experiment/testedShare.ts';
import type { Arm, Assigns } from '../../../shared/nodes/definition.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { HOLDOUT_ARM, HOLDOUT_NODE, holdoutSalt, TREATED_ARM } from '../../core/holdout.ts';
import { countOf } from '../../core/traffic.ts';
import type { Allocation, JourneyVersion } from '../../core/version.ts';
import { assigningNodes } from '../assigningNodes.ts';
import { planHash } from './planHash.ts';

/** A split as one version has it. */
export interface VersionedSplit {
  version: JourneyVersion;
  salt: string;
  arms: readonly Arm[];
  plan: ExperimentPlan;
  /** whom arms are drawn for; undefined is the customer */
  unit: SplitUnit | undefined;
  /** of plan and of what its goals mean */
  planHash: string;
  allocation: Allocation | null;
}

function holdoutOf({ document }: JourneyVersion): Assigns | null {
  const { holdout } = document;
  if (!holdout) return null;
  const share = holdout.share * 100;
  return {
    salt: holdoutSalt(document.id),
    arms: [
      { id: TREATED_ARM, share: 100 - share, control: false },
      { id: HOLDOUT_ARM, share, control: true },
    ],
    plan: experimentPlanSchema.parse({}),
  };
}

function splitIn(version: JourneyVersion, node: string, registry: NodeRegistry): VersionedSplit | null {
  const { document } = version;
  const found =
    node === HOLDOUT_NODE
      ? holdoutOf(version)
      : assigningNodes(document, registry).find(({ nodeId }) => nodeId === node);
  if (!found) return null;
  const { salt, arms, unit } = found;
  return {
    version,
    salt,
    arms,
    plan: found.plan ?? experimentPlanSchema.parse({}),
    unit,
    planHash: planHash(document, found.plan),
    allocation: version.allocations[node] ?? null,
  };
}

export function epochOf({ allocation }: VersionedSplit): number {
  return allocation?.epoch ?? 1;
}

/** Percent by arm, as really allocated. */
export function sharesOf({ allocation, arms }: VersionedSplit): { [arm: string]: number } {
  if (!allocation) return Object.fromEntries(arms.map(({ id, share }) => [id, share]));
  const shares: { [arm: string]: number } = {};
  for (const { arm, from, to } of allocation.slots) shares[arm] = (shares[arm] ?? 0) + (to - from) / 100;
  return shares;
}

/** Whom it tests of those who come; null is everybody. */
export function testedShareOf({ allocation }: VersionedSplit): TestedShare | null {
  const traffic = allocation?.traffic;
  if (!traffic) return null;
  const { layer, slots } = traffic;
  return { sharePercent: countOf(slots) / 100, layer, slots: slots.map((span) => ({ ...span })) };
}

/** When a version first had the split. */
export function firstPublishedAtMs({ versions, current }: SplitHistory): number {
  return (versions[0] ?? current).version.publishedAtMs;
}

export interface SplitHistory {
  /** the versions that have the split under its last salt, oldest first */
  versions: VersionedSplit[];
  current: VersionedSplit;
  /** when a version left it out for good; null while the newest has it */
  removedAtMs: number | null;
}

/** @param versions all versions of the journey, oldest first; null when none has the split */
export function splitHistory(
  versions: readonly JourneyVersion[],
  node: string,
  registry: NodeRegistry,
): SplitHistory | null {
  const found = versions.flatMap((version) => splitIn(version, node, registry) ?? []);
  const current = found.at(-1);
  if (!current) return null;
  const after = versions.find(({ version }) => version > current.version.version);
  return {
    versions: found.filter(({ salt }) => salt === current.salt),
    current,
    removedAtMs: after?.publishedAtMs ?? null,
  };
}
