import type { CustomerCommit } from '../core/records.ts';

/** A commit that changes nothing, to be filled in. */
export function emptyCommit(profileId: string): CustomerCommit {
  return {
    profileId,
    consumed: [],
    profile: null,
    events: [],
    enrollments: [],
    trace: [],
    exposures: [],
    withdrawals: [],
    outbox: [],
    entries: [],
    conversions: [],
    barredFrom: null,
    watches: { put: [], drop: [] },
  };
}

/** Whether a decision found nothing to do. */
export function isEmptyCommit({ consumed, enrollments, outbox, watches }: CustomerCommit): boolean {
  const { put, drop } = watches;
  return consumed.length + enrollments.length + outbox.length + put.length + drop.length === 0;
}
