import { isJsonObject, type JsonObject } from '../../../shared/json.ts';

export interface ListedNode {
  id: string;
  kind: string;
}

/** The document's nodes in the order customers reach them: the nearest to the trigger first. */
export function nodesInOrder(document: JsonObject): ListedNode[] {
  const nodes = isJsonObject(document.nodes) ? document.nodes : {};
  const reached: ListedNode[] = [];
  const seen = new Set<string>();
  const visit = (ids: readonly string[]) => {
    const next: string[] = [];
    for (const id of ids) {
      const node = nodes[id];
      if (seen.has(id) || !isJsonObject(node)) continue;
      seen.add(id);
      reached.push({ id, kind: String(node.kind) });
      if (isJsonObject(node.next)) {
        next.push(...Object.values(node.next).filter((target) => typeof target === 'string'));
      }
    }
    if (next.length > 0) visit(next);
  };
  visit(Object.keys(nodes).filter((id) => isJsonObject(nodes[id]) && nodes[id].kind === 'trigger'));
  visit(Object.keys(nodes));
  return reached;
}
