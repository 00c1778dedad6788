import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/json.ts';
import type { NodeRegistry } from '../shared/nodes/registry.ts';

/** A random salt for a split. */
export function makeSalt(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16);
}

/**
 * The document with a new salt wherever a kind's fresh settings would have one: a copy assigns its
 * customers independently of its original (language.md 5.1).
 */
export function withNewSalts(document: JsonObject, registry: NodeRegistry): JsonObject {
  const { nodes } = document;
  if (!isJsonObject(nodes)) return document;
  const renewed = Object.entries(nodes).map(([id, node]): [string, JsonValue] => {
    if (!isJsonObject(node) || !isJsonObject(node.settings)) return [id, node];
    const definition = registry.definitionOf({ kind: String(node.kind) });
    const hasSalt = definition !== undefined && Object.hasOwn(definition.initial(makeSalt), 'salt');
    return [id, hasSalt ? { ...node, settings: { ...node.settings, salt: makeSalt() } } : node];
  });
  return { ...document, nodes: Object.fromEntries(renewed) };
}
