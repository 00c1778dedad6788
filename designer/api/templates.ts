import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type TemplateView, templateEndpoints } from '../../shared/api/templates.ts';
import type { Content, Template } from '../../shared/template.ts';
import { call } from './call.ts';
import { type List, useList } from './useList.ts';

const { listTemplates, getTemplate, putTemplate, deleteTemplate, previewTemplate } = templateEndpoints;

const templatesKey = ['templates'] as const;

export function useTemplates(filter: { search: string; channel: string | undefined }): List<TemplateView> {
  return useList({
    key: [...templatesKey, 'list', filter],
    load: (cursor, signal) => call(listTemplates, { query: { ...filter, cursor } }, signal),
  });
}

export function useTemplate(id: string) {
  return useQuery({
    queryKey: [...templatesKey, id],
    queryFn: ({ signal }) => call(getTemplate, { params: { id } }, signal),
    // the form works on its own copy; a refetch would only make it flicker
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSaveTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isNew, ...body }: { id: string; isNew: boolean; name: string; content: Template }) =>
      call(putTemplate, { params: { id }, query: { ifExists: isNew ? 'refuse' : 'replace' }, body }),
    onSuccess: ({ template }) => {
      client.setQueryData([...templatesKey, template.id], template);
      return client.invalidateQueries({ queryKey: [...templatesKey, 'list'] });
    },
  });
}

export function useDeleteTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteTemplate, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [...templatesKey, 'list'] }),
  });
}

interface PreviewRequest {
  content: Content;
  channel: string;
  /** nobody in particular when null */
  profile: string | null;
}

/** The content as the chosen customer would read it; the last answer stays while the next one is made. */
export function useTemplatePreview({ content, channel, profile }: PreviewRequest) {
  return useQuery({
    queryKey: [...templatesKey, 'preview', channel, profile, content],
    queryFn: ({ signal }) =>
      call(previewTemplate, { body: { content, channel, ...(profile === null ? {} : { profile }) } }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
