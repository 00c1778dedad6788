import type { Node } from '../journey/journey.ts';
import type { NodeDefinition } from './definition.ts';

/** Definitions of different settings in one list: each only ever sees what its own schema parsed. */
// biome-ignore lint/suspicious/noExplicitAny: the settings' type is known to the definition alone
export type AnyNodeDefinition = NodeDefinition<any>;

/** The kinds a program knows: the built-in ones and those an integrator adds. */
export interface NodeRegistry {
  readonly kinds: readonly AnyNodeDefinition[];
  definitionOf(node: Pick<Node, 'kind'>): AnyNodeDefinition | undefined;
}

/** Errors: throws when two definitions claim one kind, which is a fault in the program. */
export function createRegistry(kinds: readonly AnyNodeDefinition[]): NodeRegistry {
  const byKind = new Map<string, AnyNodeDefinition>();
  for (const definition of kinds) {
    if (byKind.has(definition.kind)) throw new Error(`two definitions of node kind ${definition.kind}`);
    byKind.set(definition.kind, definition);
  }
  return { kinds, definitionOf: (node) => byKind.get(node.kind) };
}
