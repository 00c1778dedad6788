/** What the engine keeps: the rows that stores write and reports read. Instants are epoch milliseconds. */
import type { Effect } from '../../shared/effect.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { WaitState } from '../../shared/nodes/definition.ts';
import type { Profile } from '../../shared/profile.ts';
import type { EndReason, EntryRefusal, RefusalReason } from '../../shared/refusal.ts';
import type { Rendered } from '../../shared/template.ts';
import type { Assignment, Exposure } from './exposure.ts';
import type { PendingInput } from './input.ts';
import type { Watch, WatchChanges } from './watch.ts';
import type { Withdrawal } from './withdrawal.ts';

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
  /** length of the chain of journeys' own acts that led here; absent for what came from outside */
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
  /** events accepted from then on were not heard before the move, except those in `heardIds` */
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
  /** only while an enrollment that a new version took over still rests where the move put it, or outside */
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

/** How many customers something happened to at a node; `node` '' is the journey itself. */
export interface CountDelta {
  journeyId: string;
  version: number;
  node: string;
  /**
   * With what `detail` tells apart: `left` by outlet, `ended` by reason, `refused` by entry refusal, `message` by
   * outcome, `goal` by goal id, `imported` (exposures that were not withdrawn) by arm. `moved` and `movedBack` count into and out of a node of
   * the version that took over, by the node before; there, `node` '' is out of the journey.
   */
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
