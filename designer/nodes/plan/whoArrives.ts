import { type Condition, childrenOf } from '../../../shared/condition.ts';
import type { NodeId } from '../../../shared/ids.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { EntryRule } from '../../../shared/nodes/entryRule.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { parseBy } from '../../../shared/parse.ts';
import type { GoalQuestion } from '../../pages/editor/editorPort.ts';

export interface Arriving {
  /** what a customer must meet to get to the node; null is everybody */
  audience: Condition | null;
  /** event that lets customers in one by one, or what must not come after it */
  trigger: GoalQuestion['trigger'];
  /** all of them come together, at a time of the schedule or at publish */
  isAtOnce: boolean;
  entry: EntryRule;
  /** there is more on the way than a condition on the customer: fewer may arrive */
  isNarrower: boolean;
}

/** Only somebody inside a journey has an entry event, variables and a key. */
function isOfProfile(condition: Condition): boolean {
  if (condition.type === 'attribute' && /^(event\.|vars\.|key$)/.test(condition.attribute)) return false;
  if ('scope' in condition && condition.scope === 'enrollment') return false;
  return childrenOf(condition).every((child) => child.type === 'property' || isOfProfile(child as Condition)); // a `where` asks of events only
}

function entryOf(journey: Journey, registry: NodeRegistry): { id: NodeId; rule: EntryRule } | null {
  for (const [id, node] of Object.entries(journey.nodes)) {
    const definition = registry.definitionOf(node);
    if (definition?.behaviour.shape !== 'enter') continue;
    const settings = parseBy<unknown>(definition.schema, node.settings);
    return settings.ok ? { id, rule: definition.behaviour.rule(settings.value) } : null;
  }
  return null;
}

/** What an outlet asks: the first of a decision on one condition is taken by whoever meets it, the second by the others. */
function conditionOf(
  { nodes }: Journey,
  { from, outlet }: { from: NodeId; outlet: string },
  registry: NodeRegistry,
): Condition | null {
  const node = nodes[from];
  const definition = node && registry.definitionOf(node);
  const settings = definition && parseBy<unknown>(definition.schema, node.settings);
  if (!settings?.ok || definition?.behaviour.shape !== 'decide') return null;
  const asked = definition.references?.(settings.value).conditions ?? [];
  const [first, second, ...others] = definition.outlets(settings.value);
  const [condition] = asked;
  if (!condition || asked.length > 1 || !second || others.length > 0) return null;
  return outlet === first?.id ? condition : { type: 'not', of: condition };
}

function waysTo({ nodes }: Journey, target: NodeId): { from: NodeId; outlet: string }[] {
  return Object.entries(nodes).flatMap(([from, { next }]) =>
    Object.entries(next)
      .filter(([, to]) => to === target)
      .map(([outlet]) => ({ from, outlet })),
  );
}

/** Conditions on the one way that leads to a node; where several meet, those behind are left out. */
function conditionsBefore(
  journey: Journey,
  node: NodeId,
  start: NodeId,
  registry: NodeRegistry,
): { conditions: Condition[]; isNarrower: boolean } {
  const conditions: Condition[] = [];
  let isNarrower = false;
  const seen = new Set([node]);
  for (let at = node; at !== start; ) {
    const [way, ...others] = waysTo(journey, at);
    if (!way || others.length > 0 || seen.has(way.from)) return { conditions, isNarrower: true };
    const condition = conditionOf(journey, way, registry);
    const shape = registry.definitionOf({ kind: journey.nodes[way.from]?.kind ?? '' })?.behaviour.shape;
    if (condition) conditions.push(condition);
    else if (shape === 'decide' || shape === 'wait') isNarrower = true;
    seen.add(way.from);
    at = way.from;
  }
  return { conditions, isNarrower };
}

function triggerOf(source: EntryRule['source']): Arriving['trigger'] {
  if (source.on !== 'event' && source.on !== 'eventMissing') return null;
  const trigger = { event: source.event, ...(source.where && { where: source.where }) };
  if (source.on === 'event') return trigger;
  const { event, where } = source.missing;
  return { ...trigger, missing: { event, within: source.within, ...(where && { where }) } };
}

/** Who gets to a node of a draft, as a question about all customers; null while the trigger is not set up. */
export function whoArrives(journey: Journey, node: NodeId, registry: NodeRegistry): Arriving | null {
  const entry = entryOf(journey, registry);
  if (!entry) return null;
  const { source, audience, condition } = entry.rule;
  const before = conditionsBefore(journey, node, entry.id, registry);
  const asked: Condition[] = [
    ...(source.on === 'audience' ? [source.watched] : []),
    ...(audience === undefined ? [] : [{ type: 'audience', audience, is: 'in' } as const]),
    ...(condition ? [condition] : []),
    ...(journey.exclude ? [{ type: 'not', of: journey.exclude } as const] : []),
    ...before.conditions,
  ];
  const parts = asked.filter(isOfProfile);
  const [only] = parts;
  return {
    audience: parts.length > 1 ? { type: 'all', of: parts } : (only ?? null),
    entry: entry.rule,
    trigger: triggerOf(source),
    isAtOnce: source.on === 'schedule' || (source.on === 'audience' && source.includeCurrent),
    isNarrower: before.isNarrower || parts.length < asked.length,
  };
}
