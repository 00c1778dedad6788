import type { Reports } from '../../stores/reports.ts';

/** Nodes of a journey that somebody reached, here or elsewhere. */
export async function exposedSplits(reports: Pick<Reports, 'counts'>, journeyId: string): Promise<string[]> {
  const counts = await reports.counts(journeyId);
  return counts.flatMap(({ node, metric }) => (metric === 'arrived' || metric === 'imported' ? [node] : []));
}
