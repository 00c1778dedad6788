/** Who gets in: one order of questions, each refusal with its reason (language.md §2.6). */
import type { JsonObject } from '../../../shared/json.ts';
import type { EntryRefusal } from '../../../shared/refusal.ts';
import type { CompiledJourney } from '../compile.ts';
import { HOLDOUT_ARM, HOLDOUT_NODE, holdoutSalt, isHeldOut, TREATED_ARM } from '../holdout.ts';
import { type Enrollment, type Entry, type Offer, STATE_FORMAT } from '../records.ts';
import { advanceEnrollment, isActive } from './advanceEnrollment.ts';
import type { CustomerDraft } from './draft.ts';
import { Asking, ENTRY_QUESTIONS } from './entryQuestions.ts';
import type { RunningJourney } from './world.ts';

/** An offer that follows from no event: a schedule, an audience, a day. */
export const NOBODY_SENT_IT: Offer = {
  entry: { eventId: null, name: null, properties: {} },
  key: null,
  by: 'trigger',
};

/** An offer that follows from an event. */
export function offerByEvent(
  { id, name, properties }: { id: string; name: string; properties: JsonObject },
  key: string | null,
): Offer {
  return { entry: { eventId: id, name, properties }, key, by: 'trigger' };
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
  const asking = new Asking(draft, running, offer);
  const refusing = ENTRY_QUESTIONS.find(({ refuses }) => refuses(asking));
  return { running, offer, refusal: refusing?.question ?? null };
}

/** How an offer came about, where it was not by the trigger. */
const SOURCES: { [by in Offer['by']]: Entry['by'] } = {
  trigger: undefined,
  journey: 'journey',
  deed: 'deed',
  override: 'deed',
};

/** Journey holdout: members get no step; both sides' exposures are kept, once per customer. */
function isInJourneyHoldout(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  ordinal: number,
  offer: Offer,
): boolean {
  const { journey } = compiled;
  if (!journey.holdout || journey.holdout.share === 0) return false;
  const salt = holdoutSalt(journey.id);
  const known = draft.assignments.find(
    (exposure) => exposure.journeyId === journey.id && exposure.node === HOLDOUT_NODE,
  );
  // who was drawn elsewhere stays where they were drawn
  const isHeld =
    known?.source === 'import'
      ? known.arm === HOLDOUT_ARM
      : isHeldOut(salt, journey.holdout.share, draft.profileId);
  if (!known) {
    draft.addExposures([
      {
        profileId: draft.profileId,
        journeyId: journey.id,
        node: HOLDOUT_NODE,
        ordinal,
        salt,
        arm: isHeld ? HOLDOUT_ARM : TREATED_ARM,
        version: compiled.version,
        epoch: compiled.allocations[HOLDOUT_NODE]?.epoch ?? 1,
        source: 'hash',
        exposedAtMs: draft.world.nowMs,
        key: offer.key,
        unit: null,
        eligible: true,
        recordedAtMs: null,
        snapshot: null,
        entry: SOURCES[offer.by] ?? null,
        batch: null,
        withdrawnAtMs: null,
      },
    ]);
  }
  return isHeld;
}

/** What a pause holds is entered when it is released. */
function heldOffer({ entry, key, by }: Offer): Offer {
  return { entry, key, by };
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
    offer: decision === 'held' ? heldOffer(offer) : null,
  });
  draft.count(journeyId, compiled.version, '', 'refused', decision);
}

/** Offers a customer entry; enrols and takes the first steps, or writes down why not. */
export function offerEntry(draft: CustomerDraft, running: RunningJourney, offer: Offer): void {
  takeEntry(draft, decideEntry(draft, running, offer));
}

/** Carries out what was decided: enrols the customer and takes the first steps, or writes down why they do not enter. */
export function takeEntry(draft: CustomerDraft, { running, offer, refusal }: DecidedOffer): void {
  const compiled = running.current;
  const journeyId = compiled.journey.id;
  if (refusal) return refuseEntry(draft, compiled, offer, refusal);
  const ordinal = 1 + draft.enrollments.filter((enrollment) => enrollment.journeyId === journeyId).length;
  if (isInJourneyHoldout(draft, compiled, ordinal, offer)) {
    return refuseEntry(draft, compiled, offer, 'journey-holdout');
  }
  if (offer.by === 'deed' || offer.by === 'override') draft.setBarred(journeyId, false);
  const by = SOURCES[offer.by];
  const enrollment: Enrollment = {
    profileId: draft.profileId,
    journeyId,
    ordinal,
    version: compiled.version,
    key: offer.key,
    enteredAtMs: offer.acceptedAtMs ?? draft.world.nowMs,
    entry: by === undefined ? offer.entry : { ...offer.entry, by },
    stepCount: 0,
    status: 'active',
    state: { format: STATE_FORMAT, node: compiled.triggerId, visits: {}, vars: {}, wait: null },
    dueAtMs: null,
  };
  draft.addEnrollment(enrollment);
  draft.count(journeyId, compiled.version, '', 'entered');
  if (isActive(enrollment)) advanceEnrollment(draft, enrollment, { type: 'enter' });
}
