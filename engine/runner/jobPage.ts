import type { Work } from '../core/customer/advance.ts';
import type { Job, Store } from '../stores/store.ts';

/** Customers of a job that are decided in one transaction. */
export const PAGE_SIZE = 500;

/** What every job begins with. */
export const NEW_JOB = {
  priority: 0,
  cursor: '',
  status: 'running',
  doneCount: 0,
  resume: null,
  event: null,
} as const satisfies Partial<Job>;

export interface JobPage {
  /** the job as it stands once the page is committed */
  job: Job;
  work: { profileId: string; work: Work }[];
  /** ends before a customer about whom an answer is awaited */
  awaits?: boolean;
}

export function advanced(
  job: Job,
  profileIds: readonly string[],
  isLast = profileIds.length < PAGE_SIZE,
): Job {
  return {
    ...job,
    cursor: profileIds.at(-1) ?? job.cursor,
    status: isLast ? 'done' : 'running',
    doneCount: job.doneCount + profileIds.length,
  };
}

/** Whether a customer is still inside a journey because of a call that is not answered yet. */
export type IsAwaited = (journeyId: string, profileId: string) => boolean;

/** Those of a list before the first who is still awaited. */
export function upToAwaited<Row extends { profileId: string }>(
  rows: readonly Row[],
  { journeyId }: Job,
  isAwaited: IsAwaited,
): { now: readonly Row[]; awaits: boolean } {
  const index = rows.findIndex(({ profileId }) => isAwaited(journeyId, profileId));
  return index < 0 ? { now: rows, awaits: false } : { now: rows.slice(0, index), awaits: true };
}

/** The same work for everybody of a page. */
export function forEach(profileIds: readonly string[], work: Work): JobPage['work'] {
  return profileIds.map((profileId) => ({ profileId, work }));
}

/** The same work for the next of those whom a store lists. */
async function pageOf(
  job: Job,
  list: (query: { journeyId: string; afterProfileId: string; limit: number }) => Promise<readonly string[]>,
  work: Work,
): Promise<JobPage> {
  const { journeyId, cursor } = job;
  const profileIds = await list({ journeyId, afterProfileId: cursor, limit: PAGE_SIZE });
  return { job: advanced(job, profileIds), work: forEach(profileIds, work) };
}

/** Of those inside. */
export function enrolledPage(job: Job, store: Store, work: Work): Promise<JobPage> {
  return pageOf(job, (query) => store.enrolled(query), work);
}

/** Of those whom a move took where it can be undone. */
export function movedPage(job: Job, store: Store, work: Work): Promise<JobPage> {
  return pageOf(job, (query) => store.moved(query), work);
}
