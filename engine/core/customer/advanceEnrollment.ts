import type { SendMessage } from '../../../shared/effect.ts';
import type { EndReason } from '../../../shared/refusal.ts';
import type { CompiledJourney } from '../compile.ts';
import { StepMoment } from '../moment.ts';
import { CUT_OFF, type Enrollment, type OutboxRow, type TraceRow } from '../records.ts';
import { type StepInput, type StepResult, step } from '../step.ts';
import { askingEnrollment, type CustomerDraft, isSamePlace } from './draft.ts';

/** Longest chain of journeys that follow from one another's acts: enough for every plan, and an end to every circle. */
export const CHAIN_DEPTH_MAX = 5;

export type ActiveEnrollment = Extract<Enrollment, { status: 'active' }>;

export function isActive(enrollment: Enrollment): enrollment is ActiveEnrollment {
  return enrollment.status === 'active';
}

function runStep(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  enrollment: ActiveEnrollment,
  input: StepInput,
): StepResult {
  const moment = new StepMoment({
    facts: draft.facts(compiled.journey, askingEnrollment(enrollment)),
    compiled,
    workspace: draft.world.workspace,
    subject: enrollment,
    taken: draft,
  });
  return step(compiled, input.type === 'enter' ? null : enrollment.state, input, moment);
}

