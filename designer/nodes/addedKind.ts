import { z } from 'zod';
import type { KindView } from '../../shared/api/workspace.ts';
import type { Behaviour } from '../../shared/nodes/definition.ts';
import { nodeKinds } from '../../shared/nodes/kinds.ts';
import { type AnyNodeDefinition, createRegistry, type NodeRegistry } from '../../shared/nodes/registry.ts';

/** What an added kind does is code of the server's; a rehearsal in the browser has to stop at it. */
function unknownHere(kind: string): never {
  throw new Error(`${kind}: server only`);
}

function behaviourOf({ kind, shape }: KindView): Behaviour<unknown> {
  switch (shape) {
    case 'enter':
      return { shape, rule: () => ({ source: { on: 'manual' }, reentry: { mode: 'once' } }) };
    case 'decide':
      return { shape, decide: () => unknownHere(kind) };
    case 'act':
      return { shape, act: () => unknownHere(kind) };
    case 'wait':
      return { shape, arrive: () => unknownHere(kind), timer: () => unknownHere(kind) };
    case 'end':
      return { shape, reason: () => unknownHere(kind) };
  }
}

function schemaOf({ settingsSchema }: KindView): z.ZodType {
  try {
    return z.fromJSONSchema(settingsSchema as Parameters<typeof z.fromJSONSchema>[0]); // the server made it by zod
  } catch {
    // the server's own check remains
    return z.record(z.string(), z.unknown());
  }
}

/** A kind that an integrator added to the server, as far as drawing and checking need it. */
function addedKind(view: KindView): AnyNodeDefinition {
  const { kind, group, words, initial, outlets } = view;
  return {
    kind,
    group,
    words,
    schema: schemaOf(view),
    initial: () => structuredClone(initial),
    outlets: () => outlets,
    behaviour: behaviourOf(view),
  };
}

/** The built-in kinds, and those the server has beside them. */
export function registryOf(views: readonly KindView[]): NodeRegistry {
  return createRegistry([...nodeKinds, ...views.filter(({ builtIn }) => !builtIn).map(addedKind)]);
}
