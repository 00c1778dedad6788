/** How customers moved, as nodes and links without loops. Pure. */
import { type Counts, draftSchema } from '../../../shared/api/journeys.ts';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { nodesInOrder } from './nodeOrder.ts';
import { wayOn } from './wayOn.ts';

export interface FlowLink {
  source: string;
  target: string;
  value: number;
  /** taken there by a newer version, along no outlet */
  isMove: boolean;
}

export interface Flow {
  nodes: readonly { id: string; kind: string; arrived: number }[];
  links: readonly FlowLink[];
  /** customers on ways back to an earlier node: a picture of streams cannot show them */
  loopedCount: number;
  /** customers taken to a newer version who stay at the node they were at: nothing to draw */
  stayedCount: number;
}

/** A version, or several that have the same nodes, and who moved by it. */
export interface FlowPart {
  document: JsonObject;
  counts: Counts;
}

/** Ends of the streams that are no nodes; a node's id cannot be like them. */
export const FLOW_ENDS = { ended: '#ended', here: '#here' } as const;

/** A reason among the outlets: back in the older version, as if the move had never been. */
const MOVE_UNDONE = 'move-undone';

const total = (tally: { readonly [name: string]: number }) =>
  Object.values(tally).reduce((sum, count) => sum + count, 0);

function nodesOf(document: JsonObject): JsonObject {
  return isJsonObject(document.nodes) ? document.nodes : {};
}

function targetsOf(document: JsonObject, id: string): JsonObject {
  const node = nodesOf(document)[id];
  return isJsonObject(node) && isJsonObject(node.next) ? node.next : {};
}

/** The nodes of all the documents, each with all the ways on from it; of two that differ, the first one's. */
export function unionOf(documents: readonly JsonObject[]): JsonObject {
  const nodes: JsonObject = {};
  for (const document of documents) {
    for (const [id, node] of Object.entries(nodesOf(document))) {
      const known = nodes[id];
      nodes[id] = isJsonObject(known)
        ? { ...known, next: { ...targetsOf(document, id), ...targetsOf({ nodes }, id) } }
        : node;
    }
  }
  return { nodes };
}

/** Arrivals at a node, without those of a move that was undone, and of those who were there already. */
export function arrivedFrom(id: string, { arrived, left, moved }: Counts['nodes'][string]): number {
  return arrived - (left[MOVE_UNDONE] ?? 0) - (moved[id] ?? 0);
}

function arrivedAt(id: string, parts: readonly FlowPart[]): number {
  return parts.reduce((sum, { counts }) => {
    const ofNode = counts.nodes[id];
    return ofNode ? sum + arrivedFrom(id, ofNode) : sum;
  }, 0);
}

/** Collects streams, and leaves out what would close a circle. */
function collectLinks() {
  const links: FlowLink[] = [];
  let loopedCount = 0;
  // a link is dropped when its target already leads to its source
  const leads = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(leads.get(from) ?? [])].some((next) => reaches(next, to));
  const add = (source: string, target: string, value: number, isMove = false) => {
    if (value <= 0) return;
    if (reaches(target, source)) {
      loopedCount += value;
      return;
    }
    leads.set(source, (leads.get(source) ?? new Set()).add(target));
    const same = links.find(
      (link) => link.source === source && link.target === target && link.isMove === isMove,
    );
    if (same) same.value += value;
    else links.push({ source, target, value, isMove });
  };
  return { add, result: () => ({ links, loopedCount }) };
}

/** By node: who went on by which outlet, and where that led; null is out of the journey. */
function waysOf({ document, counts }: FlowPart, registry: NodeRegistry) {
  const nodes = draftSchema.shape.nodes.safeParse(document.nodes).data ?? {};
  return (id: string): { target: string | null; count: number }[] => {
    const node = nodes[id];
    return Object.entries(counts.nodes[id]?.left ?? {}).flatMap(([outlet, count]) => {
      const target = node ? wayOn(node, outlet, registry) : undefined;
      return target === undefined ? [] : [{ target, count }];
    });
  };
}

/** Streams between the nodes of all versions, each along the ways of its own version; the newest comes first. */
export function flowLinks(parts: readonly FlowPart[], registry: NodeRegistry): Flow {
  const nodes = nodesInOrder(unionOf(parts.map(({ document }) => document)))
    .map(({ id, kind }) => ({ id, kind, arrived: arrivedAt(id, parts) }))
    .filter(({ arrived }) => arrived > 0);
  const known = new Set(nodes.map(({ id }) => id));
  const collected = collectLinks();
  const passed = parts.map((part) => ({ counts: part.counts, waysFrom: waysOf(part, registry) }));
  for (const { id } of nodes) {
    for (const { counts, waysFrom } of passed) {
      const ofNode = counts.nodes[id];
      if (!ofNode) continue;
      for (const { target, count } of waysFrom(id)) {
        if (target === null) collected.add(id, FLOW_ENDS.ended, count);
        else if (known.has(target)) collected.add(id, target, count);
      }
      collected.add(id, FLOW_ENDS.ended, total(ofNode.ended));
      collected.add(id, FLOW_ENDS.here, ofNode.here);
    }
  }
  let stayedCount = 0;
  // last: where a move would close a circle, the drawn ways stay
  for (const { id } of nodes) {
    for (const { counts } of parts) {
      for (const [from, count] of Object.entries(counts.nodes[id]?.moved ?? {})) {
        if (from === id) stayedCount += count;
        else if (known.has(from)) collected.add(from, id, count, true);
      }
    }
  }
  return { nodes, stayedCount, ...collected.result() };
}
