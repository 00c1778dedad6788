import type { AnyNodeDefinition, NodeRegistry } from '../../shared/nodes/registry.ts';

const GROUPS = ['start', 'decide', 'act', 'wait', 'end'] as const;

export interface PaletteGroup {
  group: (typeof GROUPS)[number];
  kinds: readonly AnyNodeDefinition[];
}

/** Kinds as the palette and the pickers list them; a group nobody is in is left out. */
export function paletteGroups(registry: NodeRegistry): readonly PaletteGroup[] {
  return GROUPS.map((group) => ({
    group,
    kinds: registry.kinds.filter((definition) => definition.group === group),
  })).filter(({ kinds }) => kinds.length > 0);
}
