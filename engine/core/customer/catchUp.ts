/** After a pause each enrollment takes what it missed in the order of its instants (language.md 8.2). */
import type { CustomerEvent } from '../../../shared/event.ts';
import type { OutboxRow } from '../records.ts';
import { type ActiveEnrollment, advanceEnrollment, fireTimer, isActive } from './advanceEnrollment.ts';
import { type CustomerDraft, isSamePlace, type Place } from './draft.ts';
import { refuseSend } from './sends.ts';
import { type Pause, type RunningJourney, runs } from './world.ts';

/** What an enrollment did not hear while it was held, or elsewhere. */
export interface Missed extends Omit<Pause, 'backlog'> {
  /** what becomes of acts that fall due on the way; null lets them go on */
  backlog: Pause['backlog'] | null;
  /** events that were heard all the same */
  heardIds?: readonly string[];
}

export function activeAt(draft: CustomerDraft, place: Place): ActiveEnrollment | undefined {
  const found = draft.enrollmentAt(place);
  return found && isActive(found) ? found : undefined;
}

/** What the enrollment has planned and could do now. */
function overdueActs(draft: CustomerDraft, place: Place): OutboxRow[] {
  return [...draft.outbox.values()].filter(
    (row) => isSamePlace(row, place) && row.status === 'planned' && row.dueAtMs <= draft.world.nowMs,
  );
}

/** Takes acts that fell due in the pause off the plan: for the release, or for good, which may lead to more of them. */
function setAsideActs(draft: CustomerDraft, place: Place, dueAtMs: number, backlog: Missed['backlog']): void {
  if (backlog === null) return;
  for (let rows = overdueActs(draft, place); rows.length > 0; rows = overdueActs(draft, place)) {
    for (const row of rows) {
      if (backlog === 'drop') refuseSend(draft, row, 'not-live');
      else draft.putOutbox({ ...row, status: 'held', dueAtMs: Math.min(row.dueAtMs, dueAtMs) });
    }
  }
}

/** Fires the timers of one enrollment that fell due before an instant. */
function fireTimersBefore(draft: CustomerDraft, place: Place, beforeMs: number, { backlog }: Missed): void {
  for (;;) {
    const enrollment = activeAt(draft, place);
    if (!enrollment || enrollment.dueAtMs === null || enrollment.dueAtMs >= beforeMs) return;
    const { dueAtMs } = enrollment;
    fireTimer(draft, enrollment);
    setAsideActs(draft, place, dueAtMs, backlog);
  }
}

/** What an enrollment has not heard, in the order of acceptance. */
export function missedEvents(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  { fromMs, heardIds = [] }: Pick<Missed, 'fromMs' | 'heardIds'>,
): CustomerEvent[] {
  const { enteredAtMs, entry } = enrollment;
  return draft.events
    .filter(
      ({ acceptedAtMs, id }) =>
        acceptedAtMs >= Math.max(fromMs, enteredAtMs) && id !== entry.eventId && !heardIds.includes(id),
    )
    .sort((a, b) => a.acceptedAtMs - b.acceptedAtMs);
}

/** Timers fire, and waits hear events, in the order of their instants; goals and exits were taken before. */
export function takeMissed(draft: CustomerDraft, enrollment: ActiveEnrollment, missed: Missed): void {
  const { nowMs } = draft.world;
  const { backlog } = missed;
  setAsideActs(draft, enrollment, nowMs, backlog);
  for (const event of missedEvents(draft, enrollment, missed)) {
    fireTimersBefore(draft, enrollment, event.acceptedAtMs, missed);
    const now = activeAt(draft, enrollment);
    if (!now) continue;
    advanceEnrollment(draft, now, { type: 'event', event });
    setAsideActs(draft, enrollment, event.acceptedAtMs, backlog);
  }
  fireTimersBefore(draft, enrollment, missed.untilMs, missed);
  const last = activeAt(draft, enrollment);
  if (last) advanceEnrollment(draft, last, { type: 'look' });
  setAsideActs(draft, enrollment, nowMs, backlog);
}

/** The pauses an enrollment has not caught up with, taken as one. */
export function owedTo(enrollment: ActiveEnrollment, running: RunningJourney): Pause | null {
  const caughtUpAtMs = enrollment.state.caughtUpAtMs ?? enrollment.enteredAtMs;
  const owed = running.pauses.filter(({ untilMs }) => untilMs > caughtUpAtMs);
  const [first] = owed;
  const last = owed.at(-1);
  return first && last ? { ...last, fromMs: first.fromMs } : null;
}

/** Before anything else happens to a customer of a resumed journey, what the pause held back does. */
export function catchUp(draft: CustomerDraft): void {
  for (const enrollment of draft.enrollments) {
    const running = draft.world.journeys.get(enrollment.journeyId);
    if (!running || running.pauses.length === 0 || !isActive(enrollment) || !runs(running)) continue;
    const pause = owedTo(enrollment, running);
    if (!pause) continue;
    const state = { ...enrollment.state, caughtUpAtMs: draft.world.nowMs };
    const marked = { ...enrollment, state };
    draft.replaceEnrollment(enrollment, marked);
    takeMissed(draft, marked, pause);
  }
}
