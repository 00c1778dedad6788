/** The questions of every entry, in the order in which they are asked (language.md §2.6). */
import type { TriggerSource } from '../../../shared/nodes/entryRule.ts';
import type { EntryRefusal } from '../../../shared/refusal.ts';
import type { CompiledJourney } from '../compile.ts';
import { evaluate, isInAudience } from '../evaluate.ts';
import { exitReason } from '../exitReason.ts';
import type { Facts } from '../facts.ts';
import { isHeldOut } from '../holdout.ts';
import type { Enrollment, Offer } from '../records.ts';
import { addDuration } from '../time/duration.ts';
import { instantOfText } from '../time/instantOfText.ts';
import { journeyZone } from '../zones.ts';
import type { CustomerDraft } from './draft.ts';
import { isOpen, type RunningJourney, type World } from './world.ts';

/** One offer, with what several questions look at. */
export class Asking {
  readonly draft: CustomerDraft;
  readonly running: RunningJourney;
  readonly compiled: CompiledJourney;
  readonly offer: Offer;
  private known: Facts | null = null;

  constructor(draft: CustomerDraft, running: RunningJourney, offer: Offer) {
    this.draft = draft;
    this.running = running;
    this.compiled = running.current;
    this.offer = offer;
  }

  /** What conditions see: the customer as of now, the offer as the entry. */
  get facts(): Facts {
    const { draft, compiled, offer } = this;
    this.known ??= draft.facts(compiled.journey, {
      journeyId: compiled.journey.id,
      ordinal: 0,
      enteredAtMs: draft.world.nowMs,
      entry: offer.entry,
      vars: {},
      key: offer.key,
    });
    return this.known;
  }

  /** Earlier enrollments of the same instance key. */
  get sameInstance(): Enrollment[] {
    const { id } = this.compiled.journey;
    return this.draft.enrollments.filter(
      (enrollment) => enrollment.journeyId === id && enrollment.key === this.offer.key,
    );
  }
}

export interface EntryQuestion {
  question: EntryRefusal | 'held';
  refuses(asking: Asking): boolean;
}

function isWithinDates({ journey }: CompiledJourney, { nowMs, workspace }: World): boolean {
  const zone = journeyZone(journey, workspace);
  const startsMs =
    journey.starts === undefined ? Number.NEGATIVE_INFINITY : instantOfText(journey.starts, zone);
  const endsMs = journey.ends === undefined ? Number.POSITIVE_INFINITY : instantOfText(journey.ends, zone);
  return nowMs >= startsMs && nowMs < endsMs;
}

function mayReenter({ draft, compiled, sameInstance: earlier, offer }: Asking): boolean {
  if (earlier.some((enrollment) => enrollment.status !== 'ended')) return false;
  if (offer.by === 'override') return true;
  const { mode, max, within } = compiled.entry.reentry;
  if (mode === 'once') return earlier.length === 0;
  if (mode !== 'every' || max === undefined || within === undefined) return true;
  const fromMs = addDuration(draft.world.nowMs, `-${within}`, draft.zoneIn(compiled.journey));
  return earlier.filter((enrollment) => enrollment.enteredAtMs > fromMs).length < max;
}

/** The kind of trigger whose condition an offer has to meet; conditions of other triggers are skipped. */
const ASKING: { readonly [by in Offer['by']]: TriggerSource['on'] | 'any' | null } = {
  trigger: 'any',
  journey: 'journey',
  deed: 'manual',
  override: null,
};

function isAsked({ compiled, offer }: Asking): boolean {
  return ASKING[offer.by] === 'any' || ASKING[offer.by] === compiled.entry.source.on;
}

/** Whether the customer meets the trigger's audience and condition. */
export function isWanted({ draft, compiled, facts }: Asking): boolean {
  const { audience, condition, source } = compiled.entry;
  if (source.on === 'audience') return evaluate(source.watched, facts) === (source.when === 'enter');
  if (audience !== undefined && !isInAudience(draft.world.workspace.audiences[audience], facts)) return false;
  return condition === undefined || evaluate(condition, facts);
}

/** Service messages bypass the global holdout: they are owed to the customer. */
function isInGlobalHoldout({ draft, compiled }: Asking): boolean {
  const { holdout } = draft.world.workspace;
  if (holdout === undefined || compiled.journey.class !== 'marketing') return false;
  return isHeldOut(holdout.salt, holdout.share, draft.profileId);
}

/** All but the journey's own holdout, which is recorded as it is asked. */
export const ENTRY_QUESTIONS: readonly EntryQuestion[] = [
  {
    question: 'not-live',
    refuses: ({ running }) => !isOpen(running),
  },
  // decided at resume, on the customer and the journey as they are then
  { question: 'held', refuses: ({ running }) => running.life === 'paused' },
  {
    question: 'outside-dates',
    refuses: ({ draft, compiled }) => !isWithinDates(compiled, draft.world),
  },
  {
    question: 'no-key',
    refuses: ({ compiled, offer }) => compiled.entry.key !== undefined && offer.key === null,
  },
  {
    question: 'removed-by-hand',
    refuses: ({ draft, running, offer }) =>
      (offer.by === 'trigger' || offer.by === 'journey') && draft.barredSince(running.id) !== null,
  },
  { question: 're-entry', refuses: (asking) => !mayReenter(asking) },
  {
    question: 'excluded',
    refuses: ({ compiled, facts }) =>
      compiled.journey.exclude !== undefined && evaluate(compiled.journey.exclude, facts),
  },
  // a deed skips the trigger's audience, unless deeds are the trigger
  { question: 'not-in-audience', refuses: (asking) => isAsked(asking) && !isWanted(asking) },
  {
    question: 'exit-condition',
    refuses: ({ compiled, facts }) => exitReason(compiled.journey, facts) !== null,
  },
  { question: 'global-holdout', refuses: isInGlobalHoldout },
];
