/** The evidence, indexed as invariants ask for it. */
import type { Enrollment, OutboxRow, TraceRow } from '../../../engine/core/records.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import type { Call, Evidence, Note } from '../evidence.ts';

export type NoteOf<Type extends Note['type']> = Extract<Note, { type: Type }>;

export type Node = JourneyInput['nodes'][string];

/** From one instant to another nothing moves. */
export interface Standstill {
  fromMs: number;
  untilMs: number;
}

export interface Knowledge extends Evidence {
  notesOf<Type extends Note['type']>(type: Type): NoteOf<Type>[];
  callsByKey: ReadonlyMap<string, Call[]>;
  rowByKey: ReadonlyMap<string, OutboxRow>;
  enrollmentById: ReadonlyMap<string, Enrollment>;
  /** a customer's steps in one enrollment, in order */
  traceById: ReadonlyMap<string, TraceRow[]>;
  documentOf(journey: string, version: number): JourneyInput | undefined;
  nodeOf(row: { journeyId: string; version: number; node: string }): Node | undefined;
  /** zone of the customer's policies: their own, else the workspace's */
  policyZone(profile: string): string;
  /** zone of the customer's waits: their own, else the journey's, else the workspace's */
  waitZone(profile: string, journey: JourneyInput): string;
  crashedAt(ms: number): boolean;
  pausesOf(journey: string): Standstill[];
  downs: Standstill[];
}

/** Enrollment part of a send key. */
export function enrollmentOfKey(key: string): string {
  return key.split('/').slice(0, 3).join('/');
}

export function idOf(of: { journeyId: string; profileId: string; ordinal: number }): string {
  return `${of.journeyId}/${of.profileId}/${of.ordinal}`;
}

export function keyOf(row: OutboxRow): string {
  return `${idOf(row)}/${row.node}/${row.visit}/${row.lane}/1`;
}

export function group<Item>(items: readonly Item[], keyOfItem: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function pausesIn(notes: readonly Note[], journey: string, untilMs: number): Standstill[] {
  const pauses: Standstill[] = [];
  for (const note of notes) {
    if (note.type !== 'life' || note.journey !== journey || !note.isDone) continue;
    if (note.deed === 'pause') pauses.push({ fromMs: note.atMs, untilMs });
    const open = pauses.at(-1);
    if (open && note.deed !== 'pause') open.untilMs = Math.min(open.untilMs, note.atMs);
  }
  return pauses;
}

export function knowledgeOf(evidence: Evidence): Knowledge {
  const { plan, notes, calls, reads } = evidence;
  const publishes = notes.filter((note) => note.type === 'publish');
  const zones = new Map(plan.profiles.map(({ id, timeZone }) => [id, timeZone]));
  const workspaceZone = plan.workspace.timeZone ?? 'UTC';
  const crashes = new Set(notes.filter(({ type }) => type === 'crash').map(({ atMs }) => atMs));
  const documentOf = (journey: string, version: number) =>
    publishes.find((note) => note.journey === journey && note.version === version)?.document;
  const traceById = group(reads.trace, idOf);
  for (const rows of traceById.values()) rows.sort((a, b) => a.index - b.index);
  return {
    ...evidence,
    notesOf: <Type extends Note['type']>(type: Type) =>
      notes.filter((note): note is NoteOf<Type> => note.type === type),
    callsByKey: group(calls, ({ key }) => key),
    rowByKey: new Map(reads.deliveries.map((row) => [keyOf(row), row])),
    enrollmentById: new Map(reads.enrollments.map((enrollment) => [idOf(enrollment), enrollment])),
    traceById,
    documentOf,
    nodeOf: ({ journeyId, version, node }) => documentOf(journeyId, version)?.nodes[node],
    policyZone: (profile) => zones.get(profile) ?? workspaceZone,
    waitZone: (profile, journey) => zones.get(profile) ?? journey.timeZone ?? workspaceZone,
    crashedAt: (ms) => crashes.has(ms),
    pausesOf: (journey) => pausesIn(notes, journey, plan.untilMs),
    downs: notes.flatMap((note) =>
      note.type === 'down' ? [{ fromMs: note.atMs, untilMs: note.untilMs }] : [],
    ),
  };
}
