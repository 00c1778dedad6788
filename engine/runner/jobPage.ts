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
