/** A decision being written: what it still lacks. Pure. */
import { sharesAfter } from '../../../engine/core/experiments/automaticDeed.ts';
import { localDay } from '../../../engine/core/experiments/days.ts';
import type { Decision } from '../../../shared/api/experiments.ts';
import type { JourneySummary } from '../../../shared/api/journeys.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { isSameName } from '../../../shared/experiment/isSameName.ts';
import { instantMs } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';

export interface DecisionDraft {
  deed: Decision['decision'];
  arm: string | null;
  reason: string;
  decidedBy: string;
  approvedBy: string;
}

/** Whether the plan's rule allows exactly this. */
export function isByRule(
  { deed, arm }: Pick<DecisionDraft, 'deed' | 'arm'>,
  rule: { allows: readonly Decision['decision'][]; arm: string | null },
): boolean {
  return rule.allows.includes(deed) && (deed !== 'rollOut' || rule.arm === null || rule.arm === arm);
}

/** The arms a roll-out can be of: the reference is kept, not rolled out. */
export function armsToRollOut({ arms, reference }: Analysis): Analysis['arms'] {
  return arms.filter(({ id, isRemoved }) => !isRemoved && id !== reference);
}

/** The share of an arm among new customers before and after, in percent, and who has it by now. */
export interface ShareChange {
  arm: string;
  before: number;
  after: number;
  exposed: number;
}

/** What a decision makes of the shares; an arm that is gone stays gone. */
export function shareChanges(
  { deed, arm }: Pick<DecisionDraft, 'deed' | 'arm'>,
  { arms, plan, reference }: Analysis,
): ShareChange[] {
  const holdback = plan.automation && 'holdback' in plan.automation ? plan.automation.holdback : 0;
  const shares = sharesAfter(
    deed === 'rollOut' ? { type: deed, arm: arm ?? '', holdback } : { type: 'keepControl' },
    arms.map(({ id }) => id),
    reference ?? '',
  );
  return arms
    .filter(({ isRemoved }) => !isRemoved)
    .map(({ id, sharePercent, exposed }) => ({
      arm: id,
      before: sharePercent,
      after: shares[id] ?? 0,
      exposed,
    }));
}

/** Who came within so few days came by one audience, and says nothing of the days to come. */
const DAYS_TOGETHER = 3;

/** New customers of a day, on average from the first to the last; null where they came together, or nobody has. */
export function dailyArrivals({ arms, startedAt, lastExposedAt }: Analysis): number | null {
  if (startedAt === null || lastExposedAt === null) return null;
  const days = (instantMs(lastExposedAt) - instantMs(startedAt)) / DAY_MS;
  if (days < DAYS_TOGETHER) return null;
  return Math.round(arms.reduce((sum, { exposed }) => sum + exposed, 0) / days);
}

/** What becomes of a decision: a version is published, or why none is. */
export type Outcome = 'publish' | 'paused' | 'nobodyEnters' | 'holdout' | 'asIs' | 'nothing';

/** @param state of the journey; undefined while it is not known */
export function outcomeOf(
  draft: Pick<DecisionDraft, 'deed' | 'arm'>,
  analysis: Analysis,
  state: JourneySummary['state'] | undefined,
): Outcome {
  if (draft.deed !== 'rollOut' && draft.deed !== 'keepControl') return 'nothing';
  if (analysis.node === '') return 'holdout';
  if (state === 'paused') return 'paused';
  if (state === 'closed' || state === 'stopped' || state === 'archived') return 'nobodyEnters';
  // what was decided is for everybody, so that traffic ends with the test
  if (analysis.traffic) return 'publish';
  return shareChanges(draft, analysis).every(({ before, after }) => before === after) ? 'asIs' : 'publish';
}

/** Whether the plan has got all it asked for. */
function isPlanReached({ plan, verdict, asOf, zone }: Analysis): boolean {
  const { plannedCustomers, plannedEnd } = plan;
  if (plannedCustomers !== undefined) return verdict.matureCount >= plannedCustomers;
  return plannedEnd !== undefined && localDay(instantMs(asOf), zone) >= plannedEnd;
}

/** Which words name a deed: at the planned end nobody can be told to continue to it. */
export function deedWords<Deed extends Decision['decision']>(
  deed: Deed,
  analysis: Analysis,
): Deed | 'continuePast' {
  return deed === 'continue' && isPlanReached(analysis) ? 'continuePast' : deed;
}

const told = (text: string) => text.trim() !== '';

export type Lack = 'arm' | 'reason' | 'decidedBy' | 'approvedBy' | 'sameName';

/** What a decision lacks before it can be made: against the rule, a reason and somebody else. */
export function lacksOf(draft: DecisionDraft, byRule: boolean): Lack[] {
  const lacks: Lack[] = [];
  if (draft.deed === 'rollOut' && draft.arm === null) lacks.push('arm');
  if (!told(draft.decidedBy)) lacks.push('decidedBy');
  if (byRule) return lacks;
  if (!told(draft.reason)) lacks.push('reason');
  if (!told(draft.approvedBy)) lacks.push('approvedBy');
  else if (isSameName(draft.decidedBy, draft.approvedBy)) lacks.push('sameName');
  return lacks;
}

/** Guardrails for which the rule does not roll out the arm that won. */
export interface WinnerBarred {
  arm: string;
  harmed: readonly string[];
  notProvenSafe: readonly string[];
}

/** Why the winner may not be rolled out by the rule; `null` where it may, where nothing won, or where no guardrail is why. */
export function winnerBarred({ verdict, rule, guardrails }: Analysis): WinnerBarred | null {
  const { arm } = verdict;
  if (verdict.state !== 'winner' || arm === null || rule.allows.includes('rollOut')) return null;
  const goalsIn = (isMeant: (state: string) => boolean) =>
    guardrails
      .filter(({ arms }) => arms.some((one) => one.arm === arm && isMeant(one.state)))
      .map(({ metric }) => metric.goal);
  const harmed = goalsIn((state) => state === 'harmed');
  const notProvenSafe = goalsIn((state) => state !== 'harmed' && state !== 'safe');
  return harmed.length + notProvenSafe.length === 0 ? null : { arm, harmed, notProvenSafe };
}
