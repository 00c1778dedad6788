/** What splits are to teach: a goal and a control, or the word that no conclusion is wanted. */
import { goalOf } from '../../../shared/experiment/goalOf.ts';
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import { idSchema } from '../../../shared/ids.ts';
import type { Goal, Journey } from '../../../shared/journey/journey.ts';
import type { Arm } from '../../../shared/nodes/definition.ts';
import type { Traffic } from '../../../shared/nodes/traffic.ts';
import { type Fix, type Problem, problem } from '../../../shared/problem.ts';
import type { ParsedNode } from '../machineConfig.ts';
import { settleTraffic } from '../settleTraffic.ts';
import { addDuration } from '../time/duration.ts';
import { instantOfText } from '../time/instantOfText.ts';
import type { CheckContext } from './checkContext.ts';

interface Split {
  nodeId: string;
  salt: string;
  arms: readonly Arm[];
  plan: ExperimentPlan | null;
  traffic: Traffic | null;
}

function splitsOf(nodes: readonly ParsedNode[]): Split[] {
  return nodes.flatMap(({ id, settings, definition }) => {
    const assigned = definition.assigns?.(settings);
    return assigned ? [{ nodeId: id, traffic: null, ...assigned }] : [];
  });
}

/** Goals a plan names by id, with the place of each name. */
function namedGoals({ primary, secondary, guardrails }: ExperimentPlan): { goal: string; field: string }[] {
  const listed = (metrics: readonly { goal: string }[], list: string) =>
    metrics.map(({ goal }, index) => ({ goal, field: `plan.${list}.${index}.goal` }));
  return [
    ...(primary.goal === undefined ? [] : [{ goal: primary.goal, field: 'plan.primary.goal' }]),
    ...listed(secondary, 'secondary'),
    ...listed(guardrails, 'guardrails'),
  ];
}

function unknownGoals({ nodeId, plan }: Split, goals: readonly Goal[]): Problem[] {
  if (!plan) return [];
  return namedGoals(plan)
    .filter(({ goal }) => !goals.some(({ id }) => id === goal))
    .map(({ goal, field }) => problem('unknown-goal', { nodeId, field, params: { goal } }));
}

function noConclusion(nodeId: string): Fix {
  return {
    path: ['nodes', nodeId, 'settings', 'plan', 'conclusion'],
    value: 'none',
    words: { en: 'No conclusion wanted', 'zh-CN': '不需要结论' },
  };
}

/** Results speak of a goal by its id: the event's name, where that can be one. */
const goalId = (event: string): string => (idSchema.safeParse(event).success ? event : 'goal');

/** Goals the journey may mean: events its nodes after the trigger listen to. */
function offeredGoals(nodes: readonly ParsedNode[]): Fix[] {
  const [event] = nodes.flatMap(({ definition, settings }) =>
    definition.behaviour.shape === 'enter' ? [] : (definition.references?.(settings).events ?? []),
  );
  if (event === undefined) return [];
  return [
    {
      path: ['goals'],
      // only measured: whether reaching it ends the journey is the author's to say
      value: [{ id: goalId(event), event, within: 'P30D', primary: true, exit: false }],
      words: { en: `Add goal “${event}”`, 'zh-CN': `添加目标“${event}”` },
    },
  ];
}

function controlFix({ nodeId, arms }: Split): Fix {
  const last = arms.at(-1);
  const name = last?.name || last?.id || '';
  return {
    path: ['nodes', nodeId, 'settings', 'arms', String(arms.length - 1), 'control'],
    value: true,
    words: { en: `Make “${name}” the control`, 'zh-CN': `将“${name}”设为对照组` },
  };
}

function withFixes(fixes: readonly Fix[]): Pick<Problem, 'fix' | 'otherFixes'> {
  const [fix, ...otherFixes] = fixes;
  return { ...(fix ? { fix } : {}), otherFixes };
}

/** What an operator's publish is refused for. */
function refusals(split: Split, journey: Journey, nodes: readonly ParsedNode[]): Problem[] {
  const { nodeId, arms } = split;
  const found: Problem[] = [];
  if (journey.goals.length === 0) {
    const fixes = withFixes([...offeredGoals(nodes), noConclusion(nodeId)]);
    found.push(problem('no-primary-goal', { nodeId, field: 'plan.primary', ...fixes }));
  }
  if (!arms.some(({ control }) => control)) {
    const fixes = withFixes([controlFix(split), noConclusion(nodeId)]);
    found.push(problem('no-control-arm', { nodeId, field: 'arms', ...fixes }));
  }
  return found;
}

/** A planned end that comes before the first window can be over. */
function endProblems(
  { nodeId, plan }: Split,
  journey: Journey,
  { nowMs, timeZone }: CheckContext,
): Problem[] {
  const goal = goalOf(journey, plan?.primary.goal);
  if (!goal || plan?.plannedEnd === undefined || nowMs === undefined) return [];
  const zone = journey.timeZone ?? timeZone ?? 'UTC';
  const endMs = addDuration(instantOfText(`${plan.plannedEnd}T00:00`, zone), 'P1D', zone);
  return addDuration(nowMs, goal.within, zone) <= endMs
    ? []
    : [
        problem('plan-cannot-mature', {
          nodeId,
          field: 'plan.plannedEnd',
          params: { end: plan.plannedEnd, within: goal.within },
        }),
      ];
}

/** Splits that ask for more of their layer than others have left. */
function layerProblems(journey: Journey, splits: readonly Split[], { layerClaims }: CheckContext): Problem[] {
  if (!layerClaims || !splits.some(({ traffic }) => traffic?.layer)) return [];
  return settleTraffic(journey.id, splits, layerClaims, () => null).problems;
}

export function experimentProblems(
  journey: Journey,
  nodes: readonly ParsedNode[],
  context: CheckContext,
): Problem[] {
  const splits = splitsOf(nodes);
  const concluding = splits.filter(({ plan }) => plan?.conclusion !== 'none');
  const [first] = concluding.filter(({ salt }) => salt !== '');
  const isJudged = journey.goals.length > 0 || context.isForOperator === true || !first;
  return [
    ...splits.flatMap((split) => unknownGoals(split, journey.goals)),
    ...layerProblems(journey, splits, context),
    ...(isJudged ? [] : [problem('no-goal', { nodeId: first.nodeId, field: 'goals' })]),
    ...concluding.flatMap((split) => [
      ...(context.isForOperator === true ? refusals(split, journey, nodes) : []),
      ...endProblems(split, journey, context),
    ]),
  ];
}
