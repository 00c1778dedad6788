/** Conditions that say something else than whoever drew them meant, most likely. */
import { type Condition, childrenOf, type Where } from '../../../shared/condition.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { ParsedNode } from '../machineConfig.ts';

/** What a condition compares with an empty text: a value that was never filled in. */
function comparedWithNothing(condition: Condition | Where): string[] {
  if (condition.type === 'attribute' || condition.type === 'property') {
    const name = condition.type === 'attribute' ? condition.attribute : condition.property;
    return 'value' in condition && condition.value === '' ? [name] : [];
  }
  return childrenOf(condition).flatMap(comparedWithNothing);
}

/** A decision that was put down and never said anything. */
function isSilent(condition: Condition): boolean {
  return condition.type === 'all' && condition.of.length === 0;
}

function problemsOf({ id: nodeId, settings, definition }: ParsedNode): Problem[] {
  const conditions = definition.references?.(settings).conditions ?? [];
  const names = new Set(conditions.flatMap(comparedWithNothing));
  const empty = [...names].map((name) => problem('value-empty', { nodeId, params: { name } }));
  const decides = definition.behaviour.shape === 'decide';
  return decides && conditions.some(isSilent) ? [...empty, problem('condition-empty', { nodeId })] : empty;
}

/** What an operator is told of a drawing; a file that was written may mean it. */
export function conditionProblems(nodes: readonly ParsedNode[]): Problem[] {
  return nodes.flatMap(problemsOf);
}
