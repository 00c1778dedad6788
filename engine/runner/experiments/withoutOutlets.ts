import type { Journey } from '../../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';

/** As far as a draft has them. */
export interface Drawing {
  nodes?: Journey['nodes'];
  layout?: Journey['layout'];
}

function reached(nodes: Journey['nodes'], registry: NodeRegistry): Set<string> {
  const isTrigger = (id: string) => {
    const node = nodes[id];
    return node !== undefined && registry.definitionOf(node)?.behaviour.shape === 'enter';
  };
  const seen = new Set(Object.keys(nodes).filter(isTrigger));
  // a draft's node may have no ways out yet
  for (const id of seen) for (const to of Object.values(nodes[id]?.next ?? {})) seen.add(to);
  return seen;
}

/**
 * The document without ways out that a node no longer has, and without the nodes that only they led to: nobody could
 * come there, and a node that cannot be reached may not be published.
 */
export function withoutOutlets<Document extends Drawing>(
  document: Document,
  node: string,
  lost: readonly string[],
  registry: NodeRegistry,
): Document {
  const { nodes = {}, layout } = document;
  const drawn = nodes[node];
  if (!drawn || lost.length === 0) return document;
  const next = Object.fromEntries(
    Object.entries(drawn.next ?? {}).filter(([outlet]) => !lost.includes(outlet)),
  );
  const cut = { ...nodes, [node]: { ...drawn, next } };
  const before = reached(nodes, registry);
  const after = reached(cut, registry);
  const stays = ([id]: [string, unknown]) => after.has(id) || !before.has(id);
  return {
    ...document,
    nodes: Object.fromEntries(Object.entries(cut).filter(stays)),
    ...(layout ? { layout: Object.fromEntries(Object.entries(layout).filter(stays)) } : {}),
  };
}
