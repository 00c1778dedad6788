/** Everything one customer's journeys do in one batch, decided in order and committed together. */
import type { PendingInput } from '../input.ts';
import type { CountDelta, Customer, CustomerCommit, EntryDecision, Offer, OutboxRow } from '../records.ts';
import { type ActiveEnrollment, fireTimer, isActive } from './advanceEnrollment.ts';
import { isLeaving } from './applyEvent.ts';
import { applyInput } from './applyInput.ts';
import { catchUp } from './catchUp.ts';
import { CustomerDraft } from './draft.ts';
import { offerEntry, refuseEntry } from './enter.ts';
import { applyInside } from './innerEffects.ts';
import { leave } from './leave.ts';
import { migrate } from './migrate.ts';
import { type Answer, gateFirst, refuseSend, settle } from './sends.ts';
import { undoMoves } from './undoMoves.ts';
import { enterByClock, finishWatching, lookByClock, startWatching, watchAgain } from './watching.ts';
import { compareJourneys, type Pause, type RunningJourney, runs, type World } from './world.ts';

/** What a batch asks of one customer beside the inputs and timers that wait for them. */
export interface Work {
  /** timers due at or before this instant may fire */
  timersUntilMs: number;
  /** inputs applied at most; the others wait for the next batch */
  inputsMax: number;
  answers?: readonly { key: string; answer: Answer }[];
  offers?: readonly { journeyId: string; offer: Offer }[];
  /** entries and keys of acts that a pause held: to be decided and to pass the gate now, or to be refused */
  backlog?: { becomes: Pause['backlog']; entries: readonly EntryDecision[]; acts: readonly string[] };
  /** journeys whose enrollments end now */
  stopped?: readonly string[];
  /** something that conditions ask for has changed for everybody */
  look?: boolean;
}

/** Nothing that is due by itself: only what the work names beside it. */
export const NOT_BY_TIME: Pick<Work, 'timersUntilMs' | 'inputsMax'> = {
  timersUntilMs: Number.NEGATIVE_INFINITY,
  inputsMax: 0,
};

export interface Advance {
  commit: CustomerCommit;
  counts: readonly CountDelta[];
  /** to be called once the commit is on disk */
  claimed: readonly OutboxRow[];
  /** journeys with a message that its provider rejected for good */
  rejected: readonly string[];
  /** the next input takes this customer over into another; inputs after it wait */
  merge: { seq: number; into: string } | null;
  /** the clock brings an entry, which waits until the customer's calls under way are answered */
  awaitsAnswer: boolean;
}

/** Classes of language.md 4.5 at equal instants; lower goes first. */
function rankOf(draft: CustomerDraft, { input }: PendingInput): number {
  switch (input.type) {
    case 'profile':
    case 'enrol':
    case 'remove':
    case 'retry':
    case 'exposure':
    case 'withdrawExposures':
      return 0;
    case 'event':
      return isLeaving(draft, input.name, input.properties) ? 1 : 3;
    case 'consent':
      return 2;
    case 'receipt':
    case 'merge':
      return 3;
  }
}

/** The timer that is due first: the earliest, then by priority, then by journey. */
function firstTimer(draft: CustomerDraft, untilMs: number): ActiveEnrollment | undefined {
  const { journeys } = draft.world;
  let first: { enrollment: ActiveEnrollment; running: RunningJourney; dueAtMs: number } | undefined;
  for (const enrollment of draft.enrollments) {
    if (!isActive(enrollment)) continue;
    const { dueAtMs } = enrollment;
    if (dueAtMs === null || dueAtMs > untilMs) continue;
    const running = journeys.get(enrollment.journeyId);
    if (!running || !runs(running)) continue;
    const isFirst = !first || (dueAtMs - first.dueAtMs || compareJourneys(running, first.running)) < 0;
    if (isFirst) first = { enrollment, running, dueAtMs };
  }
  return first?.enrollment;
}

function firstInput(draft: CustomerDraft, pending: readonly PendingInput[]): PendingInput | undefined {
  let best: PendingInput | undefined;
  for (const input of pending) {
    if (!best || input.atMs < best.atMs) best = input;
    else if (input.atMs === best.atMs && rankOf(draft, input) < rankOf(draft, best)) best = input;
  }
  return best;
}

/** Messages of one customer gated in one batch; those beyond it are due in the next. */
const ROUNDS_MAX = 500;

/** Conditions are asked and messages gated, one by one, until neither has anything left to do. */
export function comeToRest(draft: CustomerDraft): void {
  for (let rounds = 0; rounds < ROUNDS_MAX; rounds++) {
    applyInside(draft);
    const hasOffered = watchAgain(draft);
    const hasGated = gateFirst(draft);
    if (!hasOffered && !hasGated) return;
  }
}

/** What a customer has to do next, in the order of instants. */
type Next =
  | { do: 'look' | 'enter'; atMs: number }
  | { do: 'timer'; atMs: number; enrollment: ActiveEnrollment }
  | { do: 'input'; atMs: number; input: PendingInput };

/**
 * The next thing due. At equal instants: what is known of the customer, exits and waits that the clock changes, what
 * the customer did, timers, and entries that the clock brings (language.md 4.5, §11.6).
 */
