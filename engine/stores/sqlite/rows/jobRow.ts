import type { Job } from '../../store.ts';

export const jobColumns = [
  'id',
  'type',
  'journey_id',
  'version',
  'at_ms',
  'priority',
  'cursor',
  'status',
  'done_count',
  'resume',
] as const;

/** Values in the order of `jobColumns`. */
export type JobValues = [
  id: string,
  type: Job['type'],
  journeyId: string,
  version: number,
  atMs: number,
  priority: number,
  cursor: string,
  status: Job['status'],
  doneCount: number,
  resume: string | null,
];

export function jobValues(job: Job): JobValues {
  const { id, type, journeyId, version, atMs, priority, cursor, status, doneCount } = job;
  const resume = job.resume && JSON.stringify(job.resume);
  return [id, type, journeyId, version, atMs, priority, cursor, status, doneCount, resume];
}

export function jobOf(values: JobValues): Job {
  const [id, type, journeyId, version, atMs, priority, cursor, status, doneCount, resumed] = values;
  // JSON that jobValues wrote
  const resume = resumed === null ? null : (JSON.parse(resumed) as Job['resume']);
  return { id, type, journeyId, version, atMs, priority, cursor, status, doneCount, resume };
}
