/** The customer's side of the send ledger: gate, claim, settle (language.md §6, reliability.md §2). */
import type { EffectOutcome, SendMessage } from '../../../shared/effect.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { RefusalReason } from '../../../shared/refusal.ts';
import { decideSend, type Verdict } from '../gate.ts';
import { CUT_OFF, type OutboxRow, sendKey } from '../records.ts';
import { addDuration } from '../time/duration.ts';
import { advanceEnrollment, faultText, isActive, park } from './advanceEnrollment.ts';
import { askingEnrollment, type CustomerDraft } from './draft.ts';
import { lookAgain } from './leave.ts';
import { runs } from './world.ts';

/** What a provider answered to one call. */
export type Answer =
  | {
      type: 'accepted';
      reference?: string | undefined;
      answer?: JsonObject;
    }
  | { type: 'rejected'; detail: string }
  | {
      type: 'failed';
      detail: string;
      retryAfterMs?: number | undefined;
      /** no answer was heard; said only for a provider that drops a second call under the same key */
      mayHaveArrived?: boolean;
    }
  | { type: 'unknown' };

type MessageRow = OutboxRow & { effect: SendMessage };

function isMessage(row: OutboxRow): row is MessageRow {
  return row.effect.type === 'sendMessage';
}

/** Tells the enrollment what became of its act. */
function report(draft: CustomerDraft, row: OutboxRow, outcome: EffectOutcome): void {
  const detail = outcome.type === 'refused' ? outcome.reason : outcome.type;
  draft.count(row.journeyId, row.version, row.node, 'message', detail);
  // what became of it may have made an exit condition true, which acts before the journey moves on
  lookAgain(draft);
  const enrollment = draft.enrollmentAt(row);
  if (!enrollment || !isActive(enrollment)) return;
  advanceEnrollment(draft, enrollment, { type: 'outcome', node: row.node, visit: row.visit, outcome });
}

/** Tells the enrollment again what became of an act that is settled. */
export function reportAgain(draft: CustomerDraft, row: OutboxRow): void {
  const enrollment = draft.enrollmentAt(row);
  if (!enrollment || !isActive(enrollment)) return;
  const outcome = settledAs(row.status, row.reason);
  if (outcome)
    advanceEnrollment(draft, enrollment, { type: 'outcome', node: row.node, visit: row.visit, outcome });
}

function settledAs(status: OutboxRow['status'], reason: OutboxRow['reason']): EffectOutcome | null {
  switch (status) {
    case 'accepted':
    case 'unknown':
      return { type: status };
    case 'rejected':
    case 'failed':
      return { type: status, detail: reason ?? '' };
    case 'refused':
      return { type: 'refused', reason: reason as RefusalReason }; // a refused row carries the gate's reason
    default:
      return null;
  }
}

/** A message that cannot be made parks the enrollment that waits for it. */
function parkFor(draft: CustomerDraft, row: OutboxRow, fault: unknown): void {
  draft.putOutbox({ ...row, status: 'failed', decidedAtMs: draft.world.nowMs, reason: faultText(fault) });
  const enrollment = draft.enrollmentAt(row);
  if (enrollment && isActive(enrollment)) park(draft, enrollment, fault);
}

function verdictOn(draft: CustomerDraft, row: MessageRow): Verdict {
  const { world } = draft;
  const running = world.journeys.get(row.journeyId);
  const compiled = running?.versions.get(row.version);
  const enrollment = draft.enrollmentAt(row);
  if (!running || !compiled || !enrollment) return { type: 'refuse', reason: 'not-live' };
  return decideSend({
    row,
    profile: draft.profile,
    compiled,
    enrollment: askingEnrollment(enrollment),
    isEnrolled: isActive(enrollment),
    isLive: runs(running),
    sends: draft.sends,
    workspace: world.workspace,
    nowMs: world.nowMs,
    takeSlot: world.takeSlot,
  });
}

function claim(draft: CustomerDraft, row: OutboxRow, content: Partial<OutboxRow>): void {
  const claimed: OutboxRow = {
    ...row,
    ...content,
    status: 'claimed',
    hold: null,
    attempts: row.attempts + 1,
    decidedAtMs: draft.world.nowMs,
  };
  draft.putOutbox(claimed);
  draft.claimed.push(claimed);
}

/** It may have arrived with a call that was cut off, and may not be asked about any more. */
function leaveUnknown(draft: CustomerDraft, row: OutboxRow): void {
  draft.putOutbox({ ...row, status: 'unknown', hold: null, decidedAtMs: draft.world.nowMs, reason: null });
  report(draft, row, { type: 'unknown' });
}

