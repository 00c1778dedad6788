/** A customer while a batch decides about them: what was loaded, changed step by step, and what to commit. */
import type { InnerEffect } from '../../../shared/effect.ts';
import type { CustomerEvent } from '../../../shared/event.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { Profile } from '../../../shared/profile.ts';
import { changedProfile, type ProfileChange } from '../../../shared/profileChange.ts';
import type { Assignment, Exposure } from '../exposure.ts';
import type { AskingEnrollment, Facts } from '../facts.ts';
import {
  type Bar,
  type Conversion,
  type CountDelta,
  type Customer,
  type CustomerCommit,
  type Enrollment,
  type EntryDecision,
  type HistoryEvent,
  type OutboxRow,
  sendKey,
  type TraceRow,
} from '../records.ts';
import { sinceAfter } from '../since.ts';
import type { Withdrawal } from '../withdrawal.ts';
import { customerZone } from '../zones.ts';
import { forbiddingInputs } from './forbiddingInputs.ts';
import { WatchBook } from './watchBook.ts';
import type { World } from './world.ts';

/** Inner effects of one customer in one batch: chains are short, but each link may fan out. */
const INSIDE_MAX = 1_000;

/** Names an enrollment among those of one customer; rows that belong to it carry the same. */
export type Place = Pick<Enrollment, 'journeyId' | 'ordinal'>;

export function isSamePlace(one: Place, other: Place): boolean {
  return one.ordinal === other.ordinal && one.journeyId === other.journeyId;
}

/** An effect that stays inside, with the step that asked for it. */
export interface AskedInside {
  enrollment: Pick<Enrollment, 'journeyId' | 'profileId' | 'ordinal'>;
  node: string;
  visit: number;
  effect: InnerEffect;
  /** how many such effects led here, one by another */
  depth: number;
}

export class CustomerDraft {
  readonly profileId: string;
  readonly world: World;
  profile: Profile;
  enrollments: Enrollment[];
  events: CustomerEvent[];
  conversions: Conversion[];
  barredFrom: readonly Bar[];
  /** open and settled messages and calls, newest state of each */
  readonly outbox: Map<string, OutboxRow>;
  readonly watches: WatchBook;
  /** nobody told us about this customer before this batch */
  readonly isUnknown: boolean;
  /** conditions are asked as of this instant while the clock catches up; null is now */
  askedAtMs: number | null = null;
  readonly counts: CountDelta[] = [];
  /** messages let through in this batch: to be called after the commit */
  readonly claimed: OutboxRow[] = [];
  /** journeys with a message that its provider rejected for good */
  readonly rejected: string[] = [];

  /** of the inner effect that is being applied; 0 for what came from outside */
  depth = 0;

  private taken: readonly Assignment[] | null;
  private readonly inside: AskedInside[] = [];
  private insideCount = 0;
  private readonly consumed: number[] = [];
  /** accepted inputs, not applied yet, after which the gate may refuse what it would let through now */
  private readonly forbidding: Set<number>;
  private isProfileChanged: boolean;
  private isBarredChanged = false;
  /** something that conditions look at changed since they were last asked */
  private hasChange = false;
  private hasWatchedChange = false;
  private readonly newEvents: HistoryEvent[] = [];
  private readonly changedEnrollments = new Set<Enrollment>();
  private readonly trace: TraceRow[] = [];
  private readonly newExposures: Exposure[] = [];
  private readonly withdrawals: Withdrawal[] = [];
  private readonly changedOutbox = new Map<string, OutboxRow>();
  private readonly plannedAgain = new Set<string>();
  private sendsNow: readonly OutboxRow[] | null = null;
  private readonly entries: EntryDecision[] = [];
  private readonly newConversions: Conversion[] = [];

