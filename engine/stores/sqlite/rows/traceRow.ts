import type { TraceRow } from '../../../core/records.ts';

export const traceColumns = [
  'profile_id',
  'journey_id',
  'ordinal',
  'first_index',
  'at_ms',
  'version',
  'steps',
] as const;

/** Values in the order of `traceColumns`. */
export type TraceValues = [
  profileId: string,
  journeyId: string,
  ordinal: number,
  firstIndex: number,
  atMs: number,
  version: number,
  steps: string,
];

type StoredStep = [
  node: string,
  visit: number,
  outlet: string | null,
  reason: string | null,
  lateMs?: number,
];

/** Packs steps that follow one another in one enrollment, at one instant, into one row. */
export function traceValues(rows: readonly TraceRow[]): TraceValues[] {
  const packedRows: TraceValues[] = [];
  for (let start = 0; start < rows.length; ) {
    const first = rows[start];
    if (!first) break;
    const steps: StoredStep[] = [];
    let end = start;
    for (let row = rows[end]; row && continues(first, row, end - start); row = rows[++end]) {
      const { node, visit, outlet, reason, lateMs } = row;
      steps.push(
        lateMs === undefined ? [node, visit, outlet, reason] : [node, visit, outlet, reason, lateMs],
      );
    }
    const { profileId, journeyId, ordinal, index, atMs, version } = first;
    packedRows.push([profileId, journeyId, ordinal, index, atMs, version, JSON.stringify(steps)]);
    start = end;
  }
  return packedRows;
}

function continues(first: TraceRow, row: TraceRow, distance: number): boolean {
  return (
    row.index === first.index + distance &&
    row.atMs === first.atMs &&
    row.ordinal === first.ordinal &&
    row.version === first.version &&
    row.journeyId === first.journeyId
  );
}

export function traceRowsOf(values: TraceValues): TraceRow[] {
  const [profileId, journeyId, ordinal, firstIndex, atMs, version, steps] = values;
  // JSON that traceValues wrote
  return (JSON.parse(steps) as StoredStep[]).map(([node, visit, outlet, reason, lateMs], position) => ({
    profileId,
    journeyId,
    ordinal,
    index: firstIndex + position,
    atMs,
    version,
    node,
    visit,
    outlet,
    reason,
    ...(lateMs === undefined ? {} : { lateMs }),
  }));
}
