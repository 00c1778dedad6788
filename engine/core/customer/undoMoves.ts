/** People go back to where a new version took them from, unless they have moved on (language.md 8.3). */
import type { Enrollment, Former } from '../records.ts';
import { MIGRATED } from '../step.ts';
import type { ActiveEnrollment } from './advanceEnrollment.ts';
import { staysAfter } from './applyEvent.ts';
import { activeAt, missedEvents, owedTo, takeMissed } from './catchUp.ts';
import type { CustomerDraft } from './draft.ts';
import { mayComeBack, wasMoved } from './mayComeBack.ts';
import { nodeAfterMove } from './migrate.ts';
import { type RunningJourney, runs } from './world.ts';

/** Why somebody is back at a node that they were taken from. */
const MOVE_UNDONE = 'move-undone';

/** Timers that fell due meanwhile fire by themselves. */
const NO_PAUSE = { untilMs: Number.NEGATIVE_INFINITY, backlog: null };

/** The counters say again where people are; the trace keeps both ways. */
function countBack(
  draft: CustomerDraft,
  enrollment: Enrollment,
  former: Former,
  { versions }: RunningJourney,
): void {
  const { journeyId } = enrollment;
  const { node } = former.state;
  const [from, to] = [versions.get(former.version), versions.get(former.to)];
  const target = from && to ? nodeAfterMove(from, to, node) : null;
  draft.count(journeyId, former.to, target ?? '', 'movedBack', node);
  if (enrollment.status === 'ended') {
    draft.uncount(journeyId, enrollment.version, node, 'ended', enrollment.reason);
    return;
  }
  draft.uncount(journeyId, former.version, node, 'left', MIGRATED);
  const { version, state, stepCount, status } = enrollment;
  // a fault of the move itself leaves no step behind, and no arrival
  if (stepCount > former.stepCount) draft.count(journeyId, version, state.node, 'left', MOVE_UNDONE);
  if (status === 'parked') draft.count(journeyId, version, state.node, 'retried');
}

function restored(
  draft: CustomerDraft,
  enrollment: Enrollment,
  { version, state }: Former,
): ActiveEnrollment {
  const { profileId, journeyId, ordinal, key, enteredAtMs, entry, stepCount } = enrollment;
  const { node, visits, wait } = state;
  const visit = visits[node] ?? 0;
  const why = { version, node, visit, outlet: null, reason: MOVE_UNDONE };
  draft.addTrace({ profileId, journeyId, ordinal, index: stepCount, atMs: draft.world.nowMs, ...why });
  return {
    profileId,
    journeyId,
    ordinal,
    version,
    key,
    enteredAtMs,
    entry,
    stepCount: stepCount + 1,
    status: 'active',
    state,
    dueAtMs: wait?.untilMs ?? null,
  };
}

/** What happened meanwhile counts as if the move had not been: goals and exits first, as after a pause, then waits. */
function takeMeanwhile(
  draft: CustomerDraft,
  back: ActiveEnrollment,
  { unheardMs, heardIds }: Former,
  running: RunningJourney,
): void {
  const pause = owedTo(back, running);
  const fromMs = Math.min(unheardMs, pause?.fromMs ?? unheardMs);
  const missed = { ...(pause ?? NO_PAUSE), fromMs, heardIds };
  const compiled = running.versions.get(back.version);
  for (const event of missedEvents(draft, back, missed)) {
    const now = activeAt(draft, back);
    if (!compiled || !now || !staysAfter(draft, compiled, now, event)) break;
  }
  takeMissed(draft, back, missed);
}

function takeBack(
  draft: CustomerDraft,
  enrollment: Enrollment,
  former: Former,
  running: RunningJourney,
): void {
  const { profileId, journeyId, ordinal } = enrollment;
  countBack(draft, enrollment, former, running);
  const back = restored(draft, enrollment, former);
  const { nowMs } = draft.world;
  // taken below with all that was missed
  const isCatchingUp = running.pauses.length > 0;
  const now = isCatchingUp ? { ...back, state: { ...back.state, caughtUpAtMs: nowMs } } : back;
  draft.replaceEnrollment(enrollment, now);
  for (const act of former.acts) {
    // a release that held it may be over
    draft.planAgain({ ...act, profileId, journeyId, ordinal, status: 'planned' });
  }
  draft.touch();
  takeMeanwhile(draft, back, former, running);
}

function forget(draft: CustomerDraft, enrollment: Enrollment): void {
  const { former: _forgotten, ...rest } = enrollment;
  draft.replaceEnrollment(enrollment, rest);
}

/** Before anything else happens to a customer, moves that were undone are, and what can be undone no longer is forgotten. */
export function undoMoves(draft: CustomerDraft): void {
  for (const enrollment of draft.enrollments) {
    if (!wasMoved(enrollment)) continue;
    const { former } = enrollment;
    const running = draft.world.journeys.get(enrollment.journeyId);
    if (!running) continue;
    const isStopped = running.life === 'stopped';
    const isUndone = running.undoneMove === former.to && !isStopped;
    if (isUndone && !runs(running)) continue;
    if (isUndone && mayComeBack(enrollment, draft.enrollments, draft.barredFrom)) {
      takeBack(draft, enrollment, former, running);
    } else if (isUndone || isStopped || former.to < running.current.version) forget(draft, enrollment);
  }
}
