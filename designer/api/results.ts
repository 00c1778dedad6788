import { useQuery } from '@tanstack/react-query';
import { LIST_LIMIT_MAX } from '../../shared/api/endpoint.ts';
import { experimentEndpoints } from '../../shared/api/experiments.ts';
import { call } from './call.ts';
import { journeysKey } from './journeys.ts';

/** A journey's splits and what their last runs said; nothing is analysed for it. */
export function useSplits(journeyId: string) {
  return useQuery({
    queryKey: [...journeysKey, journeyId, 'splits'],
    queryFn: async ({ signal }) => {
      const query = { journey: journeyId, limit: LIST_LIMIT_MAX };
      const { items } = await call(experimentEndpoints.listExperiments, { query }, signal);
      return items;
    },
    staleTime: 30_000,
  });
}
