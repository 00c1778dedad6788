import { useQuery } from '@tanstack/react-query';
import { resultEndpoints } from '../../shared/api/results.ts';
import { call } from './call.ts';
import { journeysKey } from './journeys.ts';

/** A journey's goals and splits, in short. */
export function useResults(journeyId: string) {
  return useQuery({
    queryKey: [...journeysKey, journeyId, 'results'],
    queryFn: ({ signal }) =>
      call(resultEndpoints.getResults, { params: { id: journeyId }, query: {} }, signal),
    staleTime: 30_000,
  });
}
