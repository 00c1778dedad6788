import type { NodeId, OutletId } from '../../shared/ids.ts';

/** The place an edge starts at; its end is what `next` holds there. */
export interface Edge {
  from: NodeId;
  outlet: OutletId;
}
