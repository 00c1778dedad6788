/** What an analysis lets one say, before any word of it. Pure. */
import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';

/** Whether the figures may be read: no check failed. Until then nothing is called good or bad. */
export function isTrusted({ checks }: Analysis): boolean {
  return checks.every(({ state }) => state !== 'failed');
}

/** @param removed how an arm is called that a later version took away */
export function armName({ arms }: Analysis, arm: string, removed: (name: string) => string): string {
  const known = arms.find(({ id }) => id === arm);
  return known?.isRemoved ? removed(known.name) : (known?.name ?? arm);
}

/** What a comparison comes to; `open` is not "no difference", only not enough evidence. */
export type Reading = 'better' | 'worse' | 'open' | 'notComputable' | 'notJudged';

/** @param isJudged no check failed */
export function readingOf({ isBetter, difference, alwaysValid }: Comparison, isJudged: boolean): Reading {
  if (difference.state !== 'computed' && alwaysValid.state !== 'computed') return 'notComputable';
  if (!isJudged) return 'notJudged';
  if (isBetter === null) return 'open';
  return isBetter ? 'better' : 'worse';
}

/** Comparisons of a metric with the reference. */
export function againstReference(metric: MetricResult, { reference }: Analysis): Comparison[] {
  return metric.comparisons.filter(({ against }) => reference === null || against === reference);
}

/** How many checks are in each state. */
export function checkCounts({ checks }: Analysis): {
  [state in Analysis['checks'][number]['state']]: number;
} {
  const counts = { ok: 0, warning: 0, failed: 0, unknown: 0 };
  for (const { state } of checks) counts[state] += 1;
  return counts;
}
