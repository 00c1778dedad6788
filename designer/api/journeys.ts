import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CallOf, LIST_LIMIT_MAX } from '../../shared/api/endpoint.ts';
import { journeyLifeEndpoints } from '../../shared/api/journeyLife.ts';
import { type JourneySummary, journeyEndpoints } from '../../shared/api/journeys.ts';
import type { JourneyLife, LifeDeed } from '../../shared/journey/life.ts';
import type { Locale } from '../../shared/problem.ts';
import { call } from './call.ts';
import { type List, useList } from './useList.ts';

const { listJourneys, getJourney, createJourney, getCounts, listExamples } = journeyEndpoints;

export const journeysKey = ['journeys'] as const;

export function useJourneys(filter: {
  search: string;
  state: JourneyLife | undefined;
}): List<JourneySummary> {
  return useList({
    key: [...journeysKey, 'list', filter],
    load: (cursor, signal) => call(listJourneys, { query: { ...filter, cursor } }, signal),
  });
}

export function useJourney(id: string) {
  return useQuery({
    queryKey: [...journeysKey, id],
    queryFn: ({ signal }) => call(getJourney, { params: { id } }, signal),
  });
}

/** The journeys to choose from, and to name. */
export function useJourneyChoices(): readonly JourneySummary[] {
  const { data } = useQuery({
    queryKey: [...journeysKey, 'names'],
    queryFn: ({ signal }) => call(listJourneys, { query: { limit: LIST_LIMIT_MAX } }, signal),
    staleTime: 60_000,
  });
  return data?.items ?? [];
}

/** What to call a journey by its id; the id itself until the names are there. */
export function useJourneyNames(): (id: string) => string {
  const journeys = useJourneyChoices();
  return (id) => journeys.find((journey) => journey.id === id)?.name ?? id;
}

export function useCounts(id: string) {
  return useQuery({
    queryKey: [...journeysKey, id, 'counts'],
    queryFn: ({ signal }) => call(getCounts, { params: { id } }, signal),
  });
}

const HELD_REFRESHED_MS = 10_000;

/** How many entries a pause, or the release after it, holds now. */
export function useHeldEntries(id: string, state: JourneyLife): number {
  const { data } = useQuery({
    queryKey: [...journeysKey, id, 'held', state],
    queryFn: async ({ signal }) => {
      const query = { limit: 1 };
      const { totals } = await call(journeyLifeEndpoints.listBacklog, { params: { id }, query }, signal);
      return totals.underHour.entry + totals.underDay.entry + totals.older.entry;
    },
    refetchInterval: ({ state: { data: held } }) =>
      state === 'paused' || (held ?? 0) > 0 ? HELD_REFRESHED_MS : false,
  });
  return data ?? 0;
}

export function useExamples(locale: Locale) {
  return useQuery({
    queryKey: ['examples', locale],
    queryFn: ({ signal }) => call(listExamples, { query: { locale } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useCreateJourney() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallOf<typeof createJourney>['body']) => call(createJourney, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: journeysKey }),
  });
}

export const lifeDeeds = {
  pause: journeyLifeEndpoints.pauseJourney,
  resume: journeyLifeEndpoints.resumeJourney,
  close: journeyLifeEndpoints.closeJourney,
  stop: journeyLifeEndpoints.stopJourney,
  archive: journeyLifeEndpoints.archiveJourney,
} satisfies { [deed in LifeDeed]: unknown };

export function useJourneyDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: LifeDeed }) => call(lifeDeeds[deed], { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: journeysKey }),
  });
}
