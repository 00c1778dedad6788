/** What the live versions' conditions ask for, so that a batch loads exactly that. */
import { type Condition, childrenOf } from '../../shared/condition.ts';
import { RECEIPT_EVENTS } from '../../shared/event.ts';
import { atMostMs } from '../../shared/time.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import { type AudienceDefinition, type Cap, isCapPeriod } from '../../shared/workspace.ts';
import type { CompiledJourney } from './compile.ts';

type Audiences = { readonly [id: string]: AudienceDefinition };

/** Names of events whose history a condition reads. */
function eventsIn(condition: Condition): string[] {
  switch (condition.type) {
    case 'event':
    case 'eventSum':
      return [condition.event];
    case 'message':
      return [...RECEIPT_EVENTS];
    default:
      // only event conditions have a `where` inside, and they are answered above
      return childrenOf(condition).flatMap((child) => eventsIn(child as Condition));
  }
}

/** How far back a condition looks among the messages sent; 0 when it asks for none. */
function sendsLookBackMs(condition: Condition): number {
  if (condition.type === 'message') {
    return condition.within === undefined ? Number.POSITIVE_INFINITY : atMostMs(condition.within);
  }
  if (condition.type === 'event' || condition.type === 'eventSum') return 0;
  return Math.max(0, ...childrenOf(condition).map((child) => sendsLookBackMs(child as Condition)));
}

/** Days that a calendar cap looks back at most, the start of a day in any zone included. */
const CALENDAR_DAYS = { day: 2, week: 8, month: 32 };

function capLookBackMs({ per }: Cap): number {
  return isCapPeriod(per) ? CALENDAR_DAYS[per] * DAY_MS : atMostMs(per);
}

function conditionsOf(compiled: CompiledJourney): Condition[] {
  const { journey, entry } = compiled;
  return [
    ...[...compiled.nodes.values()].flatMap((parsed) => [
      ...(parsed.definition.references?.(parsed.settings).conditions ?? []),
    ]),
    ...(journey.exclude ? [journey.exclude] : []),
    ...journey.exits.flatMap((exit) => ('condition' in exit ? [exit.condition] : [])),
    ...(entry.condition ? [entry.condition] : []),
  ];
}

/** Event names whose history a version's decisions read, its own waits included. */
export function eventsRead(compiled: CompiledJourney): string[] {
  return [
    ...conditionsOf(compiled).flatMap(eventsIn),
    ...[...compiled.nodes.values()].flatMap((parsed) => [
      ...(parsed.definition.references?.(parsed.settings).events ?? []),
    ]),
  ];
}

/** Event names that goals and exits of a version are about. */
export function leavingEvents({ journey: { goals, exits } }: CompiledJourney): string[] {
  return [...goals, ...exits].flatMap((rule) => ('event' in rule ? [rule.event] : []));
}

function conditionsOfAudiences(audiences: Audiences): Condition[] {
  return Object.values(audiences).flatMap((definition) => ('members' in definition ? [] : [definition]));
}

/** Event names that audiences read. */
export function eventsReadByAudiences(audiences: Audiences): string[] {
  return conditionsOfAudiences(audiences).flatMap(eventsIn);
}

/** How far back caps and conditions look among the messages sent; 0 when nothing asks for them. */
export function sendsRead(
  versions: readonly CompiledJourney[],
  { audiences, caps }: { audiences: Audiences; caps: readonly Cap[] },
): number {
  const conditions = [...versions.flatMap(conditionsOf), ...conditionsOfAudiences(audiences)];
  return Math.max(0, ...caps.map(capLookBackMs), ...conditions.map(sendsLookBackMs));
}
