/** Jobs over many customers, page by page: entry of a population, stop, catching up after a pause, watching. */

import type { Condition } from '../../shared/condition.ts';
import type { Workspace } from '../../shared/workspace.ts';
import type { CompiledJourney } from '../core/compile.ts';
import { NOT_BY_TIME, type Work } from '../core/customer/advance.ts';
import { NOBODY_SENT_IT } from '../core/customer/enter.ts';
import type { Offer } from '../core/customer/entryQuestions.ts';
import type { Job, PopulationQuery, Store } from '../stores/store.ts';
import { groupBy } from './groupBy.ts';
import type { Roster } from './roster.ts';

export const PAGE_SIZE = 500;

export interface JobPage {
  /** the job as it stands once the page is committed */
  job: Job;
  work: { profileId: string; work: Work }[];
}

/** What a population is offered entry with. */
function offerOf({ event }: Job): Offer {
  if (event === null) return NOBODY_SENT_IT;
  const { id, name, properties } = event;
  return { entry: { eventId: id, name, properties }, key: null, by: 'trigger' };
}

/** Who a schedule or a business event concerns: its audience, its condition, or everybody. */
export function populationOf(compiled: CompiledJourney): Condition | null {
  const { audience, condition } = compiled.entry;
  return audience === undefined ? (condition ?? null) : { type: 'audience', audience, is: 'in' };
}

export function populationQuery(
  compiled: CompiledJourney,
  workspace: Workspace,
  nowMs: number,
): Omit<PopulationQuery, 'afterProfileId' | 'limit'> {
  return {
    condition: populationOf(compiled),
    audiences: workspace.audiences,
    nowMs,
    zone: compiled.journey.timeZone ?? workspace.timeZone,
  };
}

function advanced(job: Job, profileIds: readonly string[]): Job {
  return {
    ...job,
    cursor: profileIds.at(-1) ?? job.cursor,
    status: profileIds.length < PAGE_SIZE ? 'done' : 'running',
    doneCount: job.doneCount + profileIds.length,
  };
}

/** The same work for everybody of a page. */
function forEach(profileIds: readonly string[], work: Work): JobPage['work'] {
  return profileIds.map((profileId) => ({ profileId, work }));
}

async function enrolPage(job: Job, roster: Roster, store: Store, nowMs: number): Promise<JobPage> {
  const running = roster.journeys.get(job.journeyId);
  if (running?.life !== 'live') return { job: { ...job, status: 'done' }, work: [] };
  const profileIds = await store.population({
    ...populationQuery(running.current, roster.workspace, nowMs),
    afterProfileId: job.cursor,
    limit: PAGE_SIZE,
  });
  const offers = [{ journeyId: job.journeyId, offer: offerOf(job) }];
  return { job: advanced(job, profileIds), work: forEach(profileIds, { ...NOT_BY_TIME, offers }) };
}

/** Everybody known is looked at: rows are begun for what is watched lately, and asked anew. */
async function watchPage(job: Job, roster: Roster, store: Store, nowMs: number): Promise<JobPage> {
  const { audiences, timeZone } = roster.workspace;
  const everybody = { condition: null, audiences, nowMs, zone: timeZone };
  const profileIds = await store.population({ ...everybody, afterProfileId: job.cursor, limit: PAGE_SIZE });
  return { job: advanced(job, profileIds), work: forEach(profileIds, { ...NOT_BY_TIME, look: true }) };
}

async function stopPage(job: Job, store: Store): Promise<JobPage> {
  const profileIds = await store.enrolled({
    journeyId: job.journeyId,
    afterProfileId: job.cursor,
    limit: PAGE_SIZE,
  });
  const stopped = [job.journeyId];
  return { job: advanced(job, profileIds), work: forEach(profileIds, { ...NOT_BY_TIME, stopped }) };
}

/** Cursor that says that everybody inside has caught up and the held entries are next. */
const INSIDE_DONE = '\u{10ffff}';

/** After a resume: first those inside take what they missed, then held entries are decided, the oldest first. */
async function catchUpPage(job: Job, store: Store): Promise<JobPage> {
  if (job.cursor !== INSIDE_DONE) {
    const profileIds = await store.enrolled({
      journeyId: job.journeyId,
      afterProfileId: job.cursor,
      limit: PAGE_SIZE,
    });
    const resumed = [{ journeyId: job.journeyId, sinceMs: job.atMs }];
    const page = advanced(job, profileIds);
    const cursor = page.status === 'done' ? INSIDE_DONE : page.cursor;
    return {
      job: { ...page, status: 'running', cursor },
      work: forEach(profileIds, { ...NOT_BY_TIME, resumed }),
    };
  }
  const held = await store.heldEntries({ journeyId: job.journeyId, limit: PAGE_SIZE });
  const byProfile = groupBy(held, ({ profileId }) => profileId);
  const status = held.length < PAGE_SIZE ? 'done' : 'running';
  return {
    job: { ...job, status, doneCount: job.doneCount + held.length },
    work: [...byProfile].map(([profileId, releases]) => ({ profileId, work: { releases, ...NOT_BY_TIME } })),
  };
}

/** The next page of the most urgent job: the oldest, and of equal ones the journey with the highest priority. */
export async function nextJobPage(
  jobs: readonly Job[],
  roster: Roster,
  store: Store,
  nowMs: number,
): Promise<JobPage | null> {
  const [job] = jobs
    .filter(
      ({ status, type, journeyId }) =>
        // what is watched goes on in a pause; entries are then held
        status === 'running' && (type === 'watch' || roster.journeys.get(journeyId)?.life !== 'paused'),
    )
    .sort((a, b) => a.atMs - b.atMs || b.priority - a.priority || (a.id < b.id ? -1 : 1));
  if (!job) return null;
  switch (job.type) {
    case 'enrolPopulation':
    case 'business':
      return enrolPage(job, roster, store, nowMs);
    case 'stopJourney':
      return stopPage(job, store);
    case 'catchUp':
      return catchUpPage(job, store);
    case 'watch':
      return watchPage(job, roster, store, nowMs);
  }
}
