import type { Enrollment } from '../../../engine/core/records.ts';
import { idOf, type Knowledge, type Standstill } from './knowledge.ts';

/** When something due at an instant happens: then, or when the standstills it fell into are over. */
export function afterStandstills(dueMs: number, standstills: readonly Standstill[]): number {
  let atMs = dueMs;
  for (let isMoved = true; isMoved; ) {
    isMoved = false;
    for (const { fromMs, untilMs } of standstills) {
      if (atMs < fromMs || atMs >= untilMs) continue;
      atMs = untilMs;
      isMoved = true;
    }
  }
  return atMs;
}

/** Complains when an enrollment went on after something that ends it. A parked one may wait for hands. */
export function endedBy(known: Knowledge, enrollment: Enrollment, atMs: number, why: string): string[] {
  if (enrollment.status === 'parked') return [];
  const lastMs = afterStandstills(atMs, known.downs);
  const isOver = enrollment.status === 'ended' && enrollment.endedAtMs <= lastMs;
  return isOver ? [] : [`${idOf(enrollment)} went on after ${why} at ${atMs}`];
}
