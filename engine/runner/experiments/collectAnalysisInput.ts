/** What an analysis rests on, read from a store as it was known at an instant. */
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { compileJourney } from '../../core/compile.ts';
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { Decision } from '../../core/experiments/experimentRecords.ts';
import { harmPausesOf } from '../../core/experiments/harm.ts';
import { successShareOf } from '../../core/experiments/portfolio.ts';
import { followedFrom } from '../../core/removedArms.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { AuditRow } from '../../stores/auditRow.ts';
import type { HouseholdCounts } from '../../stores/householdReads.ts';
import type { Reports } from '../../stores/reports.ts';
import type {
  ExposureCounts,
  OutcomeQuery,
  Overlaps,
  SplitFigures,
  SplitQuery,
} from '../../stores/splitReads.ts';
import { assigningNodes } from '../assigningNodes.ts';
import { type MetricQuestion, metricQuestions } from './analysisQuestions.ts';
import { asCounts, inHouseholds } from './householdInput.ts';
import { asOneTrial, startOf, withImportedEpoch } from './importedTrial.ts';
import { messagesInput } from './messagesInput.ts';
import { beforeInput, covariateInput, metricInputs, segmentInputs } from './metricInput.ts';
import type { KnownSplit } from './otherSplits.ts';
import { noOverlaps, type OverlapAsked, overlapParts, readOverlaps } from './overlapInput.ts';
import { firstPublishedAtMs, type SplitHistory, splitHistory, testedShareOf } from './splitHistory.ts';
import { amendmentsOf, endedAtMs, epochsOf, markersOf, plannedAtMs } from './splitTimeline.ts';
import { withdrawnInput } from './withdrawalInputs.ts';
import { withHolidays } from './withHolidays.ts';

export interface CollectOptions {
  registry: NodeRegistry;
  workspaceZone: string;
  /** local dates of the workspace, told on the line of time; none unless given */
  holidays?: readonly string[] | undefined;
  /** '' is the journey's holdout */
  node: string;
  /** not in the future; what was accepted later is not seen */
  asOfMs: number;
  /** whether it is reached is judged, instead of the plan's primary metric */
  goal?: string | undefined;
  /** of all journeys: what arms mean in which customers of this one are too */
  knownSplits: readonly KnownSplit[];
}

/** Every arm there was under the split's salt. */
function armIdsOf({ versions }: Pick<SplitHistory, 'versions'>): string[] {
  const arms = versions.flatMap((split) => [
    ...split.arms.map(({ id }) => id),
    ...(split.allocation?.slots ?? []).map(({ arm }) => arm),
  ]);
  return [...new Set(arms)];
}

/** The version that took an arm away for good, and what it said of its customers. */
function removalOf(
  versions: SplitHistory['versions'],
  arm: string,
): AnalysisInput['arms'][number]['removal'] {
  const last = versions.findLastIndex(({ arms }) => arms.some(({ id }) => id === arm));
  const after = versions[last + 1];
  return after
    ? { version: after.version.version, into: followedFrom(after.allocation?.removed, arm) ?? null }
    : null;
}

/** Those of now, and those that a later version took away but not their customers. */
function armInputs({ versions, current }: SplitHistory, exposures: ExposureCounts): AnalysisInput['arms'] {
  const present = new Set(current.arms.map(({ id }) => id));
  const { cells, contaminated, ineligible } = exposures;
  const held = new Set([...cells, ...contaminated, ...ineligible].map(({ arm }) => arm));
  const removed = armIdsOf({ versions }).filter((id) => held.has(id) && !present.has(id));
  const lastNames = new Map(versions.flatMap(({ arms }) => arms.map(({ id, name }) => [id, name ?? id])));
  return [
    ...current.arms.map(({ id, name, control, share }) => ({
      id,
      name: name ?? id,
      control,
      sharePercent: share,
      isRemoved: false,
      removal: null,
    })),
    ...removed.map((id) => ({
      id,
      name: lastNames.get(id) ?? id,
      control: false,
      sharePercent: 0,
      isRemoved: true,
      removal: removalOf(versions, id),
    })),
  ];
}

/** Who was exposed, whatever they did. */
function exposedParts({ cells, contaminated, entries, ineligible, lastExposedAtMs }: ExposureCounts) {
  const exposed = cells.map(({ mature: _mature, ...cell }) => cell);
  return { lastExposedAtMs, exposed, contaminated, entries, ineligible };
}

/** Sharing customers with another split takes a second split with customers. */
async function hasOtherSplits(
  reports: Reports,
  query: SplitQuery,
  versions: readonly JourneyVersion[],
  registry: NodeRegistry,
): Promise<boolean> {
  const journeys = await reports.journeyTotals();
  if (journeys.some(({ journeyId }) => journeyId !== query.journeyId)) return true;
  const nodes = versions.flatMap(({ document }) =>
    assigningNodes(document, registry).map(({ nodeId }) => nodeId),
  );
  return query.node !== '' && nodes.some((node) => node !== query.node);
}

interface Readings extends SplitFigures {
  overlaps: Overlaps;
  deeds: AuditRow[];
  /** of a split that draws for them, which are the units of all counts then */
  households?: HouseholdCounts;
  /** of the whole workspace */
  decisions: Decision[];
  lookCount: number;
  withdrawnCount: number;
}

