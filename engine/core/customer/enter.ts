/** Who gets in: one order of questions, each refusal with its reason (language.md §2.6). */
import type { EntrySource } from '../../../shared/nodes/entryRule.ts';
import type { EntryRefusal } from '../../../shared/refusal.ts';
import { SLOTS, slotOf } from '../assign.ts';
import type { CompiledJourney } from '../compile.ts';
import { evaluate, isInAudience } from '../evaluate.ts';
import { knownZone } from '../moment.ts';
import type { Enrollment, Offer } from '../records.ts';
import { STATE_FORMAT } from '../records.ts';
import { addDuration } from '../time/duration.ts';
import { instantOfText } from '../time/instantOfText.ts';
import { advanceEnrollment, isActive } from './advanceEnrollment.ts';
import type { CustomerDraft } from './draft.ts';
import type { RunningJourney } from './world.ts';

/** Name under which a holdout's exposures are kept: it has no node. */
export const HOLDOUT_NODE = '';

function isWithinDates({ journey }: CompiledJourney, nowMs: number, workspaceZone: string): boolean {
  const zone = journey.timeZone ?? workspaceZone;
  const startsMs =
    journey.starts === undefined ? Number.NEGATIVE_INFINITY : instantOfText(journey.starts, zone);
  const endsMs = journey.ends === undefined ? Number.POSITIVE_INFINITY : instantOfText(journey.ends, zone);
  return nowMs >= startsMs && nowMs < endsMs;
}

/** Earlier enrollments of the same instance key. */
function sameInstance(draft: CustomerDraft, journeyId: string, key: string | null): Enrollment[] {
  return draft.enrollments.filter(
    (enrollment) => enrollment.journeyId === journeyId && enrollment.key === key,
  );
}

function mayReenter(draft: CustomerDraft, compiled: CompiledJourney, key: string | null): boolean {
  const earlier = sameInstance(draft, compiled.journey.id, key);
  if (earlier.some((enrollment) => enrollment.status !== 'ended')) return false;
  const { mode, max, within } = compiled.entry.reentry;
  if (mode === 'once') return earlier.length === 0;
  if (mode !== 'every' || max === undefined || within === undefined) return true;
  const { nowMs, workspace } = draft.world;
  const zone = knownZone(draft.profile.timeZone) ?? compiled.journey.timeZone ?? workspace.timeZone;
  const fromMs = addDuration(nowMs, `-${within}`, zone);
  return earlier.filter((enrollment) => enrollment.enteredAtMs > fromMs).length < max;
}

function isHeldOut(salt: string, share: number, profileId: string): boolean {
  return slotOf(salt, profileId) < Math.round(share * SLOTS);
}

function isWanted(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  facts: ReturnType<CustomerDraft['facts']>,
): boolean {
  const { audience, condition } = compiled.entry;
  if (audience !== undefined && !isInAudience(draft.world.workspace.audiences[audience], facts)) return false;
  return condition === undefined || evaluate(condition, facts);
}

/** The trigger whose condition a kind of offer has to meet; the other triggers' it skips. */
const ASKING: { readonly [by in Offer['by']]: EntrySource['on'] | 'any' | null } = {
  trigger: 'any',
  journey: 'journey',
  deed: 'manual',
  override: null,
};

function isAsked({ entry }: CompiledJourney, { by }: Offer): boolean {
  return ASKING[by] === 'any' || ASKING[by] === entry.source.on;
}

/** An offer with what was decided about it on the customer as they were then; null lets in. */
export interface DecidedOffer {
  running: RunningJourney;
  offer: Offer;
  refusal: EntryRefusal | 'held' | null;
}

/** Asks every question of language.md 2.6 but the journey's holdout, and changes nothing. */
export function decideEntry(draft: CustomerDraft, running: RunningJourney, given: Offer): DecidedOffer {
  // a journey without keys makes no instances of a key that somebody names
  const key = running.current.entry.key === undefined ? null : given.key;
  const offer = key === given.key ? given : { ...given, key };
  return { running, offer, refusal: refusalOf(draft, running, offer) };
}

