/** Jobs over many customers, page by page. */

import type { Condition } from '../../shared/condition.ts';
import type { Workspace } from '../../shared/workspace.ts';
import { compareText } from '../core/compareText.ts';
import type { CompiledJourney } from '../core/compile.ts';
import { NOT_BY_TIME } from '../core/customer/advance.ts';
import { NOBODY_SENT_IT, offerByEvent } from '../core/customer/enter.ts';
import { isOpen } from '../core/customer/world.ts';
import type { Offer } from '../core/records.ts';
import { journeyZone } from '../core/zones.ts';
import type { Job, PopulationQuery, Store } from '../stores/store.ts';
import { backlogDueMs, catchUpPage, stopPage } from './backlog.ts';
import {
  advanced,
  enrolledPage,
  forEach,
  type IsAwaited,
  type JobPage,
  movedPage,
  PAGE_SIZE,
  upToAwaited,
} from './jobPage.ts';
import type { Paces } from './paces.ts';
import type { Roster } from './roster.ts';

/** What a population is offered entry with. */
function offerOf({ event }: Job): Offer {
  return event === null ? NOBODY_SENT_IT : offerByEvent(event, null);
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
    zone: journeyZone(compiled.journey, workspace),
  };
}

async function enrolPage(
  job: Job,
  roster: Roster,
  store: Store,
  nowMs: number,
  isAwaited: IsAwaited,
): Promise<JobPage> {
  const running = roster.journeys.get(job.journeyId);
  // in a pause the offers are held, each under its customer's name
  if (!running || !isOpen(running)) return { job: { ...job, status: 'done' }, work: [] };
  const profileIds = await store.population({
    ...populationQuery(running.current, roster.workspace, nowMs),
    afterProfileId: job.cursor,
    limit: PAGE_SIZE,
  });
  const offers = [{ journeyId: job.journeyId, offer: offerOf(job) }];
  // a business event is heard at once, like any event
  const isHeard: IsAwaited = job.type === 'business' ? () => false : isAwaited;
  const rows = forEach(profileIds, { ...NOT_BY_TIME, offers });
  const { now, awaits } = upToAwaited(rows, job, isHeard);
  const isLast = !awaits && profileIds.length < PAGE_SIZE;
  const ids = now.map(({ profileId }) => profileId);
  return { job: advanced(job, ids, isLast), work: [...now], awaits };
}

/** Everybody known is looked at: rows are begun for what is watched lately, and asked anew. */
async function watchPage(job: Job, roster: Roster, store: Store, nowMs: number): Promise<JobPage> {
  const { audiences, timeZone } = roster.workspace;
  const everybody = { condition: null, audiences, nowMs, zone: timeZone };
  const profileIds = await store.population({ ...everybody, afterProfileId: job.cursor, limit: PAGE_SIZE });
  return { job: advanced(job, profileIds), work: forEach(profileIds, { ...NOT_BY_TIME, look: true }) };
}

/** When a job may do its next page; never while it waits for a resume. */
export function jobDueMs(job: Job, roster: Roster, paces: Paces): number {
  if (job.status === 'done') return Number.POSITIVE_INFINITY;
  if (job.type !== 'catchUp' && job.type !== 'endMove') return job.atMs;
  const isPaused = roster.journeys.get(job.journeyId)?.life === 'paused';
  if (job.type === 'endMove') return isPaused ? Number.POSITIVE_INFINITY : job.atMs;
  return isPaused ? Number.POSITIVE_INFINITY : backlogDueMs(job, paces);
}

/** The next page of the most urgent job: the oldest, and of equal ones the journey with the highest priority. */
export async function nextJobPage(
  jobs: readonly Job[],
  roster: Roster,
  store: Store,
  paces: Paces,
  nowMs: number,
  isAwaited: IsAwaited,
): Promise<JobPage | null> {
  const [job] = jobs
    .filter((one) => jobDueMs(one, roster, paces) <= nowMs)
    .sort((a, b) => a.atMs - b.atMs || b.priority - a.priority || compareText(a.id, b.id));
  if (!job) return null;
  switch (job.type) {
    case 'enrolPopulation':
    case 'business':
      return enrolPage(job, roster, store, nowMs, isAwaited);
    case 'stopJourney':
      return stopPage(job, store, paces, nowMs);
    case 'catchUp':
      return catchUpPage(job, store, paces, nowMs, isAwaited);
    case 'migrate':
      // a touch is enough: whoever is inside moves to the version that takes over
      return enrolledPage(job, store, NOT_BY_TIME);
    case 'endMove':
      // a touch again: those it concerns go back, or forget where they came from
      return movedPage(job, store, NOT_BY_TIME);
    case 'watch':
      return watchPage(job, roster, store, nowMs);
  }
}
