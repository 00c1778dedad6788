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
];

export function jobValues(job: Job): JobValues {
  const { id, type, journeyId, version, atMs, priority, cursor, status, doneCount } = job;
  return [id, type, journeyId, version, atMs, priority, cursor, status, doneCount];
}

export function jobOf(values: JobValues): Job {
  const [id, type, journeyId, version, atMs, priority, cursor, status, doneCount] = values;
  return { id, type, journeyId, version, atMs, priority, cursor, status, doneCount };
}
