import type { JsonObject } from '../../../../shared/json.ts';
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
  'event',
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
  event: string | null,
];

export function jobValues(job: Job): JobValues {
  const { id, type, journeyId, version, atMs, priority, cursor, status, doneCount } = job;
  const resume = job.resume && JSON.stringify(job.resume);
  return [
    id,
    type,
    journeyId,
    version,
    atMs,
    priority,
    cursor,
    status,
    doneCount,
    resume,
    eventText(job.event),
  ];
}

function eventText(event: Job['event']): string | null {
  return event === null ? null : JSON.stringify([event.id, event.name, event.properties]);
}

function eventOf(text: string | null): Job['event'] {
  if (text === null) return null;
  // JSON that eventText wrote
  const [id, name, properties] = JSON.parse(text) as [string, string, JsonObject];
  return { id, name, properties };
}

export function jobOf(values: JobValues): Job {
  const [id, type, journeyId, version, atMs, priority, cursor, status, doneCount, resumed, event] = values;
  // JSON that jobValues wrote
  const resume = resumed === null ? null : (JSON.parse(resumed) as Job['resume']);
  const base = { id, type, journeyId, version, atMs, priority, cursor, status, doneCount };
  return { ...base, resume, event: eventOf(event) };
}
