/** Two ids turn out to be one customer: everything of one becomes the other's (language.md §11.6). */
import { type Consent, OTHER_PURPOSES, type Profile } from '../../../shared/profile.ts';
import { joinedBars } from '../joinedBars.ts';
import type { Customer, Enrollment } from '../records.ts';
import { sinceOf } from '../since.ts';
import { type Advance, comeToRest, finished } from './advance.ts';
import { catchUp } from './catchUp.ts';
import { CustomerDraft } from './draft.ts';
import { leave } from './leave.ts';
import { undoMoves } from './undoMoves.ts';
import { startWatching } from './watching.ts';
import type { World } from './world.ts';

type OfChannel = Consent[string];
type Purposes = { [purpose: string]: boolean };

export interface Merged extends Omit<Advance, 'merge' | 'awaitsAnswer'> {
  /** per journey, what is added to the ordinals of the customer who is taken over */
  ordinalsAfter: { [journeyId: string]: number };
}

function purposesOf(given: OfChannel | undefined): Purposes {
  if (given === undefined) return {};
  return typeof given === 'boolean' ? { [OTHER_PURPOSES]: given } : given;
}

/** A withdrawal under either id is a withdrawal; a grant under either is one where the other says nothing. */
function mergedChannel(source: OfChannel | undefined, target: OfChannel | undefined): OfChannel {
  const [from, into] = [purposesOf(source), purposesOf(target)];
  const merged: Purposes = {};
  for (const purpose of new Set([...Object.keys(into), ...Object.keys(from)])) {
    const said = [into, from].map((of) => of[purpose] ?? of[OTHER_PURPOSES]);
    const granted = said.includes(false) ? false : said.includes(true) ? true : undefined;
    if (granted !== undefined) merged[purpose] = granted;
  }
  const { [OTHER_PURPOSES]: all, ...named } = merged;
  return all !== undefined && Object.keys(named).length === 0 ? all : merged;
}

/** Each attribute is as old as with the customer it comes from. */
function mergedSince(source: Profile, target: Profile, knownSinceMs: number): Profile['since'] {
  const since: Profile['since'] = {};
  for (const name of Object.keys({ ...source.attributes, ...target.attributes })) {
    const owner = Object.hasOwn(target.attributes, name) ? target : source;
    const sinceMs = sinceOf(owner, name);
    if (sinceMs !== knownSinceMs) since[name] = sinceMs;
    for (const [path, atMs] of Object.entries(owner.since)) {
      if (path.startsWith(`${name}.`)) since[path] = atMs;
    }
  }
  return since;
}

function mergedProfile(source: Profile, target: Profile): Profile {
  const channels = new Set([...Object.keys(source.consent), ...Object.keys(target.consent)]);
  const knownSinceMs = Math.min(source.knownSinceMs, target.knownSinceMs);
  return {
    ...target,
    timeZone: target.timeZone ?? source.timeZone,
    attributes: { ...source.attributes, ...target.attributes },
    addresses: { ...source.addresses, ...target.addresses },
    tags: [...new Set([...target.tags, ...source.tags])],
    consent: Object.fromEntries(
      [...channels].map((channel) => [
        channel,
        mergedChannel(source.consent[channel], target.consent[channel]),
      ]),
    ),
    suppressed: [...new Set([...target.suppressed, ...source.suppressed])],
    knownSinceMs,
    since: mergedSince(source, target, knownSinceMs),
  };
}

/** The highest ordinal of the target per journey. */
function ordinalsOf({ enrollments }: Customer): { [journeyId: string]: number } {
  const ordinals: { [journeyId: string]: number } = {};
  for (const { journeyId, ordinal } of enrollments) {
    ordinals[journeyId] = Math.max(ordinals[journeyId] ?? 0, ordinal);
  }
  return ordinals;
}

/** Both customers' rows under the target's id; the target's first, so that its sticky arms win. */
function together(source: Customer, target: Customer, ordinalsAfter: Merged['ordinalsAfter']): Customer {
  const { profileId } = target;
  const moved = <Row extends { profileId: string; journeyId: string; ordinal: number }>(row: Row): Row => ({
    ...row,
    profileId,
    // 0 is no enrollment
    ordinal: row.ordinal === 0 ? 0 : row.ordinal + (ordinalsAfter[row.journeyId] ?? 0),
  });
  const { profile } = source;
  return {
    profileId,
    profile: profile && {
      ...(target.profile ? mergedProfile(profile, target.profile) : profile),
      id: profileId,
    },
    inputs: [...target.inputs, ...source.inputs],
    enrollments: [...target.enrollments, ...source.enrollments.map(moved)],
    assignments: target.assignments && source.assignments && [...target.assignments, ...source.assignments],
    outbox: [...target.outbox, ...source.outbox.map(moved)],
    sends: [...target.sends, ...source.sends.map(moved)],
    events: [...target.events, ...source.events].sort((a, b) => a.occurredAtMs - b.occurredAtMs),
    conversions: [...target.conversions, ...source.conversions.map(moved)],
    barredFrom: joinedBars(target.barredFrom, source.barredFrom),
    watches: target.watches,
  };
}

/** Whoever was in under either id does not come in now; a clock that runs under either runs on, the earlier one. */
function takeOverWatches(draft: CustomerDraft, source: Customer): void {
  for (const watch of source.watches) {
    const ours = draft.watches.get(watch.type, watch.name);
    const isIn = watch.type === 'membership' && watch.isIn && ours?.isIn === false;
    const isEarlier = watch.type === 'missing' && (!ours || watch.sinceMs < ours.sinceMs);
    if (isIn || isEarlier) draft.watches.put(watch);
  }
}

/** Of two enrollments in one instance key the younger; of equally old ones the one that comes. */
function losers(source: Customer, target: Customer, all: readonly Enrollment[]): Enrollment[] {
  const coming = all.slice(target.enrollments.length);
  return source.enrollments.flatMap((theirs, index) => {
    const ours = target.enrollments.find(
      (one) => one.status !== 'ended' && one.journeyId === theirs.journeyId && one.key === theirs.key,
    );
    if (theirs.status === 'ended' || !ours) return [];
    const loser = theirs.enteredAtMs < ours.enteredAtMs ? ours : coming[index];
    return loser ? [loser] : [];
  });
}

/**
 * What becomes of two customers who are one; pure, like every decision.
 * @param source who is taken over; without a call under way, whose answer would come under an id that is gone
 */
export function mergeCustomers(source: Customer, target: Customer, world: World): Merged {
  const ordinalsAfter = ordinalsOf(target);
  const customer = together(source, target, ordinalsAfter);
  const draft = new CustomerDraft(customer, world);
  startWatching(draft);
  takeOverWatches(draft, source);
  undoMoves(draft);
  catchUp(draft);
  draft.setProfile(draft.profile);
  for (const loser of losers(source, target, customer.enrollments)) leave(draft, loser, 'removed', 'merged');
  comeToRest(draft);
  return { ...finished(draft), ordinalsAfter };
}
