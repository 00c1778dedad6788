/** What the reference keeps: customers and their events, journeys and enrollments, and the report it fills. */
import type { z } from 'zod';
import type { Condition, Where } from '../../shared/condition.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { nodeKinds } from '../../shared/nodes/kinds.ts';
import type { TriggerSettings } from '../../shared/nodes/trigger.ts';
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';

export type Bag = { [name: string]: unknown };
type Keys<U> = U extends unknown ? keyof U : never;
type At<U, Key> = U extends unknown ? (Key extends keyof U ? U[Key] : never) : never;
/** Settings of several kinds at once: a valid document has those of its kind, and only those are read. */
type Merged<U> = { [Key in Keys<U>]: At<U, Key> };
type Inner = Exclude<(typeof nodeKinds)[number], { kind: 'trigger' }>;

/** An event or condition that a node, goal or exit looks for. */
export interface Sought {
  id?: string | undefined;
  event?: string | undefined;
  where?: Where | undefined;
  key?: string | undefined;
  condition?: Condition | undefined;
  reason?: string | undefined;
}
export type Settings = Omit<Merged<z.infer<Inner['schema']>>, 'paths' | 'restart' | 'timeout'> & {
  timeout: string;
  paths: (Sought & { id: string })[];
  restart: Sought[];
};
export interface Node {
  kind: string;
  settings: Settings;
  next: { [outlet: string]: string };
  maxVisits?: number | undefined;
}
export interface Document extends Omit<Journey, 'nodes' | 'exits'> {
  trigger: Merged<TriggerSettings> & { node: string };
  exits: Sought[];
  nodes: { [id: string]: Node };
  /** the arm of each slot, by split, once somebody has come there */
  slots: Map<string, readonly string[]>;
  /** slots whose customers are tested, of splits of a share of their traffic */
  tested: Map<string, readonly number[]>;
  /** the version before */
  before?: Document | undefined;
}

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

export interface Offer {
  at: number;
  person: Person;
  event: Happening | null;
  by: 'trigger' | 'hand' | 'node';
  key?: unknown;
  override?: boolean | undefined;
  /** a removal by hand came while a pause held it */
  isRemoved?: boolean;
  releaseAt?: number;
}
export interface Running {
  id: string;
  state: 'live' | 'paused' | 'closed' | 'stopped';
  document: Document;
  publishedAt: number;
  /** who is in the audience of an audience trigger */
  members: Set<Person>;
  heldEntries: Offer[];
}

/** What a condition is asked of: a customer, inside a journey or at its door. */
export interface Subject {
  world: World;
  person: Person;
  document?: Document;
  entry: Happening | null;
  enteredAt: number;
  key: string | null;
  vars: Bag;
}
export interface Enrollment extends Subject {
  number: number;
  journey: Running;
  document: Document;
  visits: { [node: string]: number };
  node: string;
  arrivedAt: number;
  goals: number[];
  state: 'active' | 'parked' | 'ended';
  reason?: string;
  endedAt?: number;
  wait?: { until: number; outlet: string; seen: Set<string>; restarts: number } | undefined;
  send?: Pending | undefined;
  /** the customer as before the step that is going on */
  undo?: Pick<Person, 'attributes' | 'tags'> | undefined;
  /** what happened during a pause and is taken at resume */
  held: { at: number; event?: Happening; path?: string }[];
}
/** A message or call that is planned, held, paced or retried. */
export interface Pending {
  due: number;
  at: number;
  /** quiet hours hold it until `at` */
  held: boolean;
  /** waits for a turn of the provider limit that is taken */
  hasTurn?: boolean;
  expires?: number | undefined;
  attempts: number;
  /** waits for its turn in the release after a pause */
  released?: boolean;
}

export type Row = { [name: string]: string | number | boolean | null | object };
const lists = ['deliveries', 'refusals', 'ends', 'waiting', 'parked'] as const;
const others = ['problems', 'entryRefusals', 'duplicates', 'exposures', 'profiles'] as const;
export const LISTS = [...lists, ...others];
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
  /** what happens only once */
  fired: Set<string>;
  report: Report;
}

export function note(world: World, list: keyof Report, row: Row): void {
  world.report[list].push({ at: new Date(world.now).toISOString(), ...row });
}
export const refuseMessage = ({ world, person, journey, node }: Enrollment, reason: string): void =>
  note(world, 'refusals', { profile: person.id, journey: journey.id, node, reason });

export function personOf(world: World, id: string): Person {
  const nothing = {
    attributes: {},
    addresses: {},
    consent: {},
    tags: [],
    suppressed: [],
    events: [],
    sends: [],
  };
  const person = world.people.get(id) ?? {
    id,
    locale: 'en',
    past: [{ since: world.now, attributes: {} }],
    ...nothing,
  };
  world.people.set(id, person);
  return person;
}
export function setAttributes(world: World, person: Person, attributes: Bag): void {
  person.attributes = attributes;
  person.past.push({ since: world.now, attributes });
}
/** What happens now. */
export const happeningOf = (world: World, name: string, properties: Bag = {}): Happening => ({
  ...{ id: '', name, properties, at: world.now, depth: 0 },
});

const byId = (a: Person, b: Person) => (a.id < b.id ? -1 : Number(a.id > b.id));
export const peopleOf = (world: World): Person[] => [...world.people.values()].sort(byId);
export const oldestFirst = <One extends { person: Person }>(
  list: readonly One[],
  atOf: (one: One) => number,
) => list.toSorted((a, b) => atOf(a) - atOf(b) || byId(a.person, b.person));

export const activeOf = (world: World, person: Person): Enrollment[] =>
  world.enrollments.filter((e) => e.person === person && e.state === 'active');
export const frozen = (e: Enrollment): boolean => e.journey.state === 'paused';
export const isOpen = ({ state }: Running): boolean => state === 'live' || state === 'paused';
export const nodeOf = (e: Enrollment) => e.document.nodes[e.node] as Node; // e.node is one of them
export const byPriority = (a: { document: Document }, b: { document: Document }): number =>
  b.document.priority - a.document.priority;
