/** When what happened to a split: versions, epochs, pauses, changes of the plan. */
import { hashJson } from '../../../shared/journey/canonical.ts';
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { Decision } from '../../core/experiments/experimentRecords.ts';
import { concluding } from '../../core/experiments/portfolio.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { AuditRow } from '../../stores/auditRow.ts';
import { epochOf, type SplitHistory, sharesOf, testedShareOf, type VersionedSplit } from './splitHistory.ts';

type Epoch = AnalysisInput['epochs'][number];
type Marker = AnalysisInput['markers'][number];

/** Each epoch from the version that opened it, with the shares that were really allocated. */
export function epochsOf({ versions }: SplitHistory): Epoch[] {
  const epochs: Epoch[] = [];
  for (const split of versions) {
    const epoch = epochOf(split);
    if (epochs.at(-1)?.epoch === epoch) continue;
    const { version, publishedAtMs } = split.version;
    epochs.push({ epoch, version, fromMs: publishedAtMs, shares: sharesOf(split) });
  }
  return epochs;
}

/** Since when the plan in force has been so. */
export function plannedAtMs({ versions, current }: SplitHistory): number {
  let sinceMs = current.version.publishedAtMs;
  for (const { planHash, version } of [...versions].reverse()) {
    if (planHash !== current.planHash) break;
    sinceMs = version.publishedAtMs;
  }
  return sinceMs;
}

function isSameTraffic(one: VersionedSplit, other: VersionedSplit): boolean {
  return hashJson({ of: testedShareOf(one) }) === hashJson({ of: testedShareOf(other) });
}

/** Changes of the plan, or of whom it tests, once somebody had been exposed; a decision for everybody amends nothing. */
export function amendmentsOf(
  { versions }: SplitHistory,
  firstExposedAtMs: number | null,
  decisions: readonly Pick<Decision, 'version'>[],
): AnalysisInput['amendments'] {
  if (firstExposedAtMs === null) return [];
  const decided = new Set(decisions.map(({ version }) => version));
  return versions.flatMap((split, index) => {
    const { version, plan, planHash } = split;
    const before = versions[index - 1];
    if (!before || version.publishedAtMs <= firstExposedAtMs) return [];
    const isSame = isSameTraffic(before, split) || decided.has(version.version);
    if (before.planHash === planHash && isSame) return [];
    return {
      atMs: version.publishedAtMs,
      version: version.version,
      actor: version.actor,
      planHash,
      dropsConclusion: before.plan.conclusion === 'wanted' && plan.conclusion === 'none',
    };
  });
}

const DEEDS: { readonly [deed: string]: Marker['type'] } = {
  pause: 'paused',
  resume: 'resumed',
  close: 'closed',
  stop: 'stopped',
};

export function markersOf(
  versions: readonly JourneyVersion[],
  epochs: readonly Epoch[],
  deeds: readonly AuditRow[],
  decisions: readonly Decision[],
): Marker[] {
  const markers: Marker[] = [
    ...versions.map(({ publishedAtMs, version }) => ({
      atMs: publishedAtMs,
      type: 'published' as const,
      version,
    })),
    // the first begins with its version
    ...epochs.slice(1).map(({ fromMs, version }) => ({ atMs: fromMs, type: 'epoch' as const, version })),
    ...deeds.flatMap(({ atMs, deed }) => {
      const type = DEEDS[deed];
      return type === undefined ? [] : [{ atMs, type, version: null }];
    }),
    ...concluding(decisions).map(({ atMs, version }) => ({ atMs, type: 'decided' as const, version })),
  ];
  return markers.sort((a, b) => a.atMs - b.atMs);
}

/** When it was decided, or nobody could come any more: the journey was stopped, or a version left the split out. */
export function endedAtMs(
  { removedAtMs }: SplitHistory,
  deeds: readonly AuditRow[],
  decisions: readonly Decision[],
): number | null {
  const stopped = deeds.find(({ deed }) => deed === 'stop' || deed === 'archive');
  const decided = concluding(decisions)[0];
  const ends = [removedAtMs, stopped?.atMs ?? null, decided?.atMs ?? null].filter((atMs) => atMs !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}
