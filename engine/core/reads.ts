/** What the live versions' conditions ask for, so that a batch loads exactly that. */
import { type Condition, childrenOf } from '../../shared/condition.ts';
import { RECEIPT_KINDS, receiptEventName } from '../../shared/event.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import type { CompiledJourney } from './compile.ts';

/** Names of events whose history a condition reads. */
function eventsIn(condition: Condition): string[] {
  switch (condition.type) {
    case 'event':
    case 'eventSum':
      return [condition.event];
    case 'message':
      return RECEIPT_KINDS.map(receiptEventName);
    default:
      // only event conditions have a `where` inside, and they are answered above
      return childrenOf(condition).flatMap((child) => eventsIn(child as Condition));
  }
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

/** Event names that audiences read. */
export function eventsReadByAudiences(audiences: { readonly [id: string]: AudienceDefinition }): string[] {
  return Object.values(audiences).flatMap((definition) =>
    'members' in definition ? [] : eventsIn(definition),
  );
}
