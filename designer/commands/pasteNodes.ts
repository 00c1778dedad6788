import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node, Position } from '../../shared/journey/journey.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import type { AnyNodeDefinition, NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Made } from './addNode.ts';
import { copyNodes, type Fragment } from './fragment.ts';
import { newNodeId } from './newNodeId.ts';

export const PASTE_OFFSET: Position = { x: 32, y: 32 };

/** Settings that the kind fills with a salt: two splits with one salt would assign alike. */
function renewSalts(settings: JsonObject, definition: AnyNodeDefinition, makeSalt: () => string): JsonObject {
  const mark = makeSalt();
  const salted = Object.entries(definition.initial(() => mark)).filter(([, value]) => value === mark);
  return { ...settings, ...Object.fromEntries(salted.map(([name]) => [name, makeSalt()])) };
}

/** Conditions on "the message of that node" follow the node to its copy. */
function renameNodes(value: JsonValue, ids: ReadonlyMap<NodeId, NodeId>): JsonValue {
  if (Array.isArray(value)) return value.map((item) => renameNodes(item, ids));
  if (!isJsonObject(value)) return value;
  const renamed: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) renamed[name] = renameNodes(inner, ids);
  const { type, node } = value;
  if (type === 'message' && typeof node === 'string') renamed.node = ids.get(node) ?? node;
  return renamed;
}

function isSecondTrigger(journey: Journey, node: Node, registry: NodeRegistry): boolean {
  const enters = (other: Node) => registry.definitionOf(other)?.behaviour.shape === 'enter';
  return enters(node) && Object.values(journey.nodes).some(enters);
}

/** Adds copies under new ids; edges among them are kept, edges to the outside are not. */
export function pasteNodes(
  journey: Journey,
  { nodes, layout }: Fragment,
  offset: Position,
  registry: NodeRegistry,
  makeSalt: () => string,
): Made {
  const copied = Object.entries(nodes).filter(([, node]) => !isSecondTrigger(journey, node, registry));
  const taken = { ...journey.nodes };
  const ids = new Map<NodeId, NodeId>();
  for (const [id, node] of copied) {
    const fresh = newNodeId(taken, node, registry);
    taken[fresh] = node;
    ids.set(id, fresh);
  }
  const pasted: Journey['nodes'] = {};
  const placed: Journey['layout'] = {};
  for (const [id, node] of copied) {
    const fresh = ids.get(id);
    if (fresh === undefined) continue;
    const definition = registry.definitionOf(node);
    const settings = definition ? renewSalts(node.settings, definition, makeSalt) : node.settings;
    const next = Object.entries(node.next).flatMap(([outlet, target]) => {
      const inner = ids.get(target);
      return inner === undefined ? [] : [[outlet, inner] as const];
    });
    // renaming keeps an object an object
    const renamed = renameNodes(settings, ids) as JsonObject;
    pasted[fresh] = { ...node, settings: renamed, next: Object.fromEntries(next) };
    const at = layout[id] ?? { x: 0, y: 0 };
    placed[fresh] = { x: Math.round(at.x + offset.x), y: Math.round(at.y + offset.y) };
  }
  if (ids.size === 0) return { journey, made: [] };
  return {
    journey: {
      ...journey,
      nodes: { ...journey.nodes, ...pasted },
      layout: { ...journey.layout, ...placed },
    },
    made: [...ids.values()],
  };
}

export function duplicateNodes(
  journey: Journey,
  nodeIds: Iterable<NodeId>,
  registry: NodeRegistry,
  makeSalt: () => string,
): Made {
  return pasteNodes(journey, copyNodes(journey, nodeIds), PASTE_OFFSET, registry, makeSalt);
}
