/** What a pause held: who is inside catches up, then entries and acts are released at a pace, or dropped. */

import type { JourneyLife } from '../../shared/journey/life.ts';
import { NOT_BY_TIME, type Work } from '../core/customer/advance.ts';
import type { Pause } from '../core/customer/world.ts';
import type { EntryDecision } from '../core/records.ts';
import type { HeldItem, Job, Resume, Store } from '../stores/store.ts';
import { groupBy } from './groupBy.ts';
import { enrolledPage, type IsAwaited, type JobPage, PAGE_SIZE, upToAwaited } from './jobPage.ts';
import type { Paces } from './paces.ts';

/** Cursor that says that everybody inside is done and the backlog is next. */
const INSIDE_DONE = '\u{10ffff}';

export function releasePace(journeyId: string): string {
  return `resume/${journeyId}`;
}

/** When a job of a resumed journey may go on. */
export function backlogDueMs({ cursor, resume, journeyId }: Job, paces: Paces): number {
  if (!resume) return Number.POSITIVE_INFINITY;
  const isPaced = cursor === INSIDE_DONE && resume.backlog === 'release';
  return isPaced ? Math.max(resume.atMs, paces.nextMs(releasePace(journeyId))) : resume.atMs;
}

/** Jobs of a journey's pauses that are not caught up with, the oldest first. */
export function openPauses(jobs: readonly Job[], journeyId: string): Job[] {
  return jobs
    .filter((job) => job.type === 'catchUp' && job.journeyId === journeyId && job.status === 'running')
    .sort((a, b) => a.atMs - b.atMs);
}

/** Pauses of a journey that were ended by a resume and are not caught up with, the oldest first. */
export function pausesOf(jobs: readonly Job[], journeyId: string): Pause[] {
  return openPauses(jobs, journeyId).flatMap(({ atMs, resume }) =>
    resume ? [{ fromMs: atMs, untilMs: resume.atMs, backlog: resume.backlog }] : [],
  );
}

/**
 * The jobs that do not fit the life their journey has, as they should be: a pause that never came into force, or that
 * a stop ended, would wait for its resume without end; one whose resume never came into force still lasts.
 */
export function mendedPauses(jobs: readonly Job[], journeyId: string, life: JourneyLife): Job[] {
  const open = openPauses(jobs, journeyId);
  if (life !== 'paused') {
    return open.filter(({ resume }) => resume === null).map((job) => ({ ...job, status: 'done' }));
  }
  const last = open.at(-1);
  return last?.resume ? [{ ...last, resume: null }] : [];
}

async function insidePage(job: Job, store: Store, work: Work): Promise<JobPage> {
  const page = await enrolledPage(job, store, work);
  // the backlog is still to come
  return page.job.status === 'done'
    ? { ...page, job: { ...page.job, status: 'running', cursor: INSIDE_DONE } }
    : page;
}

/** As many of the oldest as the pace lets go now. */
function released(
  items: readonly HeldItem[],
  { journeyId }: Job,
  resume: Resume,
  paces: Paces,
  nowMs: number,
) {
  if (resume.backlog === 'drop') return items;
  const profileIds = new Set<string>();
  const pace = releasePace(journeyId);
  const taken: HeldItem[] = [];
  for (const item of items) {
    // each comes to rest before the same customer's next
    if (paces.nextMs(pace) > nowMs || profileIds.has(item.profileId)) break;
    profileIds.add(item.profileId);
    paces.take(pace, resume.perSecond, nowMs);
    taken.push(item);
  }
  return taken;
}

function workOf(items: readonly HeldItem[], { backlog }: Resume): Work {
  const entries: EntryDecision[] = [];
  const acts: string[] = [];
  for (const { held } of items) {
    if (held.type === 'entry') entries.push(held.entry);
    else acts.push(held.key);
  }
  return { ...NOT_BY_TIME, backlog: { becomes: backlog, entries, acts } };
}

async function backlogPage(
  job: Job,
  resume: Resume,
  store: Store,
  paces: Paces,
  nowMs: number,
  isAwaited: IsAwaited,
): Promise<JobPage> {
  const items = await store.backlog({ journeyId: job.journeyId, limit: PAGE_SIZE });
  const { now, awaits } = upToAwaited(items, job, isAwaited);
  const taken = released(now, job, resume, paces, nowMs);
  const isLast = taken.length === items.length && items.length < PAGE_SIZE;
  const byProfile = groupBy(taken, ({ profileId }) => profileId);
  return {
    job: { ...job, status: isLast ? 'done' : 'running', doneCount: job.doneCount + taken.length },
    work: [...byProfile].map(([profileId, ofOne]) => ({ profileId, work: workOf(ofOne, resume) })),
    awaits: awaits && taken.length === now.length,
  };
}

/** After a resume: first those inside take what they missed, then what was held goes on, the oldest first. */
export async function catchUpPage(
  job: Job,
  store: Store,
  paces: Paces,
  nowMs: number,
  isAwaited: IsAwaited,
): Promise<JobPage> {
  if (!job.resume) throw new Error(`${job.id} runs before its journey was resumed`);
  if (job.cursor !== INSIDE_DONE) return insidePage(job, store, NOT_BY_TIME);
  return backlogPage(job, job.resume, store, paces, nowMs, isAwaited);
}

/** A stop ends everybody inside, and refuses what a pause had held. */
export async function stopPage(job: Job, store: Store, paces: Paces, nowMs: number): Promise<JobPage> {
  const stopped = [job.journeyId];
  if (job.cursor !== INSIDE_DONE) return insidePage(job, store, { ...NOT_BY_TIME, stopped });
  const resume: Resume = { atMs: job.atMs, backlog: 'drop', perSecond: 1 };
  return backlogPage(job, resume, store, paces, nowMs, () => false);
}
