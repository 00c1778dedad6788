/**
 * Journeys as executable machines. XState is the semantics; this file is the only one that knows its types.
 *
 * `initialTransition` and `transition` of the library build an actor and a system on each call (140 µs);
 * the machine's own methods with one shared scope that does nothing cost 5–25 µs.
 */
import { assign, createMachine } from 'xstate';
import type { Journey } from '../../shared/journey/journey.ts';
import type { EntryRule } from '../../shared/nodes/entryRule.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Template } from '../../shared/template.ts';
import { type MachineConfig, machineConfig, type ParsedNode, parsedNode } from './machineConfig.ts';
import type { Allocation, JourneyVersion } from './version.ts';

/** Microsteps of one macrostep; a cycle of decides that slipped past the checker stops here. */
export const MICROSTEPS_MAX = 500;

/**
 * What a machine asks while it steps: one object per step, carried by the event. Memory of the enrollment
 * lives here and not in the machine's context, which would be copied at each of its microsteps.
 */
export interface StepScope {
  arrive(node: string): void;
  /** whether the node arrived at last is left by this outlet */
  takes(outlet: string): boolean;
  isStillHere(node: string): boolean;
  remember(): void;
}

interface StepEvent {
  type: string;
  scope: StepScope;
}

/** A resting place of a machine; opaque outside of this file. */
export interface Snapshot {
  value: string;
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
  at(node: string): Snapshot;
  send(snapshot: Snapshot, type: string, scope: StepScope): Snapshot;
}

interface Action {
  info: { event: StepEvent };
  params: unknown;
  exec?: (info: Action['info'], params: unknown) => void;
}

// the library's scope has a dozen members; a pure step touches none of the others
// biome-ignore lint/suspicious/noExplicitAny: the scope is inert on purpose
const inertScope: any = {
  self: { _parent: undefined, id: 'step', sessionId: 'step', send() {} },
  // at once, in the order of the microsteps: guards see what the actions before them did
  actionExecutor: ({ exec, info, params }: Action) => exec?.(info, params),
  emit() {},
  defer() {},
  logger() {},
  stopChild() {},
  system: { _sendInspectionEvent() {}, _logger() {} },
};

type Asked = { event: StepEvent };

const implementations = {
  actions: {
    arrive: ({ event }: Asked, { node }: { node: string }) => event.scope.arrive(node),
    remember: ({ event }: Asked) => event.scope.remember(),
    // the library asks again for the ways out only where its snapshot changed, and a way back changes nothing else
    again: assign({}),
  },
  guards: {
    takes: ({ event }: Asked, { outlet }: { outlet: string }) => event.scope.takes(outlet),
    isStillHere: ({ event }: Asked, { node }: { node: string }) => event.scope.isStillHere(node),
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
  const restored = new Map<string, Snapshot>();
  const at = (node: string): Snapshot => {
    let snapshot = restored.get(node);
    if (!snapshot) {
      // the library types snapshots by a configuration it cannot know
      snapshot = machine.resolveState({ value: node } as never) as unknown as Snapshot;
      restored.set(node, snapshot);
    }
    return snapshot;
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
