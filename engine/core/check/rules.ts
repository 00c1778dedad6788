/** Rules of the journey as a whole: goals, salts, schedules. */
import type { Journey } from '../../../shared/journey/journey.ts';
import { canHaveDays, type EntryRule } from '../../../shared/nodes/entryRule.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { ParsedNode } from '../machineConfig.ts';
import { nextOccurrence } from '../time/schedule.ts';
import { namedZone } from '../zones.ts';
import type { CheckContext } from './checkContext.ts';

function entryRuleOf(nodes: readonly ParsedNode[]): { id: string; rule: EntryRule } | null {
  for (const { id, definition, settings } of nodes) {
    if (definition.behaviour.shape === 'enter') return { id, rule: definition.behaviour.rule(settings) };
  }
  return null;
}

/** Salts by node, for kinds that assign. */
function saltsOf(nodes: readonly ParsedNode[]): { id: string; salt: string }[] {
  return nodes.flatMap(({ id, settings, definition }) => {
    const assigned = definition.assigns?.(settings);
    return assigned && assigned.salt !== '' ? [{ id, salt: assigned.salt }] : [];
  });
}

function goalProblems(journey: Journey, rule: EntryRule | null): Problem[] {
  const found: Problem[] = [];
  const ids = new Set<string>();
  for (const [index, goal] of journey.goals.entries()) {
    if (ids.has(goal.id))
      found.push(problem('duplicate-id', { field: `goals.${index}.id`, params: { id: goal.id } }));
    ids.add(goal.id);
    const starts =
      rule?.source.on === 'event' || rule?.source.on === 'eventMissing' ? rule.source.event : null;
    if (starts === goal.event) {
      found.push(problem('goal-starts-here', { field: `goals.${index}.event`, params: { goal: goal.id } }));
    }
  }
  if (journey.goals.filter((goal) => goal.primary).length > 1) {
    found.push(problem('many-primary-goals', { field: 'goals' }));
  }
  return found;
}

function saltProblems(nodes: readonly ParsedNode[]): Problem[] {
  const seen = new Set<string>();
  return saltsOf(nodes).flatMap(({ id, salt }) => {
    const isTaken = seen.has(salt);
    seen.add(salt);
    return isTaken ? [problem('duplicate-salt', { nodeId: id, field: 'salt' })] : [];
  });
}

function scheduleProblems(
  journey: Journey,
  entry: { id: string; rule: EntryRule } | null,
  context: CheckContext,
): Problem[] {
  if (entry?.rule.source.on !== 'schedule' || context.nowMs === undefined) return [];
  const { schedule } = entry.rule.source;
  // said of the trigger's settings already; such a rule has no occurrences
  if (schedule.repeat?.days && !canHaveDays(schedule.repeat.every)) return [];
  const zone = scheduleZone(entry.rule, journey, context.timeZone ?? 'UTC');
  return nextOccurrence(schedule, zone, context.nowMs) === null
    ? [problem('schedule-over', { nodeId: entry.id, field: 'start' })]
    : [];
}

/** A schedule has no customer yet: `profile` means the journey's zone. */
export function scheduleZone(rule: EntryRule, journey: Journey, workspaceZone: string): string {
  const zone = rule.source.on === 'schedule' ? rule.source.zone : undefined;
  return namedZone(zone, { profile: { timeZone: null }, journey, workspace: { timeZone: workspaceZone } });
}

export function ruleProblems(
  journey: Journey,
  nodes: readonly ParsedNode[],
  context: CheckContext,
): Problem[] {
  const entry = entryRuleOf(nodes);
  return [
    ...goalProblems(journey, entry?.rule ?? null),
    ...saltProblems(nodes),
    ...scheduleProblems(journey, entry, context),
  ];
}
