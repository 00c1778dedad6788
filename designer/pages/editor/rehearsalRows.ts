import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';
import type { NodeId, OutletId } from '../../../shared/ids.ts';

/** One line of what happened in a rehearsal, in the order of time. */
export type RehearsalRow = { atMs: number } & (
  | { type: 'step'; index: number; node: NodeId; outlet: OutletId | null; reason: string | null }
  | { type: 'delivery'; node: NodeId; channel: string; text: string }
  | { type: 'refusal'; node: NodeId; reason: string }
  | { type: 'end'; reason: string; detail: string | null }
  | { type: 'notEntered'; reason: string }
);

type Row<Type extends RehearsalRow['type']> = Extract<RehearsalRow, { type: Type }>;

function messageRows({ deliveries, refusals }: RehearsalReport): (Row<'delivery'> | Row<'refusal'>)[] {
  return [
    ...deliveries.map(({ at, node, channel, text }) => ({
      type: 'delivery' as const,
      atMs: Date.parse(at),
      node,
      channel,
      text,
    })),
    ...refusals.map(({ at, node, reason }) => ({
      type: 'refusal' as const,
      atMs: Date.parse(at),
      node,
      reason,
    })),
  ];
}

/** A message stands before the step that leaves its node: it is why the customer goes on. */
function withMessages(steps: readonly Row<'step'>[], report: RehearsalReport): RehearsalRow[] {
  const rows: RehearsalRow[] = [...steps];
  for (const message of messageRows(report)) {
    const leaving = rows.findIndex(
      (row) =>
        row.type === 'step' && row.node === message.node && row.atMs >= message.atMs && row.outlet !== null,
    );
    const later = rows.findIndex((row) => row.atMs > message.atMs);
    const place = leaving >= 0 ? leaving : later >= 0 ? later : rows.length;
    rows.splice(place, 0, message);
  }
  return rows;
}

/** Puts each row after all that happened up to its instant. */
function inTime(rows: readonly RehearsalRow[], more: readonly RehearsalRow[]): RehearsalRow[] {
  const placed = [...rows];
  for (const row of more) {
    const later = placed.findIndex(({ atMs }) => atMs > row.atMs);
    placed.splice(later >= 0 ? later : placed.length, 0, row);
  }
  return placed;
}

/** Everything a rehearsal came to; steps stay in the order they were done. */
export function rehearsalRows(report: RehearsalReport): RehearsalRow[] {
  const steps = report.trace.map(({ at, node, outlet, reason }, index) => ({
    type: 'step' as const,
    atMs: Date.parse(at),
    index,
    node,
    outlet,
    reason,
  }));
  const refusedEntries = report.entryRefusals.map(({ at, reason }) => ({
    type: 'notEntered' as const,
    atMs: Date.parse(at),
    reason,
  }));
  const ends = report.ends.map(({ at, reason, detail }) => ({
    type: 'end' as const,
    atMs: Date.parse(at),
    reason,
    detail,
  }));
  return inTime(withMessages(steps, report), [...ends, ...refusedEntries]);
}
