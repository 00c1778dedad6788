import { useQuery } from '@tanstack/react-query';
import { entryEndpoints } from '../../shared/api/entry.ts';
import { call } from './call.ts';
import { profilesKey } from './profiles.ts';

/** Why a customer got into a journey, or did not; asked anew each time. */
export function useEntry(profileId: string, journeyId: string) {
  return useQuery({
    queryKey: [...profilesKey, profileId, 'entry', journeyId],
    queryFn: ({ signal }) =>
      call(entryEndpoints.explainEntry, { params: { id: journeyId, profileId } }, signal),
    staleTime: 0,
  });
}