function nextDue(draft: CustomerDraft, pending: readonly PendingInput[], untilMs: number): Next | null {
  let next: Next | null = null;
  const input = firstInput(draft, pending);
  if (input) next = { do: 'input', atMs: input.atMs, input };
  const enrollment = firstTimer(draft, untilMs);
  const timerMs = enrollment?.dueAtMs ?? untilMs;
  if (enrollment && (!next || timerMs < next.atMs)) next = { do: 'timer', atMs: timerMs, enrollment };
  if (draft.watches.isEmpty) return next;
  const lookMs = draft.watches.nextFlipMs('looks');
  const isKnown = next?.do === 'input' && rankOf(draft, next.input) === 0;
  if (lookMs <= untilMs && (!next || lookMs < next.atMs || (lookMs === next.atMs && !isKnown))) {
    next = { do: 'look', atMs: lookMs };
  }
  const enterMs = draft.watches.nextFlipMs('entries');
  if (enterMs <= untilMs && (!next || enterMs < next.atMs)) next = { do: 'enter', atMs: enterMs };
  return next;
}

type Stopped = Pick<Advance, 'merge' | 'awaitsAnswer'>;

const NOTHING_LEFT: Stopped = { merge: null, awaitsAnswer: false };

function hasCallUnderWay(draft: CustomerDraft): boolean {
  return draft.sends.some(({ status }) => status === 'claimed' || status === 'calling');
}

/**
 * Applies inputs, timers and what the clock changes, one after the other.
 * @returns where it stopped: at a merge, because two customers are more than this one's draft can decide about, or at
 * an entry that waits for an answer
 */
function applyDue(draft: CustomerDraft, customer: Customer, work: Work): Stopped {
  let pending = customer.inputs.filter((input) => input.atMs <= draft.world.nowMs);
  let inputCount = 0;
  for (;;) {
    const next = nextDue(draft, pending, work.timersUntilMs);
    if (!next) return NOTHING_LEFT;
    switch (next.do) {
      case 'look':
        lookByClock(draft, next.atMs);
        break;
      case 'enter':
        // who leaves by a timer is out before the clock lets them in again, which an answer may have to say first
        comeToRest(draft);
        if (hasCallUnderWay(draft)) return { merge: null, awaitsAnswer: true };
        enterByClock(draft, next.atMs);
        break;
      case 'timer':
        fireTimer(draft, next.enrollment);
        break;
      case 'input': {
        if (inputCount === work.inputsMax) return NOTHING_LEFT;
        const { input } = next;
        if (input.input.type === 'merge') {
          return { merge: { seq: input.seq, into: input.input.into }, awaitsAnswer: false };
        }
        applyInput(draft, input);
        pending = pending.filter((other) => other !== input);
        inputCount += 1;
        comeToRest(draft);
        // which arms are left is known to the next batch
        if (input.input.type === 'withdrawExposures') return NOTHING_LEFT;
        continue;
      }
    }
    applyInside(draft);
  }
}

/** Offers again what a pause held back, and lets acts pass the gate; or refuses both. */
function takeBacklog(draft: CustomerDraft, { becomes, entries, acts }: NonNullable<Work['backlog']>): void {
  for (const { journeyId, atMs, offer } of entries) {
    const running = draft.world.journeys.get(journeyId);
    if (!running || !offer) continue;
    // a removal by hand wins over what was offered before it
    const isRemoved = atMs <= (draft.barredSince(journeyId) ?? Number.NEGATIVE_INFINITY);
    if (isRemoved) refuseEntry(draft, running.current, offer, 'removed-by-hand');
    else if (becomes === 'drop') refuseEntry(draft, running.current, offer, 'not-live');
    else offerEntry(draft, running, offer);
  }
  for (const key of acts) {
    const row = draft.outbox.get(key);
    if (row?.status !== 'held') continue;
    if (becomes === 'drop') refuseSend(draft, row, 'not-live');
    else draft.putOutbox({ ...row, status: 'planned', dueAtMs: draft.world.nowMs });
  }
}

/**
 * @param customer as loaded; not changed
 * @returns all or nothing: what to commit, and what to call afterwards
 */
export function advanceCustomer(customer: Customer, work: Work, world: World): Advance {
  const draft = new CustomerDraft(customer, world);
  startWatching(draft);
  if (work.look) draft.touch();
  for (const { key, answer } of work.answers ?? []) settle(draft, key, answer);
  for (const journeyId of work.stopped ?? []) {
    for (const enrollment of draft.enrollments) {
      if (enrollment.journeyId === journeyId && enrollment.status !== 'ended') {
        leave(draft, enrollment, 'stopped', null);
      }
    }
  }
  undoMoves(draft);
  migrate(draft, customer.inputs);
  catchUp(draft);
  applyInside(draft);
  const stopped = applyDue(draft, customer, work);
  for (const { journeyId, offer } of work.offers ?? []) {
    const running = world.journeys.get(journeyId);
    if (running) offerEntry(draft, running, offer);
  }
  if (work.backlog) takeBacklog(draft, work.backlog);
  comeToRest(draft);
  return finished(draft, stopped);
}

/** What a draft that is at rest came to; written out, because spreading two objects costs a tenth of an entry. */
export function finished(draft: CustomerDraft, stopped: Stopped = NOTHING_LEFT): Advance {
  finishWatching(draft);
  const { counts, claimed, rejected } = draft;
  const { merge, awaitsAnswer } = stopped;
  return { commit: draft.toCommit(), counts, claimed, rejected, merge, awaitsAnswer };
}