/** What is kept of a fault. */
export function faultText(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** A fault parks this one enrollment with its reason; the customer's other journeys go on (language.md 7.3). */
export function park(draft: CustomerDraft, enrollment: ActiveEnrollment, fault: unknown): void {
  const { dueAtMs: _dueAtMs, ...rest } = enrollment;
  draft.replaceEnrollment(enrollment, { ...rest, status: 'parked', fault: faultText(fault) });
  draft.count(enrollment.journeyId, enrollment.version, enrollment.state.node, 'parked');
}

function planned(
  draft: CustomerDraft,
  enrollment: Enrollment,
  asked: StepResult['effects'][number],
): OutboxRow {
  const { nowMs } = draft.world;
  const { effect } = asked;
  return {
    profileId: enrollment.profileId,
    journeyId: enrollment.journeyId,
    ordinal: enrollment.ordinal,
    version: enrollment.version,
    node: asked.node,
    visit: asked.visit,
    lane: effect.type === 'sendMessage' ? effect.channel : effect.type,
    effect: effect.type === 'sendMessage' ? withPurpose(draft, enrollment, effect) : effect,
    status: 'planned',
    plannedAtMs: nowMs,
    dueAtMs: nowMs,
    hold: null,
    attempts: 0,
    decidedAtMs: null,
    reason: null,
    content: null,
    address: null,
    reference: null,
  };
}

/** The purpose is settled when the message is planned, so that caps count it by what it was. */
function withPurpose(draft: CustomerDraft, enrollment: Enrollment, effect: SendMessage): SendMessage {
  if (effect.purpose !== null) return effect;
  const journey = draft.world.journeys.get(enrollment.journeyId);
  const compiled = journey?.versions.get(enrollment.version);
  return { ...effect, purpose: compiled?.journey.class ?? 'marketing' };
}

/**
 * Cancels what the enrollment has planned and nobody was called for yet.
 * @param why it ended; null where it goes on and plans anew
 */
export function cancelPlanned(draft: CustomerDraft, ended: Enrollment, why: EndReason | null): void {
  const reason = why === null ? null : why === 'stopped' ? 'not-live' : 'left';
  for (const row of draft.outbox.values()) {
    if (!isSamePlace(row, ended) || (row.status !== 'planned' && row.status !== 'held')) continue;
    const decidedAtMs = draft.world.nowMs;
    if (row.reason === CUT_OFF) {
      draft.putOutbox({ ...row, status: 'unknown', hold: null, decidedAtMs, reason: null });
      draft.count(row.journeyId, row.version, row.node, 'message', 'unknown');
    } else draft.putOutbox({ ...row, status: 'cancelled', decidedAtMs, reason });
  }
}

/** A timer that fires later than this has its lateness written down. */
const LATE_MS = 1_000;

function latenessOf(draft: CustomerDraft, { dueAtMs }: ActiveEnrollment, input: StepInput): number | null {
  if (input.type !== 'timer' || dueAtMs === null) return null;
  const lateMs = draft.world.nowMs - dueAtMs;
  return lateMs >= LATE_MS ? lateMs : null;
}

function record(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  input: StepInput,
  result: StepResult,
): Enrollment {
  const { nowMs } = draft.world;
  const { journeyId, profileId, ordinal, version } = enrollment;
  let { stepCount } = enrollment;
  let lateMs = latenessOf(draft, enrollment, input);
  for (const { node, visit, outlet, reason } of result.trace) {
    const index = stepCount++;
    const row: TraceRow = {
      profileId,
      journeyId,
      ordinal,
      index,
      atMs: nowMs,
      version,
      node,
      visit,
      outlet,
      reason,
    };
    if (lateMs !== null) row.lateMs = lateMs;
    // what follows follows at once
    lateMs = null;
    draft.addTrace(row);
  }
  const { key, enteredAtMs, entry } = enrollment;
  const { caughtUpAtMs } = enrollment.state;
  if (caughtUpAtMs !== undefined) result.state.caughtUpAtMs = caughtUpAtMs;
  const now = result.end
    ? { status: 'ended' as const, endedAtMs: nowMs, reason: result.end.reason, detail: result.end.detail }
    : { status: 'active' as const, state: result.state, dueAtMs: result.dueAtMs };
  // the spread last: after one, each further field costs V8 a hundred times as much
  const after: Enrollment = {
    profileId,
    journeyId,
    ordinal,
    version,
    key,
    enteredAtMs,
    entry,
    stepCount,
    ...now,
  };
  if (enrollment.former && isStill(result)) after.former = enrollment.former;
  draft.replaceEnrollment(enrollment, after);
  return after;
}

/** Whether a step left no node and asked for nothing: what came before it can be restored. */
function isStill({ end, effects, trace }: StepResult): boolean {
  return end === null && effects.length === 0 && trace.every(({ outlet }) => outlet === null);
}

function countPassages(
  draft: CustomerDraft,
  before: ActiveEnrollment,
  input: StepInput,
  result: StepResult,
): void {
  const { journeyId, version } = before;
  // the first line of a step that resumes speaks of a node arrived at earlier
  let isArrival = input.type === 'enter' || input.type === 'move';
  for (const { node, outlet } of result.trace) {
    if (isArrival) draft.count(journeyId, version, node, 'arrived');
    if (outlet !== null) draft.count(journeyId, version, node, 'left', outlet);
    isArrival = true;
  }
  if (!result.end) return;
  // whoever left by an outlet is no longer at the node: that end is the journey's
  const hasLeft = (result.trace.at(-1)?.outlet ?? null) !== null;
  draft.count(journeyId, version, hasLeft ? '' : result.state.node, 'ended', result.end.reason);
}

/** The depth of what a step asks for inside. Errors: a chain too long, or too many at once, is a fault. */
function insideDepth(draft: CustomerDraft, { entry }: ActiveEnrollment, { inner }: StepResult): number {
  const depth = 1 + Math.max(draft.depth, entry.depth ?? 0);
  if (inner.length > 0 && depth > CHAIN_DEPTH_MAX) throw new Error('chain-too-deep');
  if (inner.length > 0 && !draft.hasRoomInside) throw new Error('too-many-inner-effects');
  return depth;
}

/** The timer of the wait that an enrollment rests at. */
export function fireTimer(draft: CustomerDraft, enrollment: ActiveEnrollment): void {
  const { node, visits } = enrollment.state;
  advanceEnrollment(draft, enrollment, { type: 'timer', node, visit: visits[node] ?? 0 });
}

/**
 * Steps one enrollment and writes down everything that came of it.
 * @returns the enrollment as it is now
 */
export function advanceEnrollment(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  input: StepInput,
): Enrollment {
  const compiled = draft.world.journeys.get(enrollment.journeyId)?.versions.get(enrollment.version);
  try {
    if (!compiled) throw new Error(`version ${enrollment.version} of ${enrollment.journeyId} is not there`);
    const result = runStep(draft, compiled, enrollment, input);
    if (!result.moved) return enrollment;
    const depth = insideDepth(draft, enrollment, result);
    const after = record(draft, enrollment, input, result);
    countPassages(draft, enrollment, input, result);
    draft.addExposures(result.exposures);
    for (const change of result.changes) draft.changeProfile(change);
    for (const asked of result.effects) draft.putOutbox(planned(draft, enrollment, asked));
    for (const asked of result.inner) draft.askInside({ ...asked, enrollment, depth });
    if (result.end) cancelPlanned(draft, after, result.end.reason);
    return after;
  } catch (fault) {
    park(draft, enrollment, fault);
    return enrollment;
  }
}
