import type { CustomerEvent } from '../../../shared/event.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { CompiledJourney } from '../compile.ts';
import { matchesWhere } from '../evaluate.ts';
import { isForKey, keyText } from '../moment.ts';
import type { Enrollment, Offer } from '../records.ts';
import { journeyZone } from '../zones.ts';
import { type ActiveEnrollment, advanceEnrollment, isActive } from './advanceEnrollment.ts';
import { type CustomerDraft, isSamePlace, type Place } from './draft.ts';
import { type DecidedOffer, decideEntry, NOBODY_SENT_IT, takeEntry } from './enter.ts';
import { exitByCondition, exitByEvent, leave, lookAgain, reachGoals } from './leave.ts';
import { hearForMissing } from './missingEvents.ts';
import { enteredByChange } from './watching.ts';
import { type RunningJourney, runs } from './world.ts';

/**
 * One enrollment takes the goals of an event, then its exits.
 * @returns whether it is still there to go on
 */
export function staysAfter(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  enrollment: Enrollment,
  event: CustomerEvent,
): enrollment is ActiveEnrollment {
  if (event.id === enrollment.entry.eventId) return false;
  // the end of an enrollment does not end the time in which its goals count
  const isGoal = reachGoals(draft, compiled, enrollment, event);
  // a parked enrollment ends only when somebody retries, removes or stops it
  if (!isActive(enrollment)) return false;
  if (isGoal) {
    leave(draft, enrollment, 'goal', null);
    return false;
  }
  // the event's attributes are already merged, so a condition may have become true with it
  const reason =
    exitByEvent(draft, compiled, enrollment, event) ?? exitByCondition(draft, compiled, enrollment);
  if (reason !== null) leave(draft, enrollment, 'exit', reason);
  return reason === null;
}

/** One enrollment hears an event: goals, then, unless it has ended, exits and the path it waits on. */
function hear(draft: CustomerDraft, enrollment: Enrollment, event: CustomerEvent): void {
  const running = draft.world.journeys.get(enrollment.journeyId);
  const compiled = running?.versions.get(enrollment.version);
  if (!running || !compiled || !staysAfter(draft, compiled, enrollment, event)) return;
  if (runs(running)) advanceEnrollment(draft, enrollment, { type: 'event', event });
}

function offersByEvent(draft: CustomerDraft, running: RunningJourney, event: CustomerEvent): DecidedOffer[] {
  const { source, key } = running.current.entry;
  if (source.on !== 'event' || source.event !== event.name) return [];
  const zone = journeyZone(running.current.journey, draft.world.workspace);
  if (!matchesWhere(source.where, event, draft.world.nowMs, zone)) return [];
  const offer: Offer = {
    entry: {
      eventId: event.id,
      name: event.name,
      properties: event.properties,
      ...(draft.depth > 0 ? { depth: draft.depth } : {}),
    },
    key: key === undefined ? null : keyText(event.properties[key]),
    by: 'trigger',
    acceptedAtMs: event.acceptedAtMs,
  };
  return [decideEntry(draft, running, offer)];
}

/**
 * Applies one event in the order of language.md 4.5: attribute changes, goals, exits, waited paths, triggers.
 * @param only the enrollment a receipt belongs to; absent, every enrollment hears the event
 */
export function applyEvent(
  draft: CustomerDraft,
  event: CustomerEvent,
  attributes: JsonObject | undefined,
  only?: Place,
): void {
  if (attributes) draft.changeProfile({ set: attributes });
  draft.addEvent(event);
  for (const enrollment of draft.enrollments) {
    if (!only || isSamePlace(enrollment, only)) hear(draft, enrollment, event);
  }
  lookAgain(draft);
  const entered = enteredByChange(draft);
  // all on the one state that the event left, before any of them takes a step (language.md 2.3)
  const offers = draft.world.inOrder.flatMap((running) => {
    if (running.current.entry.source.on === 'eventMissing') return hearForMissing(draft, running, event);
    if (entered.includes(running)) return [decideEntry(draft, running, NOBODY_SENT_IT)];
    return offersByEvent(draft, running, event);
  });
  for (const offer of offers) takeEntry(draft, offer);
}

/** Whether an event ends or counts for an enrollment: such events go first at equal instants. */
export function isLeaving(draft: CustomerDraft, name: string, properties: JsonObject): boolean {
  return draft.enrollments.some((enrollment) => {
    if (enrollment.status === 'ended') return false;
    const compiled = draft.world.journeys.get(enrollment.journeyId)?.versions.get(enrollment.version);
    if (!compiled) return false;
    const zone = journeyZone(compiled.journey, draft.world.workspace);
    const rules = [...compiled.journey.goals, ...compiled.journey.exits.filter((exit) => 'event' in exit)];
    return rules.some(
      (rule) =>
        rule.event === name &&
        isForKey({ properties }, rule.key ?? compiled.entry.key, enrollment.key) &&
        matchesWhere(rule.where, { properties }, draft.world.nowMs, zone),
    );
  });
}
