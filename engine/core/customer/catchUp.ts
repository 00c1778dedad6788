/** After a pause each enrollment takes what it missed in the order of its instants (language.md 8.2). */
import { advanceEnrollment, isActive } from './advanceEnrollment.ts';
import type { CustomerDraft } from './draft.ts';

function currentOf(draft: CustomerDraft, journeyId: string, ordinal: number) {
  const found = draft.enrollments.find(
    (enrollment) => enrollment.journeyId === journeyId && enrollment.ordinal === ordinal,
  );
  return found && isActive(found) ? found : undefined;
}

/** Fires the timers of one enrollment that fell due before an instant. */
function fireTimersBefore(draft: CustomerDraft, journeyId: string, ordinal: number, beforeMs: number): void {
  for (;;) {
    const enrollment = currentOf(draft, journeyId, ordinal);
    if (!enrollment || enrollment.dueAtMs === null || enrollment.dueAtMs >= beforeMs) return;
    const { node, visits } = enrollment.state;
    advanceEnrollment(draft, enrollment, { type: 'timer', node, visit: visits[node] ?? 0 });
  }
}

/** @param sinceMs the instant of the pause; exits and goals were honoured all along, only waits missed events */
export function catchUp(draft: CustomerDraft, journeyId: string, sinceMs: number): void {
  const missed = draft.events
    .filter((event) => event.acceptedAtMs >= sinceMs)
    .sort((a, b) => a.acceptedAtMs - b.acceptedAtMs);
  for (const { ordinal, enteredAtMs, journeyId: id } of draft.enrollments) {
    if (id !== journeyId) continue;
    for (const event of missed) {
      fireTimersBefore(draft, journeyId, ordinal, event.acceptedAtMs);
      const enrollment = currentOf(draft, journeyId, ordinal);
      if (!enrollment || event.acceptedAtMs < enteredAtMs) continue;
      advanceEnrollment(draft, enrollment, { type: 'event', event });
    }
    const enrollment = currentOf(draft, journeyId, ordinal);
    if (enrollment) advanceEnrollment(draft, enrollment, { type: 'look' });
  }
}
