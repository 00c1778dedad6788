/** The meaning of conditions for one customer (language.md §9); populations get the same in SQL. */
import {
  type AttributeCondition,
  type Condition,
  type EventCondition,
  type EventSumCondition,
  isAttributePath,
  type JourneyCondition,
  type Lasting,
  type MessageCondition,
  type Where,
} from '../../shared/condition.ts';
import { type CustomerEvent, receiptEventName } from '../../shared/event.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import { slotOf } from './assign.ts';
import { compareNumbers, meets } from './compare.ts';
import { consentOf } from './consent.ts';
import { type Facts, readIn, readPath } from './facts.ts';
import type { OutboxRow } from './records.ts';
import { sinceOf } from './since.ts';
import { addDuration } from './time/duration.ts';

/** Audiences may refer to audiences; the checker refuses cycles, this bound stops one that slipped past. */
export const AUDIENCE_DEPTH_MAX = 20;

/**
 * Whether one customer meets a condition. Nothing is known without a fact: an audience that is not there has no
 * members, an attribute that is not there meets only `!=`, `notIn` and `missing`.
 * @param depth of audiences that refer to audiences so far
 */
export function evaluate(condition: Condition, facts: Facts, depth = 0): boolean {
  switch (condition.type) {
    case 'all':
      return condition.of.every((child) => evaluate(child, facts, depth));
    case 'any':
      return condition.of.some((child) => evaluate(child, facts, depth));
    case 'not':
      return !evaluate(condition.of, facts, depth);
    case 'attribute':
      return meetsAttribute(condition, facts);
    case 'event':
      return meetsCount(condition, facts);
    case 'eventSum':
      return meetsSum(condition, facts);
    case 'audience': {
      const isIn = isInAudience(facts.audiences[condition.audience], facts, depth + 1);
      return isIn === (condition.is === 'in');
    }
    case 'journey':
      return meetsJourney(condition, facts);
    case 'message':
      return meetsMessage(condition, facts);
    case 'consent': {
      const granted = consentOf(facts.profile, condition.channel, condition.purpose ?? 'marketing');
      return condition.is === (granted === null ? 'unknown' : granted ? 'granted' : 'withdrawn');
    }
    case 'bucket': {
      const slot = slotOf(condition.salt, facts.profile.id);
      return slot >= condition.from && slot < condition.to;
    }
  }
}

function meetsAttribute(condition: AttributeCondition, facts: Facts): boolean {
  const held = readPath(facts, condition.attribute);
  if (condition.op !== 'hasBeenFor') return meets(held, condition, facts.nowMs, facts.zone);
  return (
    isAttributePath(condition.attribute) &&
    held === condition.value &&
    lastsFromMs(condition, facts) <= facts.nowMs
  );
}

/** When a value held now will have been there long enough. */
export function lastsFromMs({ attribute, for: time }: Lasting & { attribute: string }, facts: Facts): number {
  return addDuration(sinceOf(facts.profile, attribute), time, facts.zone);
}

export function isInAudience(definition: AudienceDefinition | undefined, facts: Facts, depth = 0): boolean {
  if (!definition || depth > AUDIENCE_DEPTH_MAX) return false;
  if ('members' in definition) return definition.members.includes(facts.profile.id);
  return evaluate(definition, facts, depth);
}

/** Whether one event meets a `where`; without one, every event does. */
export function matchesWhere(
  where: Where | undefined,
  event: Pick<CustomerEvent, 'properties'>,
  nowMs: number,
  zone: string,
): boolean {
  if (!where) return true;
  switch (where.type) {
    case 'all':
      return where.of.every((child) => matchesWhere(child, event, nowMs, zone));
    case 'any':
      return where.of.some((child) => matchesWhere(child, event, nowMs, zone));
    case 'not':
      return !matchesWhere(where.of, event, nowMs, zone);
    case 'property':
      return meets(readIn(event.properties, where.property), where, nowMs, zone);
  }
}

/** First instant that still counts; the bound itself does. */
function sinceMs(within: string | undefined, facts: Facts): number {
  return within === undefined ? Number.NEGATIVE_INFINITY : addDuration(facts.nowMs, `-${within}`, facts.zone);
}

