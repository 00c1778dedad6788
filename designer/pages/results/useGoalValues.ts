import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { journeyEndpoints } from '../../../shared/api/journeys.ts';
import { instantMs } from '../../../shared/time.ts';
import { call } from '../../api/call.ts';
import { useJourney } from '../../api/journeys.ts';
import { useSplitView } from './splitView.ts';

const goalsSchema = z.object({
  goals: z.array(z.object({ id: z.string(), value: z.string().optional() })),
});

/** The event property each goal's value is taken from, in the version that was current at the analysis; empty until known. */
export function useGoalValues(): ReadonlyMap<string, string> {
  const { split, analysis } = useSplitView();
  const versions = useJourney(split.journeyId).data?.versions ?? [];
  const asOfMs = instantMs(analysis.asOf);
  const current = versions
    .filter(({ publishedAt }) => instantMs(publishedAt) <= asOfMs)
    .reduce<number | null>((newest, { version }) => Math.max(newest ?? version, version), null);
  const { data } = useQuery({
    queryKey: ['journeys', split.journeyId, 'version', current],
    enabled: current !== null,
    queryFn: ({ signal }) =>
      call(
        journeyEndpoints.getVersion,
        { params: { id: split.journeyId, version: String(current) } },
        signal,
      ),
  });
  const read = goalsSchema.safeParse(data?.document);
  if (!read.success) return new Map();
  return new Map(read.data.goals.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value]])));
}
