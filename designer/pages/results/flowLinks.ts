/** How customers moved, as nodes and links without loops. Pure. */
import type { Counts } from '../../../shared/api/journeys.ts';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import { nodesInOrder } from './nodeOrder.ts';

export interface FlowLink {
  source: string;
  target: string;
  value: number;
}

export interface Flow {
  nodes: readonly { id: string; kind: string; arrived: number }[];
  links: readonly FlowLink[];
  /** customers on ways back to an earlier node: a picture of streams cannot show them */
  loopedCount: number;
}

/** Ends of the streams that are no nodes; a node's id cannot be like them. */
export const FLOW_ENDS = { ended: '#ended', here: '#here' } as const;

const total = (tally: { readonly [name: string]: number }) =>
  Object.values(tally).reduce((sum, count) => sum + count, 0);

function targetsOf(document: JsonObject, id: string): JsonObject {
  const nodes = isJsonObject(document.nodes) ? document.nodes : {};
  const node = nodes[id];
  return isJsonObject(node) && isJsonObject(node.next) ? node.next : {};
}

/** Streams between the document's nodes, from the counts of all versions. */
export function flowLinks(document: JsonObject, counts: Counts): Flow {
  const listed = nodesInOrder(document).filter(({ id }) => (counts.nodes[id]?.arrived ?? 0) > 0);
  const known = new Set(listed.map(({ id }) => id));
  const links: FlowLink[] = [];
  let loopedCount = 0;
  // a link is dropped when its target already leads to its source
  const leads = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(leads.get(from) ?? [])].some((next) => reaches(next, to));
  const add = (source: string, target: string, value: number) => {
    const same = links.find((link) => link.source === source && link.target === target);
    if (same) same.value += value;
    else links.push({ source, target, value });
  };
  for (const { id } of listed) {
    const ofNode = counts.nodes[id];
    if (!ofNode) continue;
    const targets = targetsOf(document, id);
    for (const [outlet, count] of Object.entries(ofNode.left)) {
      const target = targets[outlet];
      if (count === 0 || typeof target !== 'string' || !known.has(target)) continue;
      if (reaches(target, id)) {
        loopedCount += count;
        continue;
      }
      leads.set(id, (leads.get(id) ?? new Set()).add(target));
      add(id, target, count);
    }
    const ended = total(ofNode.ended);
    if (ended > 0) add(id, FLOW_ENDS.ended, ended);
    if (ofNode.here > 0) add(id, FLOW_ENDS.here, ofNode.here);
  }
  return {
    nodes: listed.map(({ id, kind }) => ({ id, kind, arrived: counts.nodes[id]?.arrived ?? 0 })),
    links,
    loopedCount,
  };
}