function gateMessage(draft: CustomerDraft, row: MessageRow): void {
  let verdict: Verdict;
  try {
    verdict = verdictOn(draft, row);
  } catch (fault) {
    return parkFor(draft, row, fault);
  }
  switch (verdict.type) {
    case 'send':
      return claim(draft, row, { content: verdict.content, address: verdict.address });
    case 'hold':
      return draft.putOutbox({ ...row, dueAtMs: verdict.untilMs, hold: verdict.hold });
    case 'refuse':
      return refuseSend(draft, row, verdict.reason);
  }
}

/** The act does not happen, and the journey goes on without it. */
export function refuseSend(draft: CustomerDraft, row: OutboxRow, reason: RefusalReason): void {
  if (row.reason === CUT_OFF) return leaveUnknown(draft, row);
  draft.putOutbox({ ...row, status: 'refused', hold: null, decidedAtMs: draft.world.nowMs, reason });
  report(draft, row, { type: 'refused', reason });
}

/** Higher journey priority first, then earlier planned, then by key, so that ties are settled the same way again. */
function goesBefore(draft: CustomerDraft, a: OutboxRow, b: OutboxRow): boolean {
  const priority = (row: OutboxRow) => draft.world.journeys.get(row.journeyId)?.current.journey.priority ?? 0;
  const difference = priority(b) - priority(a) || a.plannedAtMs - b.plannedAtMs;
  return difference === 0 ? sendKey(a) < sendKey(b) : difference < 0;
}

/** A rejection of this very batch pauses the journey as soon as it is on disk. */
function isAboutToPause({ world, rejected }: CustomerDraft, { journeyId }: OutboxRow): boolean {
  return world.workspace.onProviderReject === 'pauseJourney' && rejected.includes(journeyId);
}

function firstDue(draft: CustomerDraft): OutboxRow | undefined {
  const { nowMs, journeys } = draft.world;
  let first: OutboxRow | undefined;
  for (const row of draft.outbox.values()) {
    if (row.status !== 'planned' || row.dueAtMs > nowMs) continue;
    if (journeys.get(row.journeyId)?.life === 'paused' || isAboutToPause(draft, row)) continue;
    if (draft.isPlannedAgain(row)) continue;
    if (!first || goesBefore(draft, row, first)) first = row;
  }
  return first;
}

/**
 * Takes the first of what is planned and due through the gate; a refusal moves the journey on and may plan more.
 * While an opt-out waits to be applied nothing passes: it was acknowledged, though what came before it goes first.
 * @returns whether anything was decided
 */
export function gateFirst(draft: CustomerDraft): boolean {
  const row = draft.isGateShut ? undefined : firstDue(draft);
  if (!row) return false;
  if (isMessage(row)) gateMessage(draft, row);
  else claim(draft, row, {});
  return true;
}

/** When a failed call may be tried again; null when the attempts are used up. */
function retryAtMs(draft: CustomerDraft, row: OutboxRow, retryAfterMs: number | undefined): number | null {
  const { retry } = draft.world.workspace;
  if (row.attempts >= retry.attempts) return null;
  const { nowMs } = draft.world;
  const firstMs = addDuration(nowMs, retry.first, 'UTC') - nowMs;
  return nowMs + Math.max(firstMs * 2 ** (row.attempts - 1), retryAfterMs ?? 0);
}

/** Writes down what the provider answered and lets the journey move on. */
export function settle(draft: CustomerDraft, key: string, answer: Answer): void {
  const row = draft.outbox.get(key);
  // somebody else settled it: a late answer settles nothing anew
  if (!row || (row.status !== 'claimed' && row.status !== 'calling')) return;
  const { nowMs } = draft.world;
  if (answer.type === 'failed') {
    const againMs = retryAtMs(draft, row, answer.retryAfterMs);
    const isCutOff = answer.mayHaveArrived || row.reason === CUT_OFF;
    if (againMs !== null) {
      return draft.putOutbox({
        ...row,
        status: 'planned',
        hold: 'retry',
        dueAtMs: againMs,
        decidedAtMs: null,
        reason: isCutOff ? CUT_OFF : answer.detail,
      });
    }
    if (isCutOff) return leaveUnknown(draft, row);
  }
  if (answer.type === 'rejected' && isMessage(row)) draft.rejected.push(row.journeyId);
  const reason = 'detail' in answer ? answer.detail : null;
  const reference = answer.type === 'accepted' ? (answer.reference ?? null) : null;
  draft.putOutbox({ ...row, status: answer.type, decidedAtMs: nowMs, reason, reference });
  report(draft, row, outcomeOf(answer));
}

function outcomeOf(answer: Answer): EffectOutcome {
  switch (answer.type) {
    case 'accepted':
      return { type: 'accepted', ...(answer.answer ? { answer: answer.answer } : {}) };
    case 'unknown':
      return { type: 'unknown' };
    default:
      return { type: answer.type, detail: answer.detail };
  }
}
