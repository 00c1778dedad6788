/** Journey-level leaving: goals, exits, removal, stop (language.md §7). */
import type { CustomerEvent } from '../../../shared/event.ts';
import type { EndReason } from '../../../shared/refusal.ts';
import type { CompiledJourney } from '../compile.ts';
import { matchesWhere } from '../evaluate.ts';
import { exitReason } from '../exitReason.ts';
import { isForKey } from '../moment.ts';
import type { Enrollment } from '../records.ts';
import { addDuration } from '../time/duration.ts';
import { journeyZone } from '../zones.ts';
import { type ActiveEnrollment, advanceEnrollment, isActive } from './advanceEnrollment.ts';
import { askingEnrollment, type CustomerDraft, isSamePlace } from './draft.ts';
import { runs } from './world.ts';

interface EventRule {
  event: string;
  where?: Parameters<typeof matchesWhere>[0];
  key?: string | undefined;
}

function fits(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  enrollment: Enrollment,
  rule: EventRule,
  event: CustomerEvent,
): boolean {
  if (rule.event !== event.name || event.id === enrollment.entry.eventId) return false;
  if (!isForKey(event, rule.key ?? compiled.entry.key, enrollment.key)) return false;
  const zone = journeyZone(compiled.journey, draft.world.workspace);
  return matchesWhere(rule.where, event, draft.world.nowMs, zone);
}

/** Counts the goals an event reaches, each once per enrollment; true when one of them ends the enrollment. */
export function reachGoals(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  enrollment: Enrollment,
  event: CustomerEvent,
): boolean {
  let isOver = false;
  for (const goal of compiled.journey.goals) {
    if (!fits(draft, compiled, enrollment, goal, event)) continue;
    const untilMs = addDuration(enrollment.enteredAtMs, goal.within, draft.zoneIn(compiled.journey));
    if (event.occurredAtMs < enrollment.enteredAtMs || event.occurredAtMs >= untilMs) continue;
    isOver ||= goal.exit;
    const isKnown = draft.conversions.some(
      (known) => known.goal === goal.id && isSamePlace(known, enrollment),
    );
    if (isKnown) continue;
    const value = goal.value === undefined ? null : event.properties[goal.value];
    draft.addConversion({
      profileId: draft.profileId,
      journeyId: enrollment.journeyId,
      ordinal: enrollment.ordinal,
      version: enrollment.version,
      goal: goal.id,
      atMs: draft.world.nowMs,
      value: typeof value === 'number' ? value : null,
    });
    draft.count(enrollment.journeyId, enrollment.version, '', 'goal', goal.id);
  }
  return isOver;
}

/** The reason of the first exit rule an event fits, or null. */
export function exitByEvent(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  enrollment: Enrollment,
  event: CustomerEvent,
): string | null {
  const rule = compiled.journey.exits.find(
    (exit) => 'event' in exit && fits(draft, compiled, enrollment, exit, event),
  );
  return rule?.reason ?? null;
}

/** The same of the exit conditions; what holds was false at entry, so it has become true. */
export function exitByCondition(
  draft: CustomerDraft,
  compiled: CompiledJourney,
  enrollment: Enrollment,
): string | null {
  const { journey } = compiled;
  if (journey.exits.length === 0) return null;
  const facts = draft.facts(journey, askingEnrollment(enrollment));
  return exitReason(journey, { ...facts, nowMs: draft.askedAtMs ?? facts.nowMs });
}

/** Ends an enrollment wherever it stands; a parked one ends without a step. */
export function leave(
  draft: CustomerDraft,
  enrollment: Enrollment,
  reason: EndReason,
  detail: string | null,
): void {
  if (isActive(enrollment)) {
    advanceEnrollment(draft, enrollment, { type: 'leave', reason, detail });
    return;
  }
  if (enrollment.status !== 'parked') return;
  const { state, fault: _fault, former: _former, ...base } = enrollment;
  draft.replaceEnrollment(enrollment, {
    ...base,
    status: 'ended',
    endedAtMs: draft.world.nowMs,
    reason,
    detail,
  });
  draft.count(enrollment.journeyId, enrollment.version, state.node, 'ended', reason);
}

/** Rounds of looking after one input: what a wait does may make another look due, but not without end. */
const LOOKS_MAX = 20;

/** As long as something changed: exit conditions first, then waits that look at conditions. */
export function lookAgain(draft: CustomerDraft): void {
  for (let looks = 0; looks < LOOKS_MAX && draft.takeChange(); looks++) lookOnce(draft);
}

function canLook(compiled: CompiledJourney, enrollment: ActiveEnrollment): boolean {
  const behaviour = compiled.nodes.get(enrollment.state.node)?.definition.behaviour;
  return behaviour?.shape === 'wait' && behaviour.look !== undefined;
}

function lookOnce(draft: CustomerDraft): void {
  for (const enrollment of draft.enrollments) {
    if (!isActive(enrollment)) continue;
    const running = draft.world.journeys.get(enrollment.journeyId);
    const compiled = running?.versions.get(enrollment.version);
    if (!running || !compiled) continue;
    const reason = exitByCondition(draft, compiled, enrollment);
    if (reason !== null) leave(draft, enrollment, 'exit', reason);
    else if (runs(running) && canLook(compiled, enrollment))
      advanceEnrollment(draft, enrollment, { type: 'look' });
  }
}
