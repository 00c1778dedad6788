import type { NodeId, OutletId } from '../../shared/ids.ts';

/** Name of an edge on the canvas and in live counts; ids hold no slash. */
export function edgeKey(from: NodeId, outlet: OutletId): string {
  return `${from}/${outlet}`;
}

export function edgeOfKey(key: string): { from: NodeId; outlet: OutletId } {
  const slash = key.indexOf('/');
  return { from: key.slice(0, slash), outlet: key.slice(slash + 1) };
}
