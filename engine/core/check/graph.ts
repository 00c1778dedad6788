/** The shape of the graph: one trigger, no dangling edges, everything reachable, no loop without a wait. */
import type { Journey } from '../../../shared/journey/journey.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { ParsedNode } from '../machineConfig.ts';
import type { CheckContext } from './checkContext.ts';

/** Ids of nodes whose kind enters, whether or not their settings are complete. */
function triggersOf(journey: Journey, { registry }: CheckContext): string[] {
  return Object.entries(journey.nodes)
    .filter(([, node]) => registry.definitionOf(node)?.behaviour.shape === 'enter')
    .map(([id]) => id);
}

function edgeProblems(
  journey: Journey,
  nodes: readonly ParsedNode[],
  triggers: readonly string[],
): Problem[] {
  const found: Problem[] = [];
  for (const [nodeId, node] of Object.entries(journey.nodes)) {
    for (const [outlet, target] of Object.entries(node.next)) {
      if (!Object.hasOwn(journey.nodes, target)) {
        found.push(problem('dangling-edge', { nodeId, params: { outlet, target } }));
      } else if (triggers.includes(target)) {
        found.push(problem('edge-to-trigger', { nodeId, params: { outlet } }));
      }
    }
  }
  for (const { id, node, outlets } of nodes) {
    for (const outlet of Object.keys(node.next)) {
      if (!outlets.some((known) => known.id === outlet)) {
        found.push(problem('unknown-outlet', { nodeId: id, params: { outlet } }));
      }
    }
  }
  return found;
}

/** Everything that can be reached along `next`. */
function reachable(journey: Journey, from: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = Object.hasOwn(journey.nodes, id) ? journey.nodes[id] : undefined;
    if (!node || seen.has(id)) continue;
    seen.add(id);
    open.push(...Object.values(node.next));
  }
  return seen;
}

/** Nodes on a loop in which nobody ever waits: waits are taken out, then whatever still turns is such a loop. */
function loopsWithoutWait(journey: Journey, nodes: readonly ParsedNode[]): string[] {
  const waits = new Set(
    nodes.filter((parsed) => parsed.definition.behaviour.shape === 'wait').map((parsed) => parsed.id),
  );
  const targets = new Map(
    Object.entries(journey.nodes)
      .filter(([id]) => !waits.has(id))
      .map(([id, node]) => [id, Object.values(node.next).filter((target) => !waits.has(target))] as const),
  );
  // nodes from which every path ends are peeled off from the end
  for (let isPeeling = true; isPeeling; ) {
    isPeeling = false;
    for (const [id, next] of targets) {
      if (next.some((target) => targets.has(target))) continue;
      targets.delete(id);
      isPeeling = true;
    }
  }
  return [...targets.keys()].filter((id) => turnsBackTo(id, targets));
}

function turnsBackTo(start: string, targets: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...(targets.get(start) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(targets.get(id) ?? []));
  }
  return false;
}

function outletWarnings(nodes: readonly ParsedNode[]): Problem[] {
  return nodes.flatMap(({ id, node, outlets, definition }) => {
    if (definition.behaviour.shape === 'enter' && node.next.next === undefined) {
      return [problem('trigger-unconnected', { nodeId: id })];
    }
    const idle = outlets
      .filter((outlet) => outlet.completes && node.next[outlet.id] !== undefined)
      .map((outlet) => problem('hand-over-continues', { nodeId: id, params: { outlet: outlet.id } }));
    const open = outlets
      .filter((outlet) => outlet.expected && node.next[outlet.id] === undefined)
      .map((outlet) => problem('outlet-unconnected', { nodeId: id, params: { outlet: outlet.id } }));
    return [...idle, ...open];
  });
}

export function graphProblems(
  journey: Journey,
  nodes: readonly ParsedNode[],
  context: CheckContext,
): Problem[] {
  const triggers = triggersOf(journey, context);
  const found = edgeProblems(journey, nodes, triggers);
  if (triggers.length === 0) return [...found, problem('no-trigger')];
  found.push(...triggers.slice(1).map((nodeId) => problem('many-triggers', { nodeId })));
  const reached = reachable(journey, triggers.slice(0, 1));
  for (const nodeId of Object.keys(journey.nodes)) {
    if (!reached.has(nodeId) && !triggers.includes(nodeId))
      found.push(problem('node-unreachable', { nodeId }));
  }
  found.push(...loopsWithoutWait(journey, nodes).map((nodeId) => problem('cycle-without-wait', { nodeId })));
  return [...found, ...outletWarnings(nodes)];
}