  constructor(customer: Customer, world: World) {
    this.profileId = customer.profileId;
    this.world = world;
    this.profile = customer.profile ?? newProfile(customer.profileId, world.nowMs);
    // a customer nobody described yet is written down with their first event
    this.isProfileChanged = customer.profile === null;
    this.enrollments = customer.enrollments;
    this.taken = customer.assignments;
    this.events = customer.events;
    this.conversions = customer.conversions;
    this.barredFrom = customer.barredFrom;
    this.watches = new WatchBook(customer.watches);
    this.isUnknown = customer.profile === null;
    this.outbox = new Map();
    for (const row of customer.sends) this.outbox.set(sendKey(row), row);
    for (const row of customer.outbox) this.outbox.set(sendKey(row), row);
    this.forbidding = forbiddingInputs(customer.inputs, world.toldBeforeMs);
  }

  /** Arms taken so far. Errors: nobody foresaw that they would be asked for. */
  get assignments(): readonly Assignment[] {
    if (!this.taken) throw new Error(`the arms of ${this.profileId} were not loaded`);
    return this.taken;
  }

  /** What the outbox holds, as a list that stays as it is. */
  get sends(): readonly OutboxRow[] {
    this.sendsNow ??= [...this.outbox.values()];
    return this.sendsNow;
  }

  /** Whether conditions have to be asked again; asking once answers for all changes so far. */
  takeChange(): boolean {
    const had = this.hasChange;
    this.hasChange = false;
    return had;
  }

  /** Something that conditions look at has changed. */
  touch(): void {
    this.hasChange = true;
    this.hasWatchedChange = true;
  }

  /** The same for what triggers watch. */
  takeWatchedChange(): boolean {
    const had = this.hasWatchedChange;
    this.hasWatchedChange = false;
    return had;
  }

  consume(seq: number): void {
    this.consumed.push(seq);
    this.forbidding.delete(seq);
  }

  /** Nothing is claimed before what may forbid it is applied. */
  get isGateShut(): boolean {
    return this.forbidding.size > 0;
  }

  setProfile(profile: Profile): void {
    const { attributes } = profile;
    // the same object means that no attribute was written
    const isWritten = attributes !== this.profile.attributes;
    this.profile = isWritten
      ? { ...profile, since: sinceAfter(this.profile, attributes, this.world.nowMs) }
      : profile;
    this.isProfileChanged = true;
    this.touch();
  }

  changeProfile(change: ProfileChange): void {
    this.setProfile(changedProfile(this.profile, change));
  }

  /** Keeps the history in order of occurrence; equal instants stay in order of acceptance. */
  addEvent(event: CustomerEvent): void {
    let index = this.events.length;
    while (index > 0 && (this.events[index - 1]?.occurredAtMs ?? 0) > event.occurredAtMs) index--;
    this.events = [...this.events.slice(0, index), event, ...this.events.slice(index)];
    this.newEvents.push({ profileId: this.profileId, ...event });
    this.touch();
  }

  enrollmentAt({ journeyId, ordinal }: Place): Enrollment | undefined {
    // asked for every message: `isSamePlace` has seen too many kinds of objects to be fast
    return this.enrollments.find((one) => one.ordinal === ordinal && one.journeyId === journeyId);
  }

  addEnrollment(enrollment: Enrollment): void {
    this.enrollments = [...this.enrollments, enrollment];
    this.changedEnrollments.add(enrollment);
    this.touch();
  }

  replaceEnrollment(before: Enrollment, after: Enrollment): void {
    this.enrollments = this.enrollments.map((enrollment) => (enrollment === before ? after : enrollment));
    this.changedEnrollments.delete(before);
    this.changedEnrollments.add(after);
    if (after.status !== before.status) this.touch();
  }

  addExposures(exposures: readonly Exposure[]): void {
    if (exposures.length === 0) return;
    this.taken = [...this.assignments, ...exposures];
    this.newExposures.push(...exposures);
  }

  /** Imported exposures count no more; the customer is in no arm by them. */
  withdraw(withdrawal: Withdrawal): void {
    const { journeyId, node, salt } = withdrawal;
    this.withdrawals.push(withdrawal);
    this.taken = this.assignments.filter(
      (one) =>
        one.source !== 'import' || one.journeyId !== journeyId || one.node !== node || one.salt !== salt,
    );
  }

  /** Keeps an inner effect until the customer's journeys are at rest. */
  askInside(asked: AskedInside): void {
    this.inside.push(asked);
    this.insideCount += 1;
  }

