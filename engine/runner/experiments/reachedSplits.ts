import type { Reports } from '../../stores/reports.ts';

export interface ReachedSplits {
  /** nodes that somebody reached, here or, by import, elsewhere */
  exposed: string[];
  /** on their way to a node, perhaps, as the version they are on says */
  isAnybodyInside: boolean;
}

/** Whom the nodes of a journey have to do with already. */
export async function reachedSplits(reports: Reports, journeyId: string): Promise<ReachedSplits> {
  const counts = await reports.counts(journeyId);
  const sumOf = (metric: (typeof counts)[number]['metric']): number =>
    counts.reduce((sum, row) => sum + (row.metric === metric ? row.count : 0), 0);
  return {
    // whom an import named is nobody once it was withdrawn
    exposed: counts.flatMap(({ node, metric, count }) =>
      count > 0 && (metric === 'arrived' || metric === 'imported') ? [node] : [],
    ),
    isAnybodyInside: sumOf('entered') > sumOf('ended'),
  };
}
