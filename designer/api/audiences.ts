import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AudienceView, audienceEndpoints } from '../../shared/api/audiences.ts';
import { journeyEndpoints } from '../../shared/api/journeys.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import { allPages } from './allPages.ts';
import { call } from './call.ts';
import { type List, useList } from './useList.ts';

const { listAudiences, getAudience, putAudience, deleteAudience, countAudience, sampleAudience } =
  audienceEndpoints;

const audiencesKey = ['audiences'] as const;
const SAMPLE_SIZE = 8;

export function useAudiences(search: string): List<AudienceView> {
  return useList({
    key: [...audiencesKey, 'list', search],
    load: (cursor, signal) => call(listAudiences, { query: { search, cursor } }, signal),
  });
}

export function useAudience(id: string) {
  return useQuery({
    queryKey: [...audiencesKey, id],
    queryFn: ({ signal }) => call(getAudience, { params: { id } }, signal),
    // the form works on its own copy
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How many fit now; null asks nothing. The last answer stays while the next one is counted. */
export function useAudienceCount(definition: AudienceDefinition | null) {
  return useQuery({
    queryKey: [...audiencesKey, 'count', definition],
    queryFn: ({ signal }) => call(countAudience, { body: { definition } }, signal),
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

export function useAudienceSample(definition: AudienceDefinition | null) {
  return useQuery({
    queryKey: [...audiencesKey, 'sample', definition],
    queryFn: ({ signal }) => call(sampleAudience, { body: { definition, limit: SAMPLE_SIZE } }, signal),
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

interface NewAudience {
  id: string;
  isNew: boolean;
  name: string;
  definition: AudienceDefinition;
}

export function useSaveAudience() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isNew, ...body }: NewAudience) =>
      call(putAudience, { params: { id }, query: { ifExists: isNew ? 'refuse' : 'replace' }, body }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: audiencesKey });
      client.setQueryData([...audiencesKey, saved.id], saved);
    },
  });
}

export function useDeleteAudience() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteAudience, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [...audiencesKey, 'list'] }),
  });
}

/** Whether a document refers to the audience: conditions and triggers name it alike. */
export function refersTo(document: JsonValue, audience: string): boolean {
  if (Array.isArray(document)) return document.some((part) => refersTo(part, audience));
  if (typeof document !== 'object' || document === null) return false;
  return document.audience === audience || Object.values(document).some((part) => refersTo(part, audience));
}

export interface AudienceUser {
  type: 'journey' | 'audience';
  id: string;
  name: string;
}

/** Journeys and audiences that refer to this one; asked for only when somebody wants to know. */
export function useAudienceUsers(id: string) {
  return useMutation({
    mutationFn: async (): Promise<AudienceUser[]> => {
      const [journeys, audiences] = await Promise.all([
        allPages((query) => call(journeyEndpoints.listJourneys, { query })),
        allPages((query) => call(listAudiences, { query })),
      ]);
      const documents = await Promise.all(
        journeys.map((journey) => call(journeyEndpoints.getJourney, { params: { id: journey.id } })),
      );
      return [
        ...documents
          .filter(({ document }) => refersTo(document, id))
          .map((journey) => ({ type: 'journey' as const, id: journey.id, name: journey.name })),
        ...audiences
          // a definition is plain JSON, whatever the type says about absent fields
          .filter(({ definition }) => refersTo(definition as JsonValue, id))
          .map((audience) => ({ type: 'audience' as const, id: audience.id, name: audience.name })),
      ];
    },
  });
}