  takeInside(): AskedInside | undefined {
    return this.inside.shift();
  }

  get hasRoomInside(): boolean {
    return this.insideCount < INSIDE_MAX;
  }

  addTrace(row: TraceRow): void {
    this.trace.push(row);
  }

  putOutbox(row: OutboxRow): void {
    const key = sendKey(row);
    this.outbox.set(key, row);
    this.changedOutbox.set(key, row);
    this.sendsNow = null;
    this.touch();
  }

  /** Plans an act again that was cancelled; the gate is for the next batch, because this one claims what was planned before. */
  planAgain(row: OutboxRow): void {
    this.plannedAgain.add(sendKey(row));
    this.putOutbox(row);
  }

  isPlannedAgain(row: OutboxRow): boolean {
    return this.plannedAgain.size > 0 && this.plannedAgain.has(sendKey(row));
  }

  addEntryDecision(decision: EntryDecision): void {
    this.entries.push(decision);
  }

  addConversion(conversion: Conversion): void {
    this.conversions = [...this.conversions, conversion];
    this.newConversions.push(conversion);
    this.touch();
  }

  setBarred(journeyId: string, isBarred: boolean): void {
    const others = this.barredFrom.filter((bar) => bar.journeyId !== journeyId);
    if (!isBarred && others.length === this.barredFrom.length) return;
    this.barredFrom = isBarred ? [...others, { journeyId, sinceMs: this.world.nowMs }] : others;
    this.isBarredChanged = true;
  }

  /** Since when the customer is removed by hand; null when they are not. */
  barredSince(journeyId: string): number | null {
    return this.barredFrom.find((bar) => bar.journeyId === journeyId)?.sinceMs ?? null;
  }

  count(journeyId: string, version: number, node: string, metric: CountDelta['metric'], detail = ''): void {
    this.counts.push({ journeyId, version, node, metric, detail, count: 1 });
  }

  /** Takes back what was counted once. */
  uncount(journeyId: string, version: number, node: string, metric: CountDelta['metric'], detail = ''): void {
    this.counts.push({ journeyId, version, node, metric, detail, count: -1 });
  }

  /** The zone that a journey keeps for this customer. */
  zoneIn(journey: Journey): string {
    return customerZone({ profile: this.profile, journey, workspace: this.world.workspace });
  }

  /** What conditions of a journey see right now. */
  facts(journey: Journey, enrollment: AskingEnrollment | null): Facts {
    return {
      nowMs: this.world.nowMs,
      zone: this.zoneIn(journey),
      profile: this.profile,
      events: this.events,
      enrollments: this.enrollments,
      conversions: this.conversions,
      sends: this.sends,
      audiences: this.world.workspace.audiences,
      enrollment,
    };
  }

  toCommit(): CustomerCommit {
    return {
      profileId: this.profileId,
      consumed: this.consumed,
      profile: this.isProfileChanged ? this.profile : null,
      events: this.newEvents,
      enrollments: [...this.changedEnrollments],
      trace: this.trace,
      exposures: this.newExposures,
      withdrawals: this.withdrawals,
      outbox: [...this.changedOutbox.values()],
      entries: this.entries,
      conversions: this.newConversions,
      barredFrom: this.isBarredChanged ? this.barredFrom : null,
      watches: this.watches.changes(),
    };
  }
}

/** A customer nobody described yet: known since their first event. */
function newProfile(id: string, nowMs: number): Profile {
  return {
    id,
    timeZone: null,
    locale: 'en',
    attributes: {},
    tags: [],
    addresses: {},
    consent: {},
    suppressed: [],
    knownSinceMs: nowMs,
    since: {},
  };
}

export function askingEnrollment(enrollment: Enrollment): AskingEnrollment {
  return {
    journeyId: enrollment.journeyId,
    ordinal: enrollment.ordinal,
    enteredAtMs: enrollment.enteredAtMs,
    entry: enrollment.entry,
    vars: enrollment.status === 'ended' ? {} : enrollment.state.vars,
    key: enrollment.key,
  };
}
