import type { JsonObject } from '../../../../shared/json.ts';
import type { EndReason } from '../../../../shared/refusal.ts';
import {
  type Enrollment,
  type EnrollmentState,
  type Entry,
  type Former,
  STATE_FORMAT,
} from '../../../core/records.ts';
import { packed } from './columns.ts';

export const enrollmentColumns = [
  'profile_id',
  'journey_id',
  'ordinal',
  'version',
  'key',
  'entered_at_ms',
  'entry',
  'step_count',
  'status',
  'node',
  'due_at_ms',
  'format',
  'visits',
  'vars',
  'arrived_at_ms',
  'until_ms',
  'memory',
  'caught_up_at_ms',
  'fault',
  'ended_at_ms',
  'reason',
  'detail',
  'former',
] as const;

/** Values in the order of `enrollmentColumns`. */
export type EnrollmentValues = [
  profileId: string,
  journeyId: string,
  ordinal: number,
  version: number,
  key: string | null,
  enteredAtMs: number,
  entry: string | null,
  stepCount: number,
  status: Enrollment['status'],
  node: string | null,
  dueAtMs: number | null,
  format: EnrollmentState['format'] | null,
  visits: string | null,
  vars: string | null,
  arrivedAtMs: number | null,
  untilMs: number | null,
  memory: string | null,
  caughtUpAtMs: number | null,
  fault: string | null,
  endedAtMs: number | null,
  reason: EndReason | null,
  detail: string | null,
  former: string | null,
];

type StoredEntry = [
  eventId: Entry['eventId'],
  name: Entry['name'],
  properties: JsonObject,
  depth?: number | null,
  by?: Entry['by'],
];

/** Columns of the state, in order, that change with every step. */
export const stateColumns = enrollmentColumns.slice(11, 18);

/** Values in the order of `stateColumns`. */
export function stateValues({ format, visits, vars, wait, caughtUpAtMs }: EnrollmentState) {
  return [
    format,
    visitsText(visits),
    packed(vars),
    wait?.arrivedAtMs ?? null,
    wait?.untilMs ?? null,
    wait?.memory ? JSON.stringify(wait.memory) : null,
    caughtUpAtMs ?? null,
  ] as const;
}

const NO_STATE = [null, null, null, null, null, null, null] as const;

function visitsText(visits: EnrollmentState['visits']): string {
  let text = '';
  for (const node in visits) {
    const times = visits[node];
    // ids of nodes hold neither a space nor a '#'
    text += `${text === '' ? '' : ' '}${times === 1 ? node : `${node}#${times}`}`;
  }
  return text;
}

function visitsOf(text: string): EnrollmentState['visits'] {
  const visits: EnrollmentState['visits'] = {};
  if (text === '') return visits;
  for (const word of text.split(' ')) {
    const end = word.indexOf('#');
    if (end < 0) visits[word] = 1;
    else visits[word.slice(0, end)] = Number(word.slice(end + 1));
  }
  return visits;
}

function entryText({ eventId, name, properties, depth, by }: Entry): string | null {
  if (by !== undefined)
    return JSON.stringify([eventId, name, properties, depth ?? null, by] satisfies StoredEntry);
  if (depth !== undefined) return JSON.stringify([eventId, name, properties, depth] satisfies StoredEntry);
  if (eventId === null && name === null && Object.keys(properties).length === 0) return null;
  return JSON.stringify([eventId, name, properties] satisfies StoredEntry);
}

export function enrollmentValues(enrollment: Enrollment): EnrollmentValues {
  const inside = enrollment.status === 'ended' ? null : enrollment;
  const ended = enrollment.status === 'ended' ? enrollment : null;
  return [
    enrollment.profileId,
    enrollment.journeyId,
    enrollment.ordinal,
    enrollment.version,
    enrollment.key,
    enrollment.enteredAtMs,
    entryText(enrollment.entry),
    enrollment.stepCount,
    enrollment.status,
    inside ? inside.state.node : null,
    enrollment.status === 'active' ? enrollment.dueAtMs : null,
    ...(inside ? stateValues(inside.state) : NO_STATE),
    enrollment.status === 'parked' ? enrollment.fault : null,
    ended ? ended.endedAtMs : null,
    ended ? ended.reason : null,
    ended ? ended.detail : null,
    formerText(enrollment),
  ];
}

function formerText({ former }: Enrollment): string | null {
  return former ? JSON.stringify(former) : null;
}

export function enrollmentOf(values: EnrollmentValues): Enrollment {
  const enrollment = withoutFormer(values);
  const former = values[22];
  // JSON that formerText wrote
  if (former !== null) enrollment.former = JSON.parse(former) as Former;
  return enrollment;
}

// every case is spelled out: spreading the common fields into each costs 5 µs a row, the whole rest 1 µs
function withoutFormer(values: EnrollmentValues): Enrollment {
  switch (values[8]) {
    case 'active':
      return {
        profileId: values[0],
        journeyId: values[1],
        ordinal: values[2],
        version: values[3],
        key: values[4],
        enteredAtMs: values[5],
        entry: entryOf(values[6]),
        stepCount: values[7],
        status: 'active',
        state: stateOf(values),
        dueAtMs: values[10],
      };
    case 'parked':
      return {
        profileId: values[0],
        journeyId: values[1],
        ordinal: values[2],
        version: values[3],
        key: values[4],
        enteredAtMs: values[5],
        entry: entryOf(values[6]),
        stepCount: values[7],
        status: 'parked',
        state: stateOf(values),
        fault: values[18] ?? '',
      };
    case 'ended':
      return {
        profileId: values[0],
        journeyId: values[1],
        ordinal: values[2],
        version: values[3],
        key: values[4],
        enteredAtMs: values[5],
        entry: entryOf(values[6]),
        stepCount: values[7],
        status: 'ended',
        endedAtMs: values[19] ?? 0,
        reason: values[20] ?? 'completed',
        detail: values[21],
      };
  }
}

function stateOf(values: EnrollmentValues): EnrollmentState {
  const [, , , , , , , , , node, , format, visits, vars, arrivedAtMs, untilMs, memory, caughtUpAtMs] = values;
  const wait: EnrollmentState['wait'] =
    arrivedAtMs === null || untilMs === null ? null : { arrivedAtMs, untilMs };
  // JSON that stateValues wrote, here and below
  if (wait && memory !== null) wait.memory = JSON.parse(memory) as JsonObject;
  const state: EnrollmentState = {
    format: format ?? STATE_FORMAT,
    node: node ?? '',
    visits: visitsOf(visits ?? ''),
    vars: vars === null ? {} : (JSON.parse(vars) as JsonObject),
    wait,
  };
  if (caughtUpAtMs !== null) state.caughtUpAtMs = caughtUpAtMs;
  return state;
}

function entryOf(text: string | null): Entry {
  if (text === null) return { eventId: null, name: null, properties: {} };
  // JSON that entryText wrote
  const [eventId, name, properties, depth, by] = JSON.parse(text) as StoredEntry;
  const entry: Entry = { eventId, name, properties };
  if (typeof depth === 'number') entry.depth = depth;
  if (by !== undefined) entry.by = by;
  return entry;
}
