import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';
import type { NodeId } from '../../../shared/ids.ts';
import { edgeKey } from '../../canvas/edgeKey.ts';

/** The path a rehearsal took, as the canvas lights it up. */
export interface Trail {
  nodes: ReadonlySet<NodeId>;
  edges: ReadonlySet<string>;
  /** the step being looked at */
  current: NodeId | null;
}

/** @param upTo number of steps already played; the last of them is the current one */
export function trailOf(trace: RehearsalReport['trace'], upTo = trace.length): Trail {
  const played = trace.slice(0, upTo);
  return {
    nodes: new Set(played.map((row) => row.node)),
    edges: new Set(played.flatMap((row) => (row.outlet ? [edgeKey(row.node, row.outlet)] : []))),
    current: played.at(-1)?.node ?? null,
  };
}
