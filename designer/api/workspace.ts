import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOf } from '../../shared/api/endpoint.ts';
import { type Settings, workspaceEndpoints } from '../../shared/api/workspace.ts';
import { call } from './call.ts';

const { getSettings, putSettings, listProviders, putCarrier, listKinds, getDictionary } = workspaceEndpoints;

const settingsKey = ['settings'] as const;
const providersKey = ['providers'] as const;

export function useSettings() {
  return useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => call(getSettings, {}, signal),
    // the form works on its own copy
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Settings) => call(putSettings, { body }),
    onSuccess: (saved) => client.setQueryData(settingsKey, saved),
  });
}

export function useProviders() {
  return useQuery({
    queryKey: providersKey,
    queryFn: ({ signal }) => call(listProviders, {}, signal),
  });
}

export function useSaveCarrier() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { channel: string; body: CallOf<typeof putCarrier>['body'] }) =>
      call(putCarrier, { params: { channel: given.channel }, body: given.body }),
    onSuccess: () => client.invalidateQueries({ queryKey: providersKey }),
  });
}

/** Node kinds the server knows; they change only when it is started anew. */
export function useKinds() {
  return useQuery({
    queryKey: ['kinds'],
    queryFn: ({ signal }) => call(listKinds, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Names of attributes and events seen so far. */
export function useDictionary() {
  return useQuery({
    queryKey: ['dictionary'],
    queryFn: ({ signal }) => call(getDictionary, {}, signal),
    staleTime: 60_000,
  });
}
