import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type EnrollmentView, enrollmentEndpoints } from '../../shared/api/enrollments.ts';
import { call } from './call.ts';
import { journeysKey } from './journeys.ts';
import { type List, useList } from './useList.ts';

const REFRESH_MS = 5_000;

interface ParkedAt {
  journey: string;
  node: string | undefined;
}

/** Customers whom a fault holds in a journey, the newest first. */
export function useParked({ journey, node }: ParkedAt): List<EnrollmentView> {
  return useList({
    key: [...journeysKey, journey, 'parked', node ?? null],
    load: (cursor, signal) =>
      call(
        enrollmentEndpoints.listEnrollments,
        { query: { journey, node, status: 'parked', cursor } },
        signal,
      ),
    refreshMs: REFRESH_MS,
  });
}

export function useRetryEnrollment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(enrollmentEndpoints.retryEnrollment, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: journeysKey }),
  });
}

/** Asks everybody parked, or everybody parked at a node, to go on. */
export function useRetryParked() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ journey, node }: ParkedAt) =>
      call(enrollmentEndpoints.retryParked, { body: { journey, ...(node === undefined ? {} : { node }) } }),
    onSettled: () => client.invalidateQueries({ queryKey: journeysKey }),
  });
}
