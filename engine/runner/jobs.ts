/** Jobs over many customers, page by page. */

import type { Condition } from '../../shared/condition.ts';
import type { Workspace } from '../../shared/workspace.ts';
import type { CompiledJourney } from '../core/compile.ts';
import { NOT_BY_TIME } from '../core/customer/advance.ts';
import type { Offer } from '../core/records.ts';
import type { Job, PopulationQuery, Store } from '../stores/store.ts';
import { backlogDueMs, catchUpPage, stopPage } from './backlog.ts';
import { advanced, forEach, type JobPage, PAGE_SIZE } from './jobPage.ts';
import type { Paces } from './paces.ts';
import type { Roster } from './roster.ts';

const NOBODY_SENT_IT: Offer = {
  entry: { eventId: null, name: null, properties: {} },
  key: null,
  by: 'trigger',
};

/** Who a schedule concerns: its audience, its condition, or everybody. */
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

async function enrolPage(job: Job, roster: Roster, store: Store, nowMs: number): Promise<JobPage> {
  const running = roster.journeys.get(job.journeyId);
  // in a pause the offers are held, each under its customer's name
  const isOpen = running?.life === 'live' || running?.life === 'paused';
  if (!isOpen) return { job: { ...job, status: 'done' }, work: [] };
  const profileIds = await store.population({
    ...populationQuery(running.current, roster.workspace, nowMs),
    afterProfileId: job.cursor,
    limit: PAGE_SIZE,
  });
  const offers = [{ journeyId: job.journeyId, offer: NOBODY_SENT_IT }];
  return { job: advanced(job, profileIds), work: forEach(profileIds, { ...NOT_BY_TIME, offers }) };
}

/** When a job may do its next page; never while it waits for a resume. */
export function jobDueMs(job: Job, roster: Roster, paces: Paces): number {
  if (job.status === 'done') return Number.POSITIVE_INFINITY;
  if (job.type !== 'catchUp') return job.atMs;
  const isPaused = roster.journeys.get(job.journeyId)?.life === 'paused';
  return isPaused ? Number.POSITIVE_INFINITY : backlogDueMs(job, paces);
}

/** The next page of the most urgent job: the oldest, and of equal ones the journey with the highest priority. */
export async function nextJobPage(
  jobs: readonly Job[],
  roster: Roster,
  store: Store,
  paces: Paces,
  nowMs: number,
): Promise<JobPage | null> {
  const [job] = jobs
    .filter((one) => jobDueMs(one, roster, paces) <= nowMs)
    .sort((a, b) => a.atMs - b.atMs || b.priority - a.priority || (a.id < b.id ? -1 : 1));
  if (!job) return null;
  switch (job.type) {
    case 'enrolPopulation':
      return enrolPage(job, roster, store, nowMs);
    case 'stopJourney':
      return stopPage(job, store, paces, nowMs);
    case 'catchUp':
      return catchUpPage(job, store, paces, nowMs);
  }
}
