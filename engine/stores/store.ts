/**
 * The execution store: few and coarse promises to the runner (language.md, reliability.md §2).
 * Every adapter keeps the same ones: tests/conformance runs one suite against all.
 */
import type { Condition } from '../../shared/condition.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import type { Input } from '../core/input.ts';
import type { CountDelta, Customer, CustomerCommit, EntryDecision, OutboxRow } from '../core/records.ts';

/** What a batch of decisions reads beside profiles and enrollments; derived from the live versions. */
export interface Reads {
  /** event names whose history conditions and waits ask for */
  events: readonly string[];
  /** settled sends younger than this are loaded, null loads none; a customer for whom a receipt or a retry waits has all */
  sendsSinceMs: number | null;
  /**
   * per journey the version newcomers enter, and its nodes behind which nobody comes to an arm: who has nothing
   * waiting and only rests there is loaded without assignments; null loads them for everybody
   */
  pastArms: ReadonlyMap<string, { version: number; nodes: ReadonlySet<string> }> | null;
}

export interface NewInput {
  profileId: string;
  atMs: number;
  input: Input;
}

export type Acceptance = { seq: number } | { duplicate: true };

/** Work over a population, in pages; the cursor commits with each page. */
export interface Job {
  id: string;
  type: 'enrolPopulation' | 'stopJourney' | 'catchUp' | 'watch' | 'business' | 'migrate' | 'endMove';
  journeyId: string;
  version: number;
  /** the occurrence it stands for, or when it was asked for */
  atMs: number;
  priority: number;
  /** last profile id done; '' before the first page */
  cursor: string;
  status: 'running' | 'done';
  doneCount: number;
  /** of a pause: how it ended; null while it lasts */
  resume: Resume | null;
  /** of a business event: what everybody of the population enters with */
  event: BusinessEvent | null;
}

/** Something that happened to many at once. */
export interface BusinessEvent {
  id: string;
  name: string;
  properties: JsonObject;
}

/** How a pause ends, and what becomes of what it held. */
export interface Resume {
  atMs: number;
  backlog: 'release' | 'drop';
  perSecond: number;
}

/** An entry or an act that a pause held, and since when. */
export interface HeldItem {
  atMs: number;
  profileId: string;
  held: { type: 'entry'; entry: EntryDecision } | { type: 'act'; key: string };
}

export interface BatchCommit {
  atMs: number;
  customers: readonly CustomerCommit[];
  counts: readonly CountDelta[];
  jobs: readonly Job[];
  /** next free instant per pace (a channel's release, a provider limit) */
  paces: readonly { name: string; nextAtMs: number }[];
}

/** Two customers become one, in one transaction. */
export interface MergeCommit {
  from: string;
  into: string;
  /** the input that asked for it, in the inbox of `from` */
  seq: number;
  /** per journey, what is added to the ordinals of `from`'s enrollments so that they follow `into`'s */
  ordinalsAfter: { readonly [journeyId: string]: number };
  /** what `into` comes to once the rows of `from` are theirs */
  batch: BatchCommit;
}

export interface DueEffect {
  profileId: string;
  /** sendKey */
  key: string;
  lane: string;
  journeyId: string;
  dueAtMs: number;
  plannedAtMs: number;
  hold: OutboxRow['hold'];
}

export interface PopulationQuery {
  /** null is everybody */
  condition: Condition | null;
  /** definitions that `audience` conditions refer to */
  audiences: { readonly [id: string]: AudienceDefinition };
  nowMs: number;
  /** zone for conditions on dates where a profile has none */
  zone: string;
  afterProfileId: string;
  limit: number;
}

export interface Store {
  /**
   * Puts inputs on disk; durable when the promise resolves. An event whose id was accepted before
   * is answered `duplicate` and recorded as one, in whichever batch it comes.
   */
  accept(inputs: readonly NewInput[], nowMs: number): Promise<readonly Acceptance[]>;

  /**
   * Takes a business event under the same rule of ids, with the jobs it comes to, on disk together.
   * A duplicate is recorded under no customer.
   */
  acceptBusiness(event: BusinessEvent, jobs: readonly Job[], nowMs: number): Promise<Acceptance>;

  /**
   * Customers with an input accepted at or before `nowMs`, or a timer or a watch due at or before `timersUntilMs`,
   * the earliest first (instant, then acceptance number, then profile id).
   * @param heldJourneys timers, not watches, of these journeys are passed over
   */
  dueCustomers(query: {
    nowMs: number;
    timersUntilMs: number;
    heldJourneys: readonly string[];
    limit: number;
  }): Promise<readonly string[]>;

  /**
   * Planned effects due at or before `nowMs`, by due time then profile id; those taken are handed out in the order in
   * which they were planned where they fall due together (language.md §11.4).
   */
  dueEffects(query: {
    nowMs: number;
    heldJourneys: readonly string[];
    limit: number;
  }): Promise<readonly DueEffect[]>;

  /** The earliest instant at which anything falls due (input, timer, watch, planned effect); null when nothing waits. */
  nextDueMs(heldJourneys: readonly string[]): Promise<number | null>;

  /** One entry per id, in the order asked; unknown customers come with a null profile. */
  loadCustomers(profileIds: readonly string[], reads: Reads): Promise<readonly Customer[]>;

  /** Everything of the batch in one transaction; `stale` for a customer who moved on since loaded. */
  commit(batch: BatchCommit): Promise<readonly ('committed' | 'stale')[]>;

  /**
   * Moves every row of one customer to another, then commits what that came to. Sticky arms and history of `into`
   * stay ahead; inputs of `from` that wait are `into`'s, and so is whatever is accepted for `from` from now on.
   * `stale` when the input that asked is gone.
   */
  merge(merge: MergeCommit): Promise<'committed' | 'stale'>;

  /** The customer an id leads to after merges; itself when it was never merged. */
  resolve(profileId: string): Promise<string>;

  /** Marks claimed effects as about to be called, before the first byte leaves. */
  markCalling(rows: readonly OutboxRow[], nowMs: number): Promise<void>;

  /** Effects that another life of this program left claimed or calling. */
  interrupted(): Promise<readonly OutboxRow[]>;

  /** Profile ids that meet a condition, in id order. */
  population(query: PopulationQuery): Promise<readonly string[]>;

  /** Profile ids with an active or parked enrollment in a journey, in id order. */
  enrolled(query: { journeyId: string; afterProfileId: string; limit: number }): Promise<readonly string[]>;

  /** Profile ids with an enrollment whose move can be undone, or whose undoing has not been carried out yet; in id order. */
  moved(query: { journeyId: string; afterProfileId: string; limit: number }): Promise<readonly string[]>;

  /**
   * What a pause held, by instant then profile id. A later decision removes a held entry, an act is held by its status.
   */
  backlog(query: { journeyId: string; limit: number }): Promise<readonly HeldItem[]>;

  jobs(): Promise<readonly Job[]>;
  paces(): Promise<ReadonlyMap<string, number>>;

  close(): Promise<void>;
}
