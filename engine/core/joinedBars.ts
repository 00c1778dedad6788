import { compareText } from './compareText.ts';
import type { Bar } from './records.ts';

/** Removals by hand of two customers that are one; of two from the same journey the later stays. */
export function joinedBars(ours: readonly Bar[], theirs: readonly Bar[]): Bar[] {
  const latest = new Map<string, Bar>();
  for (const bar of [...ours, ...theirs]) {
    if (bar.sinceMs >= (latest.get(bar.journeyId)?.sinceMs ?? Number.NEGATIVE_INFINITY)) {
      latest.set(bar.journeyId, bar);
    }
  }
  return [...latest.values()].sort((a, b) => compareText(a.journeyId, b.journeyId));
}
