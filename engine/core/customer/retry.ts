/** A parked enrollment goes on from where its fault struck (language.md 7.3). */
import type { OutboxRow } from '../records.ts';
import { type ActiveEnrollment, advanceEnrollment } from './advanceEnrollment.ts';
import { type CustomerDraft, isSamePlace } from './draft.ts';
import { reportAgain } from './sends.ts';

/** Which parked enrollments are meant; what is absent means all. */
export interface RetryOf {
  journeyId: string;
  key: string | null;
  node: string | null;
}

/** The act that the enrollment waits for. */
function actOf(draft: CustomerDraft, enrollment: ActiveEnrollment): OutboxRow | undefined {
  const { node, visits } = enrollment.state;
  return [...draft.outbox.values()].find(
    (row) => isSamePlace(row, enrollment) && row.node === node && row.visit === visits[node],
  );
}

function goOn(draft: CustomerDraft, enrollment: ActiveEnrollment): void {
  const act = actOf(draft, enrollment);
  if (!act) {
    // before its first node, or at a wait whose timer is due again
    const isAtDoor = Object.keys(enrollment.state.visits).length === 0;
    if (isAtDoor) advanceEnrollment(draft, enrollment, { type: 'enter' });
  } else if (act.attempts === 0 && act.status === 'failed') {
    // nobody was called: it passes the gate again
    draft.putOutbox({
      ...act,
      status: 'planned',
      dueAtMs: draft.world.nowMs,
      decidedAtMs: null,
      reason: null,
    });
  } else {
    // the answer is known, only the step after it failed
    reportAgain(draft, act);
  }
}

export function retryParked(draft: CustomerDraft, { journeyId, key, node }: RetryOf): void {
  for (const enrollment of draft.enrollments) {
    if (enrollment.journeyId !== journeyId || enrollment.status !== 'parked') continue;
    if (key !== null && enrollment.key !== key) continue;
    if (node !== null && enrollment.state.node !== node) continue;
    const { fault: _mended, ...rest } = enrollment;
    const dueAtMs = enrollment.state.wait?.untilMs ?? null;
    const active: ActiveEnrollment = { ...rest, status: 'active', dueAtMs };
    draft.replaceEnrollment(enrollment, active);
    draft.count(journeyId, enrollment.version, enrollment.state.node, 'retried');
    goOn(draft, active);
  }
}
