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
}

export function advanced(job: Job, profileIds: readonly string[]): Job {
  return {
    ...job,
    cursor: profileIds.at(-1) ?? job.cursor,
    status: profileIds.length < PAGE_SIZE ? 'done' : 'running',
    doneCount: job.doneCount + profileIds.length,
  };
}

/**
 * The part of a page before the first customer who is to come later.
 * @returns null when that is the first of the page
 */
export function pageUntil(
  { job, work }: JobPage,
  isLater: (one: { profileId: string }) => boolean,
): JobPage | null {
  const index = work.findIndex(isLater);
  if (index < 0) return { job, work };
  const now = work.slice(0, index);
  const cursor = now.at(-1)?.profileId;
  if (cursor === undefined) return null;
  return {
    job: { ...job, cursor, status: 'running', doneCount: job.doneCount - (work.length - index) },
    work: now,
  };
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
