/**
 * A journey as a plain XState configuration: one state per node, journey-level leaving on the root.
 * It is what the engine runs and what opens in XState's own tools.
 */
import { type Journey, MAX_VISITS_DEFAULT, type Node } from '../../shared/journey/journey.ts';
import type { Outlet } from '../../shared/nodes/definition.ts';
import type { AnyNodeDefinition } from '../../shared/nodes/registry.ts';
import { END_REASONS, type EndReason } from '../../shared/refusal.ts';

/** Final state of an end reason, and the event that leads there from anywhere; node ids start with a letter. */
export function endState(reason: EndReason): string {
  return `$${reason}`;
}

/** Why an enrollment ended that reached a final state: an end reason's own, or a node of shape `end`. */
export function endReasonOf(finalState: string): EndReason {
  return END_REASONS.find((reason) => endState(reason) === finalState) ?? 'exit';
}

/** A node with its settings parsed by its kind's schema. */
export interface ParsedNode {
  id: string;
  node: Node;
  settings: unknown;
  definition: AnyNodeDefinition;
  outlets: readonly Outlet[];
  maxVisits: number;
}

export function parsedNode(
  id: string,
  node: Node,
  definition: AnyNodeDefinition,
  settings: unknown,
): ParsedNode {
  const outlets = definition.outlets(settings);
  return { id, node, settings, definition, outlets, maxVisits: node.maxVisits ?? MAX_VISITS_DEFAULT };
}

interface Transition {
  target: string;
  /** an outlet that leads back to its own node is a new arrival there */
  reenter?: true;
  guard?: { type: string; params: { [name: string]: string } };
}

export interface StateConfig {
  type?: 'final';
  entry?: { type: 'arrive'; params: { node: string } };
  always?: Transition[];
  on?: { [event: string]: Transition };
}

export interface MachineConfig {
  id: string;
  initial: string;
  context: { [name: string]: never };
  states: { [state: string]: StateConfig };
  on: { [event: string]: Transition };
}

/** Where an outlet leads: its own target, another outlet's, or out of the journey. */
export function targetOf(parsed: ParsedNode, outletId: string): string {
  const outlet = parsed.outlets.find(({ id }) => id === outletId);
  if (outlet?.completes) return endState('completed');
  const direct = parsed.node.next[outletId];
  if (direct !== undefined) return direct;
  const rule = outlet?.unconnected;
  if (!rule) return endState('completed');
  return 'exit' in rule ? endState('exit') : targetOf(parsed, rule.through);
}

/** The word that goes with an end reached through an unconnected outlet. */
export function exitDetailOf(parsed: ParsedNode, outletId: string): string | null {
  if (parsed.node.next[outletId] !== undefined) return null;
  const rule = parsed.outlets.find((outlet) => outlet.id === outletId)?.unconnected;
  return rule && 'exit' in rule ? rule.exit : null;
}

function transitionOf(parsed: ParsedNode, outletId: string): Transition {
  const target = targetOf(parsed, outletId);
  return target === parsed.id ? { target, reenter: true } : { target };
}

function stateOf(parsed: ParsedNode): StateConfig {
  const entry = { type: 'arrive' as const, params: { node: parsed.id } };
  const { shape } = parsed.definition.behaviour;
  if (shape === 'end') return { type: 'final', entry };
  const ways = parsed.outlets.map(({ id }) => ({ outlet: id, transition: transitionOf(parsed, id) }));
  if (shape === 'decide') {
    return {
      entry,
      always: ways.map(({ outlet, transition }) => ({
        ...transition,
        guard: { type: 'takes', params: { outlet } },
      })),
    };
  }
  const on = Object.fromEntries(ways.map(({ outlet, transition }) => [outlet, transition]));
  // a customer stands at the trigger when the machine begins; `next` lets them in
  return shape === 'enter' ? { on } : { entry, on };
}

export function machineConfig(journey: Journey, nodes: readonly ParsedNode[]): MachineConfig {
  const trigger = nodes.find((parsed) => parsed.definition.behaviour.shape === 'enter');
  if (!trigger) throw new Error(`journey ${journey.id} was compiled without a trigger`);
  const ends = END_REASONS.map((reason) => [endState(reason), { type: 'final' as const }] as const);
  return {
    id: journey.id,
    initial: trigger.id,
    context: {},
    states: Object.fromEntries([...nodes.map((parsed) => [parsed.id, stateOf(parsed)] as const), ...ends]),
    on: Object.fromEntries(
      END_REASONS.map((reason) => [endState(reason), { target: `.${endState(reason)}` }] as const),
    ),
  };
}