function refusalOf(
  draft: CustomerDraft,
  running: RunningJourney,
  offer: Offer,
): EntryRefusal | 'held' | null {
  const compiled = running.current;
  const { journey } = compiled;
  const { nowMs, workspace } = draft.world;
  if (running.life !== 'live' && running.life !== 'paused') return 'not-live';
  if (running.life === 'paused') return 'held';
  if (!isWithinDates(compiled, nowMs, workspace.timeZone)) return 'outside-dates';
  if (compiled.entry.key !== undefined && offer.key === null) return 'no-key';
  if (offer.by !== 'override') {
    if (offer.by !== 'deed' && draft.barredFrom.includes(journey.id)) return 'removed-by-hand';
    if (!mayReenter(draft, compiled, offer.key)) return 're-entry';
  } else if (sameInstance(draft, journey.id, offer.key).some((enrollment) => enrollment.status !== 'ended')) {
    return 're-entry';
  }
  const facts = draft.facts({
    journeyId: journey.id,
    ordinal: 0,
    enteredAtMs: nowMs,
    entry: offer.entry,
    vars: {},
    key: offer.key,
  });
  if (journey.exclude && evaluate(journey.exclude, facts)) return 'excluded';
  if (isAsked(compiled, offer) && !isWanted(draft, compiled, facts)) return 'not-in-audience';
  const isOut = journey.exits.some((rule) => 'condition' in rule && evaluate(rule.condition, facts));
  if (isOut) return 'exit-condition';
  const { holdout } = workspace;
  // service messages bypass the global holdout: they are owed to the customer
  const isGlobal = holdout !== undefined && journey.class === 'marketing';
  return isGlobal && isHeldOut(holdout.salt, holdout.share, draft.profileId) ? 'global-holdout' : null;
}

/** Journey holdout: members get no step; both sides' exposures are kept, once per customer. */
function isInJourneyHoldout(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  ordinal: number,
  key: string | null,
): boolean {
  const { journey } = compiled;
  if (!journey.holdout || journey.holdout.share === 0) return false;
  const salt = `${journey.id}/holdout`;
  const isHeld = isHeldOut(salt, journey.holdout.share, draft.profileId);
  const isKnown = draft.exposures.some(
    (exposure) => exposure.journeyId === journey.id && exposure.node === HOLDOUT_NODE,
  );
  if (!isKnown) {
    draft.addExposures([
      {
        profileId: draft.profileId,
        journeyId: journey.id,
        node: HOLDOUT_NODE,
        ordinal,
        salt,
        arm: isHeld ? 'holdout' : 'treated',
        version: compiled.version,
        epoch: 1,
        source: 'hash',
        exposedAtMs: draft.world.nowMs,
        key,
      },
    ]);
  }
  return isHeld;
}

export function refuseEntry(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  offer: Offer,
  decision: EntryRefusal | 'held',
): void {
  const journeyId = compiled.journey.id;
  draft.addEntryDecision({
    profileId: draft.profileId,
    journeyId,
    atMs: draft.world.nowMs,
    decision,
    key: offer.key,
    eventId: offer.entry.eventId,
    offer: decision === 'held' ? offer : null,
  });
  draft.count(journeyId, compiled.version, '', 'refused', decision);
}

/** Offers a customer entry; enrols and takes the first steps, or writes down why not. */
export function offerEntry(draft: CustomerDraft, running: RunningJourney, offer: Offer): void {
  takeEntry(draft, decideEntry(draft, running, offer));
}

/** Enrols whom nothing was decided against, who takes the first steps; writes down why the others do not enter. */
export function takeEntry(draft: CustomerDraft, { running, offer, refusal }: DecidedOffer): void {
  const compiled = running.current;
  const journeyId = compiled.journey.id;
  if (refusal) return refuseEntry(draft, compiled, offer, refusal);
  const ordinal = 1 + draft.enrollments.filter((enrollment) => enrollment.journeyId === journeyId).length;
  if (isInJourneyHoldout(draft, compiled, ordinal, offer.key)) {
    return refuseEntry(draft, compiled, offer, 'journey-holdout');
  }
  if (offer.by === 'deed' || offer.by === 'override') draft.setBarred(journeyId, false);
  const enrollment: Enrollment = {
    profileId: draft.profileId,
    journeyId,
    ordinal,
    version: compiled.version,
    key: offer.key,
    enteredAtMs: draft.world.nowMs,
    entry: offer.entry,
    stepCount: 0,
    status: 'active',
    state: { format: STATE_FORMAT, node: compiled.triggerId, visits: {}, vars: {}, wait: null },
    dueAtMs: null,
  };
  draft.addEnrollment(enrollment);
  draft.count(journeyId, compiled.version, '', 'entered');
  if (isActive(enrollment)) advanceEnrollment(draft, enrollment, { type: 'enter' });
}