function eventsOf(condition: EventCondition | EventSumCondition, facts: Facts): CustomerEvent[] {
  const fromMs = sinceMs(condition.within, facts);
  const { enrollment } = facts;
  return facts.events.filter((event) => {
    if (event.name !== condition.event || event.occurredAtMs < fromMs) return false;
    if (condition.within !== undefined && event.occurredAtMs > facts.nowMs) return false;
    if (condition.scope === 'enrollment') {
      const isOurs =
        enrollment && (event.occurredAtMs >= enrollment.enteredAtMs || event.id === enrollment.entry.eventId);
      if (!isOurs) return false;
    }
    return matchesWhere(condition.where, event, facts.nowMs, facts.zone);
  });
}

function meetsCount(condition: EventCondition, facts: Facts): boolean {
  const { op, value } = condition.count ?? { op: '>=', value: 1 };
  return compareNumbers(op, eventsOf(condition, facts).length, value);
}

function meetsSum(condition: EventSumCondition, facts: Facts): boolean {
  let sum = 0;
  for (const event of eventsOf(condition, facts)) {
    const amount = readIn(event.properties, condition.property);
    if (typeof amount === 'number') sum += amount;
  }
  return compareNumbers(condition.op, sum, condition.value);
}

function meetsJourney(condition: JourneyCondition, facts: Facts): boolean {
  const fromMs = sinceMs(condition.within, facts);
  if (condition.is === 'converted') {
    return facts.conversions.some(({ journeyId, atMs }) => journeyId === condition.journey && atMs >= fromMs);
  }
  return facts.enrollments.some((enrollment) => {
    if (enrollment.journeyId !== condition.journey) return false;
    switch (condition.is) {
      case 'entered':
        return enrollment.enteredAtMs >= fromMs;
      case 'active':
        return enrollment.status !== 'ended' && enrollment.enteredAtMs >= fromMs;
      case 'completed':
        return (
          enrollment.status === 'ended' && enrollment.reason === 'completed' && enrollment.endedAtMs >= fromMs
        );
      default:
        return false;
    }
  });
}

function meetsMessage(condition: MessageCondition, facts: Facts): boolean {
  const fromMs = Math.max(
    sinceMs(condition.within, facts),
    condition.scope === 'enrollment'
      ? (facts.enrollment?.enteredAtMs ?? Number.POSITIVE_INFINITY)
      : Number.NEGATIVE_INFINITY,
  );
  switch (condition.is) {
    case 'sent':
    case 'received':
      return facts.sends.some((row) => isSend(row, condition, fromMs) && row.status === 'accepted');
    case 'failed':
      return facts.sends.some(
        (row) => isSend(row, condition, fromMs) && (row.status === 'failed' || row.status === 'rejected'),
      );
    default: {
      const name = receiptEventName(condition.is);
      return facts.events.some(
        (event) =>
          event.name === name && event.occurredAtMs >= fromMs && isReceiptOf(event, condition, facts),
      );
    }
  }
}

function isSend(row: OutboxRow, condition: MessageCondition, fromMs: number): boolean {
  return (
    row.effect.type === 'sendMessage' &&
    row.decidedAtMs !== null &&
    row.decidedAtMs >= fromMs &&
    (condition.channel === undefined || row.lane === condition.channel) &&
    (condition.journey === undefined || row.journeyId === condition.journey) &&
    (condition.node === undefined || row.node === condition.node) &&
    (condition.tag === undefined || row.effect.tags.includes(condition.tag))
  );
}

function isReceiptOf(event: CustomerEvent, condition: MessageCondition, facts: Facts): boolean {
  const { channel, journey, node } = event.properties;
  if (condition.channel !== undefined && channel !== condition.channel) return false;
  if (condition.journey !== undefined && journey !== condition.journey) return false;
  if (condition.node !== undefined && node !== condition.node) return false;
  if (condition.tag === undefined) return true;
  const { tag } = condition;
  return facts.sends.some(
    (row) =>
      row.effect.type === 'sendMessage' &&
      row.journeyId === journey &&
      row.node === node &&
      row.effect.tags.includes(tag),
  );
}
