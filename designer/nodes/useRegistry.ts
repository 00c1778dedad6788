import { useMemo } from 'react';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { useKinds } from '../api/workspace.ts';
import { registryOf } from './addedKind.ts';

/** The kinds the server knows; the built-in ones until it has said. */
export function useRegistry(): NodeRegistry {
  const { data: kinds } = useKinds();
  return useMemo(() => (kinds ? registryOf(kinds.items) : builtInRegistry), [kinds]);
}
