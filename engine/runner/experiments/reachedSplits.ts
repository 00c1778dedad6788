import type { Reports } from '../../stores/reports.ts';

/** Nodes of a journey that somebody reached, here or, by import, elsewhere. */
export async function reachedSplits(reports: Reports, journeyId: string): Promise<string[]> {
  const counts = await reports.counts(journeyId);
  // whom an import named is nobody once it was withdrawn
  return counts.flatMap(({ node, metric, count }) =>
    count > 0 && (metric === 'arrived' || metric === 'imported') ? [node] : [],
  );
}
