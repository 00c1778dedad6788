import type { AnalysisInput, MetricInput, OverlapInput } from './analysisInput.ts';

type Ranked = readonly (string | number | null)[];

function compareRanks(one: Ranked, other: Ranked): number {
  for (const [index, left] of one.entries()) {
    const right = other[index] ?? null;
    if (left === right) continue;
    if (left === null) return -1;
    if (right === null) return 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

function sortedBy<Row>(rows: readonly Row[], rankOf: (row: Row) => Ranked): Row[] {
  return rows
    .map((row) => ({ row, rank: rankOf(row) }))
    .sort((one, other) => compareRanks(one.rank, other.rank))
    .map(({ row }) => row);
}

interface Placed {
  arm: string;
  epoch: number;
  version: number;
}
const placeOf = ({ epoch, version, arm }: Placed): (string | number)[] => [epoch, version, arm];
const cellRank = (cell: Placed & { day: string; units: number }): Ranked => [
  cell.day,
  ...placeOf(cell),
  cell.units,
];

const outcomeRank = (
  row: Placed & Pick<NonNullable<OverlapInput['outcomes']>[number], 'units' | 'conversions' | 'values'>,
): (string | number | null)[] => [
  ...placeOf(row),
  row.units,
  row.conversions,
  row.values?.mean ?? null,
  row.values?.centredSquares ?? null,
];

function orderedMetric(metric: MetricInput): MetricInput {
  return {
    ...metric,
    cells: sortedBy(metric.cells, (cell) => [
      cell.day,
      ...placeOf(cell),
      cell.matureUnits,
      cell.matureConversions,
      cell.conversions,
      cell.values?.capped.mean ?? null,
      cell.values?.capped.centredSquares ?? null,
      cell.values?.raw.mean ?? null,
      cell.values?.raw.centredSquares ?? null,
    ]),
    times: sortedBy(metric.times, ({ arm, day, events, censored }) => [arm, day, events, censored]),
  };
}

/** The same input with everything that is a set in one order, so that sums of floats come out the same to the last bit. */
export function orderedInput(input: AnalysisInput): AnalysisInput {
  const byArm = ({ arm }: { arm: string }): Ranked => [arm];
  return {
    ...input,
    epochs: sortedBy(input.epochs, ({ epoch, version, fromMs }) => [epoch, version, fromMs]),
    exposed: sortedBy(input.exposed, cellRank),
    contaminated: sortedBy(input.contaminated, cellRank),
    entries: sortedBy(input.entries, (row) => [row.entry, ...placeOf(row), row.units]),
    harmPauses: sortedBy(input.harmPauses, ({ atMs, goal, arm }) => [atMs, goal, arm]),
    ineligible: sortedBy(input.ineligible, cellRank),
    metrics: input.metrics.map(orderedMetric),
    covariate:
      input.covariate &&
      sortedBy(input.covariate, (row) => [
        ...placeOf(row),
        row.missing,
        row.pairs.units,
        row.pairs.meanY,
        row.pairs.meanX,
        row.pairs.centredXX,
        row.pairs.centredXY,
        row.pairs.centredYY,
      ]),
    before: sortedBy(input.before, (row) => [...placeOf(row), row.units, row.conversions]),
    messages: sortedBy(input.messages, byArm).map((row) => ({
      ...row,
      epochs: sortedBy(row.epochs, ({ epoch, planned, lost }) => [epoch, planned, lost]),
    })),
    segments: input.segments.map((segment) => ({
      ...segment,
      cells: sortedBy(segment.cells, (cell) => [
        cell.value,
        ...placeOf(cell),
        cell.exposed,
        cell.matureUnits,
        cell.matureConversions,
        cell.values?.mean ?? null,
        cell.values?.centredSquares ?? null,
      ]),
    })),
    overlaps: sortedBy(input.overlaps, ({ journeyId, node }) => [journeyId, node]).map((overlap) => ({
      ...overlap,
      cells: sortedBy(overlap.cells, (cell) => [...placeOf(cell), cell.otherArm, cell.units]),
      outcomes: overlap.outcomes && sortedBy(overlap.outcomes, (row) => [...outcomeRank(row), row.otherArm]),
    })),
    carryOver: {
      cells: sortedBy(input.carryOver.cells, (cell) => [...placeOf(cell), cell.recency, cell.units]),
      outcomes:
        input.carryOver.outcomes &&
        sortedBy(input.carryOver.outcomes, (row) => [...outcomeRank(row), Number(row.isFresh)]),
    },
    markers: sortedBy(input.markers, ({ atMs, type, version }) => [atMs, type, version]),
  };
}
