import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { resultEndpoints } from '../../shared/api/results.ts';
import { call } from './call.ts';
import { journeysKey } from './journeys.ts';

/** @param goal the primary one when undefined */
export function useResults(journeyId: string, goal: string | undefined) {
  return useQuery({
    queryKey: [...journeysKey, journeyId, 'results', goal],
    queryFn: ({ signal }) =>
      call(resultEndpoints.getResults, { params: { id: journeyId }, query: { goal } }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
