/** What the engine keeps: the rows that stores write and reports read. Instants are epoch milliseconds. */
import type { Effect } from '../../shared/effect.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { EntrySource } from '../../shared/experiment/entrySource.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { WaitState } from '../../shared/nodes/definition.ts';
import type { Profile } from '../../shared/profile.ts';
import type { EndReason, EntryRefusal, RefusalReason } from '../../shared/refusal.ts';
import type { Rendered } from '../../shared/template.ts';
import type { ExposureInput } from './exposureInput.ts';
import type { Watch, WatchChanges } from './watch.ts';
import type { Withdrawal, WithdrawExposures } from './withdrawal.ts';

export const STATE_FORMAT = 1;

/** Where an enrollment stands in its machine; enough to go on after a restart. */
export interface EnrollmentState {
  format: typeof STATE_FORMAT;
  node: string;
  /** arrivals per node */
  visits: { [node: string]: number };
  vars: JsonObject;
  wait: WaitState | null;
  /** up to when a pause's events and timers were taken; absent where no pause met the enrollment */
  caughtUpAtMs?: number;
}

/** The event or deed an enrollment began with; `event.…` paths read its properties. */
export interface Entry {
  /** null when nobody sent an event: schedule or deed */
  eventId: string | null;
  name: string | null;
  properties: JsonObject;
  /** how many journeys' own acts led here, one by another; absent for what came from outside */
  depth?: number;
  /** absent where the trigger let in */
  by?: 'deed' | 'journey';
}

/** An act as it was planned, without the names of whose it is: those change with a merge. */
export type FormerAct = Omit<OutboxRow, 'profileId' | 'journeyId' | 'ordinal'>;

/**
 * What an enrollment was before a new version took it over. Kept until it takes a step there, so that the move can be
 * undone (language.md 8.3).
 */
export interface Former {
  /** it was in */
  version: number;
  /** that took it over */
  to: number;
  state: EnrollmentState;
  stepCount: number;
  /** acts that nobody had called for yet */
  acts: FormerAct[];
  /** events accepted from here on were not heard before the move, but for those named */
  unheardMs: number;
  heardIds: string[];
}

interface EnrollmentBase {
  profileId: string;
  journeyId: string;
  /** 1 for the customer's first enrollment in this journey */
  ordinal: number;
  version: number;
  /** business key as text */
  key: string | null;
  enteredAtMs: number;
  entry: Entry;
  /** trace rows written so far */
  stepCount: number;
  /** absent unless a new version took it over and it rests where it was put, or outside */
  former?: Former;
}

export type Enrollment = EnrollmentBase &
  (
    | { status: 'active'; state: EnrollmentState; dueAtMs: number | null }
    | { status: 'parked'; state: EnrollmentState; fault: string }
    | { status: 'ended'; endedAtMs: number; reason: EndReason; detail: string | null }
  );

/** The name of an enrollment everywhere: derived, never invented. */
export function enrollmentId(of: { journeyId: string; profileId: string; ordinal: number }): string {
  return `${of.journeyId}/${of.profileId}/${of.ordinal}`;
}

/** One line of "why": a customer left a node, or waits there. */
export interface TraceRow {
  profileId: string;
  journeyId: string;
  ordinal: number;
  /** position in the enrollment, from 0 */
  index: number;
  atMs: number;
  version: number;
  node: string;
  visit: number;
  /** null while the customer stays at the node */
  outlet: string | null;
  reason: string | null;
  /** how much later than due the timer fired that led here; only when somebody could notice */
  lateMs?: number;
}

/** A customer reached a split and took an arm (or was held out: node '' and arm 'holdout'). */
export interface Exposure {
  profileId: string;
  journeyId: string;
  node: string;
  /** 0: of no enrollment, imported */
  ordinal: number;
  salt: string;
  arm: string;
  version: number;
  /** allocation epoch the arm came from */
  epoch: number;
  /** `led`: their arm was taken away, and they follow another; counted in the one they met first */
  source: 'hash' | 'sticky' | 'led' | 'import';
  exposedAtMs: number;
  key: string | null;
  /** the household drawn for; null: the customer */
  unit: string | null;
  /** false: assigned elsewhere, but what was tested never reached the customer */
  eligible: boolean;
  /** when we learnt of it, of an imported one; null: as it happened */
  recordedAtMs: number | null;
  /** attributes the split's plan names, as they were then; null where it names none or none was known */
  snapshot: JsonObject | null;
  /** null: by the trigger, as nearly all */
  entry: Exclude<EntrySource, 'trigger'> | null;
  /** of an imported one, what it came with */
  batch: string | null;
  /** from when on it is in no figure and no arm of the customer; null: never */
  withdrawnAtMs: number | null;
}

