/** Everything wrong with a journey, at once (language.md 1.6). */
import { type Journey, journeySchema } from '../../../shared/journey/journey.ts';
import { isTooDeep, JSON_DEPTH_MAX } from '../../../shared/json.ts';
import { parseBy } from '../../../shared/parse.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { type ParsedNode, parsedNode } from '../machineConfig.ts';
import { instantOfText } from '../time/instantOfText.ts';
import type { CheckContext } from './checkContext.ts';
import { conditionProblems } from './conditions.ts';
import { experimentProblems } from './experiments.ts';
import { graphProblems } from './graph.ts';
import { referenceProblems } from './references.ts';
import { ruleProblems } from './rules.ts';

export interface CheckResult {
  /** the parsed document; absent when its own shape is broken */
  journey: Journey | null;
  problems: Problem[];
}

function parseNodes(journey: Journey, context: CheckContext): { nodes: ParsedNode[]; problems: Problem[] } {
  const nodes: ParsedNode[] = [];
  const problems: Problem[] = [];
  for (const [nodeId, node] of Object.entries(journey.nodes)) {
    const definition = context.registry.definitionOf(node);
    if (!definition) {
      const kinds = context.registry.kinds.map(({ kind }) => kind).join(', ');
      problems.push(problem('unknown-kind', { nodeId, params: { kind: node.kind, kinds } }));
      continue;
    }
    const parsed = parseBy<unknown>(definition.schema, node.settings, { nodeId });
    if (!parsed.ok) {
      problems.push(...parsed.problems);
      continue;
    }
    nodes.push(parsedNode(nodeId, node, definition, parsed.value));
    for (const found of definition.problems?.(parsed.value) ?? []) {
      problems.push({ ...found, nodeId, ...fixOf(found, nodeId, context) });
    }
  }
  return { nodes, problems };
}

/** A split without salt can be mended at once, by whoever owns chance. */
function fixOf(found: Problem, nodeId: string, context: CheckContext): Pick<Problem, 'fix'> {
  if (found.code !== 'no-salt') return {};
  return { fix: { path: ['nodes', nodeId, 'settings', 'salt'], value: context.makeSalt() } };
}

function dateProblems(journey: Journey): Problem[] {
  const { starts, ends } = journey;
  if (starts === undefined || ends === undefined) return [];
  const zone = journey.timeZone ?? 'UTC';
  return instantOfText(starts, zone) < instantOfText(ends, zone)
    ? []
    : [problem('starts-after-ends', { field: 'ends' })];
}

/**
 * Checks a draft of any state of completeness.
 * @returns errors forbid publishing, warnings are shown and recorded
 */
export function checkJourney(document: unknown, context: CheckContext): CheckResult {
  if (isTooDeep(document)) {
    return { journey: null, problems: [problem('json-too-deep', { params: { max: JSON_DEPTH_MAX } })] };
  }
  const parsed = parseBy<Journey>(journeySchema, document);
  if (!parsed.ok) return { journey: null, problems: parsed.problems };
  const journey = parsed.value;
  const { nodes, problems } = parseNodes(journey, context);
  return {
    journey,
    problems: [
      ...problems,
      ...graphProblems(journey, nodes, context),
      ...ruleProblems(journey, nodes, context),
      ...referenceProblems(journey, nodes, context),
      ...(context.isForOperator === true ? conditionProblems(nodes) : []),
      ...experimentProblems(journey, nodes, context),
      ...dateProblems(journey),
    ],
  };
}
