import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { type Counts, journeyEndpoints } from '../../shared/api/journeys.ts';
import type { JsonObject } from '../../shared/json.ts';
import { call } from './call.ts';
import { journeysKey } from './journeys.ts';

const { getVersion, getCounts } = journeyEndpoints;

/** the stream of counts tells of all versions together only */
const COUNTS_REFRESHED_MS = 10_000;

/** All answers, in order; null while one is missing. */
function allOf<Answer>(results: UseQueryResult<Answer>[]): Answer[] | null {
  const answers = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return answers.length === results.length ? answers : null;
}

function documentsOf(results: UseQueryResult<JsonObject>[]): JsonObject[] | null {
  return allOf(results);
}

function countsOf(results: UseQueryResult<Counts>[]): Counts[] | null {
  return allOf(results);
}

/** What published versions say; null until all are there. */
export function useVersionDocuments(id: string, versions: readonly number[]): readonly JsonObject[] | null {
  return useQueries({
    queries: versions.map((version) => ({
      queryKey: [...journeysKey, id, 'versions', version, 'document'],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await call(getVersion, { params: { id, version } }, signal)).document,
      // frozen
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: documentsOf,
  });
}

/** Who moved by each version, looked at again while the page is open; null until all are there. */
export function useVersionCounts(id: string, versions: readonly number[]): readonly Counts[] | null {
  return useQueries({
    queries: versions.map((version) => ({
      queryKey: [...journeysKey, id, 'versions', version, 'counts'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(getCounts, { params: { id }, query: { version } }, signal),
      refetchInterval: COUNTS_REFRESHED_MS,
    })),
    combine: countsOf,
  });
}