/** The arm a customer is in: what deciding asks of an exposure, which is more. */
export type Assignment = Pick<Exposure, 'journeyId' | 'node' | 'salt' | 'arm' | 'epoch' | 'source'>;

export type OutboxStatus =
  /** waits for its due time and the gate */
  | 'planned'
  /** overdue when its journey was resumed: its release plans it again */
  | 'held'
  /** the gate let it through; nobody has called yet */
  | 'claimed'
  /** a call is under way, or was when we crashed */
  | 'calling'
  | 'accepted'
  | 'refused'
  | 'rejected'
  | 'failed'
  | 'unknown'
  /** its enrollment left before it was claimed */
  | 'cancelled';

export const OPEN_STATUSES: readonly OutboxStatus[] = ['planned', 'held', 'claimed', 'calling'];

/**
 * `reason` of a row that is tried again although an earlier call of it may have arrived: nobody heard the answer, and
 * its provider drops a second call. It can end as unknown, never as something that did not happen.
 */
export const CUT_OFF = 'cut-off';

/** One request to the outside: the send ledger's row. */
export interface OutboxRow {
  profileId: string;
  journeyId: string;
  ordinal: number;
  version: number;
  node: string;
  visit: number;
  /** channel, or the effect's type where there is none */
  lane: string;
  effect: Effect;
  status: OutboxStatus;
  plannedAtMs: number;
  /** when it may next be tried; of a held one, when it was due */
  dueAtMs: number;
  /** why it is not due yet */
  hold: 'quiet-hours' | 'retry' | 'limit' | 'release' | null;
  /** calls made so far */
  attempts: number;
  /** when the gate or the provider last decided; the acceptance for an accepted one */
  decidedAtMs: number | null;
  /** refusal reason, or the provider's word */
  reason: RefusalReason | string | null;
  /** what was sent, once rendered */
  content: Rendered | null;
  /** where it went, once read */
  address: string | null;
  /** the provider's own reference */
  reference: string | null;
}

/** Key of a send: enrollment, node, visit, lane, recipient slot. Never an address, an attempt or a time. */
export function sendKey(
  row: Pick<OutboxRow, 'profileId' | 'journeyId' | 'ordinal' | 'node' | 'visit' | 'lane'>,
): string {
  return `${enrollmentId(row)}/${row.node}/${row.visit}/${row.lane}/1`;
}

/** Somebody was offered entry and did not get in, or not yet. */
export interface EntryDecision {
  profileId: string;
  journeyId: string;
  atMs: number;
  /** `held` while the journey is paused */
  decision: EntryRefusal | 'held';
  key: string | null;
  eventId: string | null;
  /** of a held one, what was offered */
  offer: Offer | null;
}

/** What somebody enters with. */
export interface Offer {
  entry: Entry;
  key: string | null;
  /**
   * a deed and another journey skip trigger condition and audience, unless they are what the trigger waits for;
   * a deed lifts an earlier removal, `override` skips re-entry too
   */
  by: 'trigger' | 'journey' | 'deed' | 'override';
  /** when what asks for it was accepted: what came after counts for the enrollment, however late it is decided */
  acceptedAtMs?: number;
}

/** A removal by hand: no automatic entry until somebody enrols the customer by hand. */
export interface Bar {
  journeyId: string;
  sinceMs: number;
}

/** A goal reached by an enrollment. */
export interface Conversion {
  profileId: string;
  journeyId: string;
  ordinal: number;
  version: number;
  goal: string;
  atMs: number;
  value: number | null;
}

