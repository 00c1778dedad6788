import type { OutletId } from '../../shared/ids.ts';
import type { Node } from '../../shared/journey/journey.ts';
import type { Outlet } from '../../shared/nodes/definition.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Words } from '../../shared/problem.ts';

export interface DrawnOutlet extends Outlet {
  /** the node's kind does not (or no longer) have it, yet `next` still names it */
  stale?: true;
}

/** The kind's own outlets; a draft's settings may be too incomplete to tell. */
export function knownOutlets(node: Node, registry: NodeRegistry): readonly Outlet[] | null {
  const definition = registry.definitionOf(node);
  if (!definition) return null;
  const parsed = definition.schema.safeParse(node.settings);
  try {
    // unparsed settings often suffice: an arm without a share still is an arm
    return definition.outlets(parsed.success ? parsed.data : node.settings);
  } catch {
    return null;
  }
}

/** Nodes are never changed, only replaced: what was found once holds for the object. */
const found = new WeakMap<NodeRegistry, WeakMap<Node, readonly DrawnOutlet[]>>();

/** Every outlet that must be drawn so that no edge of `next` hangs in the air. */
export function outletsOf(node: Node, registry: NodeRegistry): readonly DrawnOutlet[] {
  let ofRegistry = found.get(registry);
  if (!ofRegistry) {
    ofRegistry = new WeakMap();
    found.set(registry, ofRegistry);
  }
  let outlets = ofRegistry.get(node);
  if (!outlets) {
    outlets = findOutlets(node, registry);
    ofRegistry.set(node, outlets);
  }
  return outlets;
}

function findOutlets(node: Node, registry: NodeRegistry): readonly DrawnOutlet[] {
  const known = knownOutlets(node, registry) ?? [];
  const ids = new Set(known.map((outlet) => outlet.id));
  const stale = Object.keys(node.next)
    .filter((id) => !ids.has(id))
    .map((id): DrawnOutlet => ({ id, words: { en: id, 'zh-CN': id }, stale: true }));
  // two arms with one id are a problem to show, not two handles of one name
  const distinct = known.filter((outlet, index) => known.findIndex(({ id }) => id === outlet.id) === index);
  return [...distinct, ...stale];
}

/** What an outlet is called; null for one that the node does not, or no longer, have. */
export function outletWords(node: Node | undefined, outlet: OutletId, registry: NodeRegistry): Words | null {
  return (node && outletsOf(node, registry).find(({ id }) => id === outlet)?.words) ?? null;
}
