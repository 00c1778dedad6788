/**
 * Journeys as executable machines. XState is the semantics; this file is the only one that knows its types.
 *
 * A machine holds no memory of its own, so where an outlet leads from a node is always the same: the library
 * is asked once per node and outlet, and its answer is kept with the compiled version.
 */
import { createMachine } from 'xstate';
import type { Journey } from '../../shared/journey/journey.ts';
import type { EntryRule } from '../../shared/nodes/entryRule.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Template } from '../../shared/template.ts';
import { type MachineConfig, machineConfig, type ParsedNode, parsedNode } from './machineConfig.ts';
import { pastArms } from './pastArms.ts';
import type { Allocation, JourneyVersion, MigrationMap } from './version.ts';

/** Where one transition of a machine leads. */
export interface Landing {
  state: string;
  /** whether the state is a node, at which somebody now arrives */
  isArrival: boolean;
  isFinal: boolean;
}

export interface CompiledJourney {
  hash: string;
  version: number;
  journey: Journey;
  nodes: ReadonlyMap<string, ParsedNode>;
  entry: EntryRule;
  triggerId: string;
  /** nodes behind which nobody comes to an arm */
  pastArms: ReadonlySet<string>;
  templates: { readonly [id: string]: Template };
  allocations: { readonly [node: string]: Allocation };
  migration: MigrationMap | null;
  config: MachineConfig;
  /** @param event an outlet of the node, or an end's state to leave by from anywhere */
  follow(node: string, event: string): Landing;
}

/** An outlet being taken; the library hands it to guards and actions as it is. */
interface Leaving {
  type: string;
  hasArrived: boolean;
}

interface Action {
  info: { event: Leaving };
  params: unknown;
  exec?: (info: Action['info'], params: unknown) => void;
}

/**
 * `transition` of the library builds an actor and a system on each call (140 µs); a pure machine needs neither.
 * The library's own scope has a dozen members; a step touches none of the others.
 */
// biome-ignore lint/suspicious/noExplicitAny: the scope is inert on purpose
const inertScope: any = {
  self: { _parent: undefined, id: 'step', sessionId: 'step', send() {} },
  actionExecutor: ({ exec, info, params }: Action) => exec?.(info, params),
  emit() {},
  defer() {},
  logger() {},
  stopChild() {},
  system: { _sendInspectionEvent() {}, _logger() {} },
};

type Asked = { event: Leaving };

const implementations = {
  actions: {
    arrive: ({ event }: Asked) => {
      event.hasArrived = true;
    },
  },
  // one outlet is one transition: the node it leads to decides in its turn
  guards: {
    takes: ({ event }: Asked, { outlet }: { outlet: string }) => !event.hasArrived && event.type === outlet,
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

/** Asks the library where an outlet leads, the first time it is taken. */
function followerOf(config: MachineConfig): CompiledJourney['follow'] {
  const machine = createMachine(config as never, implementations as never);
  const known: { [node: string]: Map<string, Landing> } = Object.fromEntries(
    Object.keys(config.states).map((state) => [state, new Map<string, Landing>()]),
  );

  function ask(node: string, event: string): Landing {
    const leaving: Leaving = { type: event, hasArrived: false };
    // the library types snapshots by a configuration it cannot know
    const there = machine.transition(
      machine.resolveState({ value: node } as never),
      leaving as never,
      inertScope,
    ) as unknown as { value: string; status: string };
    const isFinal = there.status === 'done';
    if (there.value === node && !leaving.hasArrived)
      throw new Error(`nothing leads out of ${node} by ${event}`);
    return { state: there.value, isArrival: leaving.hasArrived, isFinal };
  }

  return (node, event) => {
    const ways = known[node];
    const landing = ways?.get(event) ?? ask(node, event);
    ways?.set(event, landing);
    return landing;
  };
}

/**
 * The executable form of a published version.
 * Errors: throws when the document was not checked first; a checked one always compiles.
 */
export function compileJourney(
  version: Pick<JourneyVersion, 'hash' | 'version' | 'document' | 'templates' | 'allocations' | 'migration'>,
  registry: NodeRegistry,
): CompiledJourney {
  const nodes = parseNodes(version.document, registry);
  const config = machineConfig(version.document, nodes);
  const trigger = nodes.find((parsed) => parsed.id === config.initial);
  if (trigger?.definition.behaviour.shape !== 'enter') throw new Error('a journey starts at its trigger');
  const follow = followerOf(config);
  return {
    hash: version.hash,
    version: version.version,
    journey: version.document,
    nodes: new Map(nodes.map((parsed) => [parsed.id, parsed])),
    entry: trigger.definition.behaviour.rule(trigger.settings),
    triggerId: trigger.id,
    pastArms: pastArms(nodes),
    templates: version.templates,
    allocations: version.allocations,
    migration: version.migration,
    config,
    follow,
  };
}
