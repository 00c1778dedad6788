import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';
import type { NodeId, OutletId } from '../../../shared/ids.ts';

/** One line of what happened in a rehearsal, in the order of time. */
export type RehearsalRow = { atMs: number } & (
  | { type: 'step'; index: number; node: NodeId; outlet: OutletId | null; reason: string | null }
  | { type: 'delivery'; node: NodeId; channel: string; text: string }
  | { type: 'refusal'; node: NodeId; reason: string }
  | { type: 'end'; reason: string }
  | { type: 'notEntered'; reason: string }
);

/** Within one instant: what a step led to comes after it. */
const RANK: { readonly [type in RehearsalRow['type']]: number } = {
  notEntered: 0,
  delivery: 1,
  refusal: 1,
  step: 2,
  end: 3,
};

export function rehearsalRows(report: RehearsalReport): RehearsalRow[] {
  const rows: RehearsalRow[] = [
    ...report.trace.map(({ at, node, outlet, reason }, index) => ({
      type: 'step' as const,
      atMs: Date.parse(at),
      index,
      node,
      outlet,
      reason,
    })),
    ...report.deliveries.map(({ at, node, channel, text }) => ({
      type: 'delivery' as const,
      atMs: Date.parse(at),
      node,
      channel,
      text,
    })),
    ...report.refusals.map(({ at, node, reason }) => ({
      type: 'refusal' as const,
      atMs: Date.parse(at),
      node,
      reason,
    })),
    ...report.ends.map(({ at, reason, detail }) => ({
      type: 'end' as const,
      atMs: Date.parse(at),
      reason: detail ? `${reason} (${detail})` : reason,
    })),
    ...report.entryRefusals.map(({ at, reason }) => ({
      type: 'notEntered' as const,
      atMs: Date.parse(at),
      reason,
    })),
  ];
  // the trace itself is in the order things were done, which a sort by time must not disturb
  return rows
    .map((row, place) => ({ row, place }))
    .sort((a, b) => a.row.atMs - b.row.atMs || RANK[a.row.type] - RANK[b.row.type] || a.place - b.place)
    .map(({ row }) => row);
}
