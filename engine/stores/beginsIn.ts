import type { Enrollment, TraceRow } from '../core/records.ts';

/** Whether an enrollment begins with these steps: its first one is among them, or it has taken none. */
export function beginsIn(
  trace: readonly TraceRow[],
  { journeyId, ordinal, stepCount }: Pick<Enrollment, 'journeyId' | 'ordinal' | 'stepCount'>,
): boolean {
  if (stepCount === 0) return true;
  for (const row of trace) {
    if (row.index === 0 && row.journeyId === journeyId && row.ordinal === ordinal) return true;
  }
  return false;
}
