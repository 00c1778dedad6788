/** What an analysis lets one say, before any word of it. Pure. */
import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';

/** Whether the figures may be read: no check failed. Until then nothing is called good or bad. */
export function isTrusted({ checks }: Analysis): boolean {
  return checks.every(({ state }) => state !== 'failed');
}

/** Characters that turn the direction of what follows: a name with one would turn the sentence it stands in. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** @param removed how an arm is called that a later version took away */
export function armName({ arms }: Analysis, arm: string, removed: (name: string) => string): string {
  const known = arms.find(({ id }) => id === arm);
  const name = known?.name.replace(TURNS, '');
  return known?.isRemoved && name ? removed(name) : (name ?? arm);
}

/** What a comparison comes to; `open` is not "no difference", only not enough evidence. */
export type Reading = 'better' | 'worse' | 'open' | 'notComputable' | 'notJudged';

/** @param isJudged no check failed */
export function readingOf(
  { isBetter, fixedHorizon: { difference }, alwaysValid }: Comparison,
  isJudged: boolean,
): Reading {
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
