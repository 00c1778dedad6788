import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { API_PREFIX, requestOf } from '../../shared/api/endpoint.ts';
import { jobEndpoints, jobSchema } from '../../shared/api/jobs.ts';
import { profileEndpoints } from '../../shared/api/profiles.ts';
import { ApiFault, WRONG_ANSWER } from './apiFault.ts';
import { call, send } from './call.ts';
import { profilesKey } from './profiles.ts';

const POLL_MS = 700;

interface ImportRequest {
  file: File;
  encoding: 'utf-8' | 'gb18030';
  delimiter: ',' | ';' | 'tab' | '|';
  /** column → target */
  columns: { [column: string]: string };
}

export function useStartImport() {
  return useMutation({
    mutationFn: async ({ file, encoding, delimiter, columns }: ImportRequest) => {
      const query = { encoding, delimiter, columns: JSON.stringify(columns) };
      const { method, url, headers } = requestOf(profileEndpoints.importProfiles, { query });
      const response = await send(url, {
        method,
        headers: { ...headers, 'content-type': 'text/csv' },
        body: file,
      });
      const job = jobSchema.safeParse(await response.json().catch(() => null));
      if (!job.success) throw new ApiFault(WRONG_ANSWER, 'import');
      return job.data;
    },
  });
}

/** Follows an import until it ends; the customers' lists are stale from then on. */
export function useImport(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['jobs', id],
    queryFn: async ({ signal }) => {
      const job = await call(jobEndpoints.getJob, { params: { id } }, signal);
      if (job.status !== 'running') await client.invalidateQueries({ queryKey: profilesKey });
      return job;
    },
    refetchInterval: (query) => (query.state.data?.status === 'running' ? POLL_MS : false),
  });
}

export function errorReportUrl(jobId: string): string {
  return `${API_PREFIX}/jobs/${encodeURIComponent(jobId)}/errors.csv`;
}
