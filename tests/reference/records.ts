/** What the reference keeps: customers and their events, journeys and enrollments, and the report it fills. */
import type { Condition, Where } from '../../shared/condition.ts';
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';
import type { Window } from './calendar.ts';

export type Bag = { [name: string]: unknown };

export interface Happening {
  id: string;
  name: string;
  properties: Bag;
  /** when it occurred */
  at: number;
  /** length of the chain of emitted events that led here */
  depth: number;
  /** the delivery a receipt belongs to */
  about?: Send | undefined;
}

/** A message at its provider: sent, unknown (it counts toward caps) or failed. */
export interface Send {
  at: number;
  channel: string;
  class: string;
  tags: string[];
  node: string;
  template: string;
  outcome: 'claimed' | 'failing' | 'sent' | 'unknown' | 'failed';
  of: Enrollment;
}

export interface Person {
  id: string;
  timeZone?: string | undefined;
  locale: string;
  attributes: Bag;
  tags: string[];
  addresses: Bag;
  consent: { [channel: string]: { [purpose: string]: boolean } };
  suppressed: string[];
  events: Happening[];
  sends: Send[];
  /** what the attributes were, and since when */
  past: { since: number; attributes: Bag }[];
}

/** An event or condition that a node, goal or exit looks for. */
export interface Sought {
  id: string;
  event?: string;
  where?: Where;
  key?: string;
  condition?: Condition;
}

/** Settings of every kind at once: a valid document has those of its kind, and only those are read. */
export interface Settings {
  on: string;
  event: string;
  where?: Where;
  key?: string;
  condition?: Condition;
  audience?: string;
  reentry?: { mode: string; max?: number; within: string };
  when?: string;
  includeCurrent?: boolean;
  missing: Sought;
  within: string;
  start: string;
  repeat?: { every: string; days?: string[]; times?: number; until?: string };
  yearly?: boolean;
  groups: (Sought & { condition: Condition })[];
  arms: { id: string; share: number }[];
  salt: string;
  tiers: { id: string; from: number }[];
  attribute: string | string[];
  channel: string;
  template: string;
  locale?: string;
  purpose?: string;
  tags?: string[];
  quiet?: string;
  maxHold?: string;
  to?: string;
  keep?: { [name: string]: string };
  set?: Bag;
  add?: Bag;
  remove?: string[];
  addTags?: string[];
  removeTags?: string[];
  properties?: Bag;
  journey: string;
  mode?: string;
  duration: string;
  window?: Window;
  at?: string;
  days?: string[];
  zone?: string;
  offset?: string;
  until: string;
  onChange?: string;
  paths: Sought[];
  lookBack?: string;
  timeout: string;
  timeoutWindow?: Window;
  restart?: Sought[];
  reason?: string;
}
export interface Document {
  id: string;
  class?: string;
  priority?: number;
  timeZone?: string;
  starts?: string;
  ends?: string;
  exclude?: Condition;
  exits?: (Sought & { reason?: string })[];
  goals?: (Sought & { within?: string; exit?: boolean })[];
  holdout?: { share: number };
  testMode?: boolean;
  nodes: { [id: string]: { kind: string; settings: Settings; next: Bag; maxVisits?: number } };
}

export interface Offer {
  at: number;
  person: Person;
  event: Happening | null;
  by: 'trigger' | 'hand' | 'node';
  key?: unknown;
  override?: boolean | undefined;
  /** a removal by hand came while a pause held it */
  isRemoved?: boolean;
}
export interface Running {
  id: string;
  state: 'live' | 'paused' | 'closed' | 'stopped';
  document: Document;
  publishedAt: number;
  /** who is in the audience of an audience trigger */
  members: Set<Person>;
  heldEntries: (Offer & { releaseAt?: number })[];
}

export interface Enrollment {
  number: number;
  person: Person;
  journey: Running;
  document: Document;
  key: string | null;
  entry: Happening | null;
  enteredAt: number;
  vars: Bag;
  visits: { [node: string]: number };
  node: string;
  arrivedAt: number;
  goals: { id: string; at: number }[];
  state: 'active' | 'parked' | 'ended';
  reason?: string;
  endedAt?: number;
  wait?: Wait | undefined;
  send?: Pending | undefined;
  /** the customer as before the step that is going on */
  undo?: Pick<Person, 'attributes' | 'tags'> | undefined;
  /** what happened during a pause and is taken at resume */
  held: { at: number; event?: Happening; path?: string }[];
}
export interface Wait {
  until: number;
  outlet: string;
  seen: Set<string>;
  restarts: number;
}
export interface Pending {
  due: number;
  at: number;
  planned: boolean;
  held: boolean;
  /** waits for a turn of the provider limit that is taken */
  hasTurn?: boolean;
  expires?: number;
  attempts: number;
  /** waits for its turn in the release after a pause */
  released?: boolean;
}

export type Row = { [name: string]: string | number | boolean | null | object };
export const LISTS = [
  'deliveries',
  'refusals',
  'ends',
  'waiting',
  'parked',
  'problems',
  'entryRefusals',
  'duplicates',
  'exposures',
  'profiles',
] as const;
export type Report = { [list in (typeof LISTS)[number]]: Row[] };

export interface World {
  now: number;
  scenario: Scenario;
  people: Map<string, Person>;
  journeys: Map<string, Running>;
  enrollments: Enrollment[];
  /** first events of `eventMissing` whose second one has not come */
  clocks: { journey: Running; person: Person; key: string; event: Happening; due: number }[];
  /** how the providers answer, the newest entry first */
  answers: Extract<TimelineEntry, { provider: object }>['provider'][];
  /** first free instant of a release or a provider limit */
  pace: Map<string, number>;
  /** what a step emitted and whom it enrols, applied when it has come to rest */
  afterStep: { person: Person; event: Happening; into?: string; key?: string | null | undefined }[];
  arms: Map<string, string>;
  fired: Set<string>;
  report: Report;
}