async function readHouseholds(
  reports: Reports,
  question: OutcomeQuery,
): Promise<SplitFigures & Pick<Readings, 'households'>> {
  const households = await reports.households(question);
  return { ...asCounts(households), households };
}

/** All readings at once, the longest first: where several threads read, they read beside each other. */
async function readAll(
  reports: Reports,
  query: SplitQuery,
  asked: {
    zone: string;
    metrics: readonly MetricQuestion[];
    history: SplitHistory;
    overlap: OverlapAsked | null;
  },
): Promise<Readings> {
  const { zone, metrics, history } = asked;
  const { segments, covariate = null } = history.current.plan;
  const goals = metrics.map((metric) => metric.asked);
  const question = { ...query, zone, goals, segments, covariate };
  const { unit } = history.current;
  const [figures, overlaps, deeds, decisions, lookCount, withdrawnCount] = await Promise.all([
    unit ? readHouseholds(reports, question) : reports.splitFigures(question),
    // who shares a household with whom is not asked of other splits
    asked.overlap && !unit ? readOverlaps(reports, asked.overlap) : noOverlaps,
    reports.deedsOf(query.journeyId),
    reports.decisions({}),
    reports.lookCount(query),
    reports.withdrawnCount(query),
  ]);
  return {
    ...figures,
    overlaps,
    deeds: deeds.filter(({ atMs }) => atMs <= query.asOfMs),
    decisions: decisions.filter(({ atMs }) => atMs <= query.asOfMs),
    lookCount,
    withdrawnCount,
  };
}

function judgedBy(plan: ExperimentPlan, goal: string | undefined): ExperimentPlan {
  if (goal === undefined) return plan;
  const { direction } = plan.primary;
  return { ...plan, primary: { goal, measure: 'conversion', direction } };
}

/**
 * The sufficient statistics of a split as of an instant.
 * @param allVersions of the journey, oldest first
 * @returns null when no version published by then has the split
 */
export async function collectAnalysisInput(
  reports: Reports,
  allVersions: readonly JourneyVersion[],
  options: CollectOptions,
): Promise<AnalysisInput | null> {
  const { node, asOfMs, registry } = options;
  const versions = allVersions.filter(({ publishedAtMs }) => publishedAtMs <= asOfMs);
  const history = splitHistory(versions, node, registry);
  if (!history) return null;
  const { current } = history;
  const { document } = current.version;
  const plan = judgedBy(current.plan, options.goal);
  const zone = document.timeZone ?? options.workspaceZone;
  const metrics = metricQuestions(document, plan, compileJourney(current.version, registry).entry.key);
  const arms = armIdsOf(history);
  const query: SplitQuery = { journeyId: document.id, node, salt: current.salt, arms, asOfMs };
  const overlap: OverlapAsked = { query, zone, primary: metrics[0], splits: options.knownSplits };
  // before all other readings: told that nothing waited, whoever reads them knows that nothing is missing
  const [waiting, hasOthers] = await Promise.all([
    reports.waitingInputs(asOfMs),
    hasOtherSplits(reports, query, versions, registry),
  ]);
  const read = await readAll(reports, query, { zone, metrics, history, overlap: hasOthers ? overlap : null });
  const { exposures, outcomes } = read;
  const epochs = epochsOf(history);
  const decisions = read.decisions.filter((one) => one.journeyId === document.id && one.node === node);
  const start = await startOf(reports, query, exposures);
  const traffic = testedShareOf(current);
  const collected: AnalysisInput = {
    format: 1,
    journey: { id: document.id, name: document.name },
    node,
    salt: current.salt,
    asOfMs,
    zone,
    plan,
    planHash: current.planHash,
    plannedAtMs: plannedAtMs(history),
    publishedAtMs: firstPublishedAtMs(history),
    amendments: amendmentsOf(history, start.atMs, decisions),
    ...(traffic ? { traffic } : {}),
    arms: armInputs(history, exposures),
    epochs,
    firstExposedAtMs: start.atMs,
    ...exposedParts(exposures),
    messages: messagesInput(arms, read),
    withdrawn: withdrawnInput(read, node),
    metrics: metricInputs(metrics, exposures, outcomes),
    covariate: covariateInput(exposures, outcomes),
    before: metrics.length === 0 ? [] : beforeInput(exposures, outcomes),
    segments: segmentInputs(exposures, outcomes, metrics[0] ?? null),
    ...(await overlapParts(reports, overlap, read)),
    freshness: {
      waitingInputCount: waiting.count,
      lastGoalEventAtMs: outcomes.lastGoalEventAtMs,
      oldestWaitingAtMs: waiting.oldestAtMs,
    },
    markers: withHolidays(markersOf(versions, epochs, read.deeds, decisions), options.holidays ?? [], {
      zone,
      fromMs: start.atMs,
      untilMs: Math.min(asOfMs, (exposures.lastExposedAtMs ?? asOfMs) + (metrics[0]?.windowMs ?? 0)),
    }),
    harmPauses: harmPausesOf(read.deeds, { node, salt: current.salt }),
    endedAtMs: endedAtMs(history, read.deeds, decisions),
    lookCount: read.lookCount,
    successShare: successShareOf(read.decisions),
  };
  const input = inHouseholds(collected, current.unit, read.households);
  return start.isMixed ? withImportedEpoch(input, history, exposures) : asOneTrial(input, history);
}
