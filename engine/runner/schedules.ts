/** When scheduled journeys are due, and the jobs that enrol their populations. */
import { scheduleZone } from '../core/check/rules.ts';
import { isOpen, type RunningJourney } from '../core/customer/world.ts';
import { isInCustomersZone } from '../core/journeyWatch.ts';
import { nextOccurrence } from '../core/time/schedule.ts';
import type { Job } from '../stores/store.ts';
import { NEW_JOB } from './jobPage.ts';
import type { Roster } from './roster.ts';

/** The next occurrence at or after an instant; null when there is none or the journey is not scheduled. */
function nextOccurrenceMs(running: RunningJourney, fromMs: number, workspaceZone: string): number | null {
  const { entry, journey } = running.current;
  // what lies in each customer's own zone is watched customer by customer
  if (entry.source.on !== 'schedule' || isInCustomersZone(entry.source)) return null;
  return (
    nextOccurrence(entry.source.schedule, scheduleZone(entry, journey, workspaceZone), fromMs)?.atMs ?? null
  );
}

export interface DueSchedule {
  journeyId: string;
  version: number;
  priority: number;
  atMs: number;
}

/**
 * Per live journey its next occurrence that no job stands for yet.
 * Occurrences before the version was published are skipped, not caught up (language.md §11.2).
 */
export function upcomingSchedules(roster: Roster, jobs: readonly Job[]): DueSchedule[] {
  const upcoming: DueSchedule[] = [];
  for (const running of roster.journeys.values()) {
    if (!isOpen(running)) continue;
    const doneMs = jobs
      .filter((job) => job.type === 'enrolPopulation' && job.journeyId === running.id)
      .reduce((latest, job) => Math.max(latest, job.atMs), Number.NEGATIVE_INFINITY);
    const published = roster
      .versionsOf(running.id)
      .find(({ version }) => version === running.current.version);
    const fromMs = Math.max(published?.publishedAtMs ?? 0, doneMs + 1);
    const atMs = nextOccurrenceMs(running, fromMs, roster.workspace.timeZone);
    if (atMs === null) continue;
    const { version, journey } = running.current;
    upcoming.push({ journeyId: running.id, version, priority: journey.priority, atMs });
  }
  return upcoming;
}

/** A job's name is derived from what it stands for, so an occurrence is enrolled once. */
export function populationJob(due: DueSchedule): Job {
  return { ...NEW_JOB, ...due, id: `enrol/${due.journeyId}/${due.atMs}`, type: 'enrolPopulation' };
}
