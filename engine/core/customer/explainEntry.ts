/** Why a customer would, or would not, enter a journey now: every question of §2.6 asked again, in its order. */
import type { Condition } from '../../../shared/condition.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntryRefusal } from '../../../shared/refusal.ts';
import { matchesWhere } from '../evaluate.ts';
import { type ConditionPart, partsOf } from '../explainCondition.ts';
import { holdoutSalt, isHeldOut } from '../holdout.ts';
import { keyText } from '../moment.ts';
import type { Customer, Offer } from '../records.ts';
import { journeyZone } from '../zones.ts';
import { CustomerDraft } from './draft.ts';
import { NOBODY_SENT_IT, offerByEvent } from './enter.ts';
import { Asking, ENTRY_QUESTIONS } from './entryQuestions.ts';
import type { RunningJourney, World } from './world.ts';

export interface ExplainedQuestion {
  question: EntryRefusal | 'held';
  refuses: boolean;
  /** what was looked at: settings of the journey, and what is kept of the customer */
  inputs: JsonObject;
  conditions: ConditionPart[];
}

export interface ExplainedEntry {
  /** what an offer would come to now; null is entry */
  decision: EntryRefusal | 'held' | null;
  trigger: {
    on: string;
    /** the last event of the customer that the trigger waits for */
    event: { id: string; name: string; occurredAtMs: number } | null;
    /** of a trigger on an audience: whether the customer is kept as being in, and since when */
    member: { isIn: boolean; sinceMs: number } | null;
    /** when the clock alone brings the customer to the trigger */
    nextAtMs: number | null;
  };
  questions: ExplainedQuestion[];
}

/** The last event that would have offered entry, as that offer. */
function lastOffer(
  draft: CustomerDraft,
  { current }: RunningJourney,
  key: string | null,
): { offer: Offer; event: ExplainedEntry['trigger']['event'] } {
  const { source, key: keyName } = current.entry;
  const asked = { ...NOBODY_SENT_IT, key };
  if (source.on !== 'event' && source.on !== 'eventMissing') return { offer: asked, event: null };
  const zone = journeyZone(current.journey, draft.world.workspace);
  const found = draft.events.findLast(
    (event) =>
      event.name === source.event &&
      matchesWhere(source.where, event, draft.world.nowMs, zone) &&
      (key === null || keyName === undefined || keyText(event.properties[keyName]) === key),
  );
  if (!found) return { offer: asked, event: null };
  const { id, name, properties, occurredAtMs } = found;
  const ofEvent = keyName === undefined ? null : keyText(properties[keyName]);
  return { offer: offerByEvent(found, key ?? ofEvent), event: { id, name, occurredAtMs } };
}

function reentryInputs({ compiled, sameInstance }: Asking): JsonObject {
  const { mode, max = null, within = null } = compiled.entry.reentry;
  const earlier = sameInstance.map((of) => ({
    ordinal: of.ordinal,
    status: of.status,
    enteredAtMs: of.enteredAtMs,
    endedAtMs: of.status === 'ended' ? of.endedAtMs : null,
  }));
  return { mode, max, within, earlier };
}

function conditionsOf({ compiled, facts }: Asking, question: EntryRefusal | 'held'): ConditionPart[] {
  const { journey, entry } = compiled;
  const asked: Condition[] = [];
  if (question === 'excluded' && journey.exclude) asked.push(journey.exclude);
  if (question === 'exit-condition') {
    asked.push(...journey.exits.flatMap((rule) => ('condition' in rule ? [rule.condition] : [])));
  }
  if (question === 'not-in-audience') {
    if ('watched' in entry.source) asked.push(entry.source.watched);
    if (entry.audience !== undefined) asked.push({ type: 'audience', audience: entry.audience, is: 'in' });
    if (entry.condition) asked.push(entry.condition);
  }
  return asked.flatMap((condition) => partsOf(condition, facts));
}

function inputsOf(asking: Asking, question: EntryRefusal | 'held'): JsonObject {
  const { running, compiled, offer, draft } = asking;
  const { journey, entry } = compiled;
  switch (question) {
    case 'not-live':
    case 'held':
      return { state: running.life };
    case 'outside-dates':
      return { starts: journey.starts ?? null, ends: journey.ends ?? null };
    case 'no-key':
      return { property: entry.key ?? null, key: offer.key };
    case 'removed-by-hand':
      return { removed: draft.barredSince(running.id) !== null };
    case 're-entry':
      return reentryInputs(asking);
    case 'not-in-audience':
      return { when: 'when' in entry.source ? entry.source.when : null };
    case 'global-holdout':
      return { share: draft.world.workspace.holdout?.share ?? 0, class: journey.class };
    case 'journey-holdout':
      return { share: journey.holdout?.share ?? 0 };
    default:
      return {};
  }
}

/** @param key the business key to ask for; null takes the last event's */
export function explainEntry(
  customer: Customer,
  journeyId: string,
  key: string | null,
  world: World,
): ExplainedEntry | null {
  const running = world.journeys.get(journeyId);
  if (!running) return null;
  const draft = new CustomerDraft(customer, world);
  const { offer, event } = lastOffer(draft, running, key);
  const asking = new Asking(draft, running, offer);
  const { holdout } = running.current.journey;
  const questions = [
    ...ENTRY_QUESTIONS,
    {
      question: 'journey-holdout' as const,
      refuses: () =>
        holdout !== undefined && isHeldOut(holdoutSalt(journeyId), holdout.share, customer.profileId),
    },
  ].map(({ question, refuses }) => ({
    question,
    refuses: refuses(asking),
    inputs: inputsOf(asking, question),
    conditions: conditionsOf(asking, question),
  }));
  const row =
    running.watch &&
    (draft.watches.get('membership', running.watch.name) ?? draft.watches.get('date', running.watch.name));
  return {
    decision: questions.find(({ refuses }) => refuses)?.question ?? null,
    trigger: {
      on: running.current.entry.source.on,
      event,
      member: row?.type === 'membership' ? { isIn: row.isIn, sinceMs: row.sinceMs } : null,
      nextAtMs: row?.flipsAtMs ?? null,
    },
    questions,
  };
}