/** What happened to how many, per node; `node` '' is the journey itself. */
export interface CountDelta {
  journeyId: string;
  version: number;
  node: string;
  /** `arrived`, `left` (by outlet), `ended` (by reason), `entered`, `refused` (by entry refusal), `message` (by outcome), `goal` (by goal id), `parked`, `retried`, `imported` (exposures that were not withdrawn, by arm), `moved` and `movedBack` (into and out of a node of the version that took over, by the node before; `node` '' is out of the journey) */
  metric:
    | 'entered'
    | 'refused'
    | 'arrived'
    | 'left'
    | 'ended'
    | 'message'
    | 'goal'
    | 'parked'
    | 'retried'
    | 'imported'
    | 'moved'
    | 'movedBack';
  detail: string;
  /** below 0 where something counted is undone */
  count: number;
}

/** An event in the customer's history. */
export interface HistoryEvent extends CustomerEvent {
  profileId: string;
}

/** Everything a decision about one customer may need. */
export interface Customer {
  profileId: string;
  /** null when nobody told us about this customer yet */
  profile: Profile | null;
  /** in order of acceptance */
  inputs: PendingInput[];
  /** all of them; ended ones without state */
  enrollments: Enrollment[];
  /** in order of exposure: the first of a split is the arm for ever; null where nothing will ask (`Reads.pastArms`) */
  assignments: Assignment[] | null;
  /** open ones */
  outbox: OutboxRow[];
  /** settled messages and calls since `Reads.sendsSinceMs`, any status but cancelled */
  sends: OutboxRow[];
  /** of the names in `Reads.events`, by occurredAtMs then acceptance */
  events: CustomerEvent[];
  conversions: Conversion[];
  /** journeys this customer was removed from by hand */
  barredFrom: Bar[];
  /** in order of type and name */
  watches: Watch[];
}

/** An input as accepted: applied exactly once, in the order of `seq` within what language.md 4.5 says. */
export interface PendingInput {
  /** acceptance number, rising */
  seq: number;
  profileId: string;
  atMs: number;
  input: Input;
}

/** Something from outside that concerns one customer. */
export type Input =
  | {
      type: 'event';
      id: string;
      name: string;
      properties: JsonObject;
      occurredAtMs: number;
      attributes?: JsonObject | undefined;
    }
  | { type: 'profile'; patch: ProfilePatch }
  | { type: 'consent'; channel: string; purpose: string | null; granted: boolean }
  | {
      type: 'receipt';
      id: string;
      journeyId: string;
      node: string;
      kind: 'delivered' | 'opened' | 'clicked' | 'replied' | 'bounced' | 'complained' | 'optedOut';
      key: string | null;
      /** nth delivery of that node to this customer, or the last */
      delivery: 'last' | number;
      properties: JsonObject;
    }
  | {
      type: 'enrol';
      journeyId: string;
      key: string | null;
      properties: JsonObject;
      override: boolean;
    }
  | { type: 'remove'; journeyId: string; key: string | null }
  | { type: 'retry'; journeyId: string; key: string | null; node: string | null }
  | ExposureInput
  | WithdrawExposures
  /** this customer turned out to be another: all that is known of them becomes the other's */
  | { type: 'merge'; id: string; into: string };

/** Inputs that speak of a message or call of any age. */
export const INPUTS_ABOUT_SENDS: ReadonlySet<Input['type']> = new Set(['receipt', 'retry']);

/** What an upsert may change; absent fields stay as they are, `attributes` and `addresses` are merged. */
export type ProfilePatch = Partial<Omit<Profile, 'id' | 'knownSinceMs' | 'since'>>;

/** All that one customer's batch came to; written together or not at all. */
export interface CustomerCommit {
  profileId: string;
  /** acceptance numbers of the inputs that are applied now */
  consumed: readonly number[];
  profile: Profile | null;
  events: readonly HistoryEvent[];
  /** new or changed, whole */
  enrollments: readonly Enrollment[];
  trace: readonly TraceRow[];
  exposures: readonly Exposure[];
  /** of imported exposures: those that were there before, and those of this commit */
  withdrawals: readonly Withdrawal[];
  /** new or changed, whole; identity is `sendKey` */
  outbox: readonly OutboxRow[];
  entries: readonly EntryDecision[];
  conversions: readonly Conversion[];
  /** whole list when it changed */
  barredFrom: readonly Bar[] | null;
  watches: WatchChanges;
}
