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
