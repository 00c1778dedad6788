/**
 * Journeys as executable machines. XState is the semantics; this file is the only one that knows its types.
 *
 * `initialTransition` and `transition` of the library build an actor and a system on each call (140 µs);
 * the machine's own methods with one shared scope that does nothing cost 5–25 µs.
 */
import { assign, createMachine } from 'xstate';
import type { Journey } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { WaitState } from '../../shared/nodes/definition.ts';
import type { EntryRule } from '../../shared/nodes/entryRule.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Template } from '../../shared/template.ts';
import { type MachineConfig, machineConfig, type ParsedNode, parsedNode } from './machineConfig.ts';
import type { Allocation, JourneyVersion } from './version.ts';

/** Microsteps of one macrostep; a cycle of decides that slipped past the checker stops here. */
export const MICROSTEPS_MAX = 500;

/** The machine's context: what an enrollment remembers while it stands at a node. */
export interface StepContext {
  visits: { [node: string]: number };
  vars: JsonObject;
  wait: WaitState | null;
  /** the outlet chosen on arrival; null rests at the node */
  taken: string | null;
}

/** What a machine asks while it steps; one object per step, carried by the event. */
export interface StepScope {
  arrive(node: string, context: StepContext): StepContext;
  isStillHere(node: string, context: StepContext): boolean;
  remember(context: StepContext): StepContext;
}

interface StepEvent {
  type: string;
  scope: StepScope;
}

/** A resting place of a machine; opaque outside of this file. */
export interface Snapshot {
  value: string;
  context: StepContext;
  status: 'active' | 'done' | 'error' | 'stopped';
  error?: unknown;
}

export interface CompiledJourney {
  hash: string;
  version: number;
  journey: Journey;
  nodes: ReadonlyMap<string, ParsedNode>;
  entry: EntryRule;
  triggerId: string;
  templates: { readonly [id: string]: Template };
  allocations: { readonly [node: string]: Allocation };
  config: MachineConfig;
  /** a snapshot standing at a node, as restored from the store */
  at(node: string, context: StepContext): Snapshot;
  send(snapshot: Snapshot, type: string, scope: StepScope): Snapshot;
}

// the library's scope has a dozen members; a pure step touches none of them
// biome-ignore lint/suspicious/noExplicitAny: the scope is inert on purpose
const inertScope: any = {
  self: { _parent: undefined, id: 'step', sessionId: 'step', send() {} },
  actionExecutor() {},
  emit() {},
  defer() {},
  logger() {},
  stopChild() {},
  system: { _sendInspectionEvent() {}, _logger() {} },
};

const scopeOf = ({ scope }: { scope?: StepScope }): StepScope => {
  if (!scope) throw new Error('a machine was stepped without a scope');
  return scope;
};

const implementations = {
  actions: {
    // biome-ignore lint/suspicious/noExplicitAny: states are built at run time, so the library cannot type them
    arrive: assign(({ context, event }: any, { node }: any) => scopeOf(event).arrive(node, context)),
    // biome-ignore lint/suspicious/noExplicitAny: as above
    remember: assign(({ context, event }: any) => scopeOf(event).remember(context)),
  },
  guards: {
    takes: ({ context }: { context: StepContext }, { outlet }: { outlet: string }) =>
      context.taken === outlet,
    isStillHere: (
      { context, event }: { context: StepContext; event: StepEvent },
      { node }: { node: string },
    ) => scopeOf(event).isStillHere(node, context),
  },
};

function parseNodes(journey: Journey, registry: NodeRegistry): ParsedNode[] {
  return Object.entries(journey.nodes).map(([id, node]) => {
    const definition = registry.definitionOf(node);
    if (!definition)
      throw new Error(`journey ${journey.id} has node kind ${node.kind}, which this program does not know`);
    const parsed = parseBy<unknown>(definition.schema, node.settings);
    if (!parsed.ok)
      throw new Error(`journey ${journey.id}, node ${id}: settings do not fit kind ${node.kind}`);
    return parsedNode(id, node, definition, parsed.value);
  });
}

/**
 * The executable form of a published version.
 * Errors: throws when the document was not checked first; a checked one always compiles.
 */
export function compileJourney(
  version: Pick<JourneyVersion, 'hash' | 'version' | 'document' | 'templates' | 'allocations'>,
  registry: NodeRegistry,
): CompiledJourney {
  const nodes = parseNodes(version.document, registry);
  const config = machineConfig(version.document, nodes);
  const trigger = nodes.find((parsed) => parsed.id === config.initial);
  if (trigger?.definition.behaviour.shape !== 'enter') throw new Error('a journey starts at its trigger');
  const machine = createMachine(
    { ...config, options: { maxIterations: MICROSTEPS_MAX } } as never,
    implementations as never,
  );
  // biome-ignore lint/suspicious/noExplicitAny: snapshots of a machine built at run time
  const templates = new Map<string, any>();
  const at = (node: string, context: StepContext): Snapshot => {
    let template = templates.get(node);
    if (!template) {
      template = machine.resolveState({ value: node, context } as never);
      templates.set(node, template);
    }
    return { ...template, context };
  };
  return {
    hash: version.hash,
    version: version.version,
    journey: version.document,
    nodes: new Map(nodes.map((parsed) => [parsed.id, parsed])),
    entry: trigger.definition.behaviour.rule(trigger.settings),
    triggerId: trigger.id,
    templates: version.templates,
    allocations: version.allocations,
    config,
    at,
    send: (snapshot, type, scope) =>
      machine.transition(snapshot as never, { type, scope } as never, inertScope) as unknown as Snapshot,
  };
}
