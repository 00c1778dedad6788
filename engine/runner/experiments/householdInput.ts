/** Figures of a split that draws for households: counted as units by the parts that count, with the sums that ratios need. */
import type { SplitUnit } from '../../../shared/experiment/splitUnit.ts';
import type { AnalysisInput, MetricCell } from '../../core/experiments/analysisInput.ts';
import { mergePairMoments, noPairMoments } from '../../core/statistics/moments.ts';
import type { HouseholdCounts, HouseholdSegmentCell } from '../../stores/householdReads.ts';
import type { ArmReceipts, ArmSends, ExposureCounts, Outcomes } from '../../stores/splitReads.ts';
import { namedValues, topShareOf } from './metricInput.ts';

const noSums = { units: 0, mean: 0, centredSquares: 0 };

/** Households where customers are counted else: a household converted when somebody of it did. */
export function asCounts(counts: HouseholdCounts): {
  exposures: ExposureCounts;
  outcomes: Outcomes;
  sends: ArmSends[];
  receipts: ArmReceipts[];
} {
  const { cells, contaminated, ineligible, entries, times, sums, before, ages, sends, receipts } = counts;
  const { firstExposedAtMs, firstImportedAtMs, lastExposedAtMs, lastGoalEventAtMs } = counts;
  const goals = times.map((ofGoal, index) => ({
    cells: cells.map(({ arm, epoch, version, day, goals: ofCell }) => ({
      ...{ arm, epoch, version, day },
      conversions: ofCell[index]?.reached ?? 0,
      matureConversions: ofCell[index]?.matureReached ?? 0,
      ...{ capped: noSums, raw: noSums },
    })),
    times: ofGoal,
    sums: sums[index] ?? [],
  }));
  return {
    exposures: {
      cells: cells.map(({ goals: ofCell, customers: _customers, ...cell }) => ({
        ...cell,
        mature: ofCell.map(({ conversions }) => conversions.units),
      })),
      ...{ contaminated, ineligible, entries, ages },
      ...{ firstExposedAtMs, firstImportedAtMs, lastExposedAtMs },
      segments: [],
      covariate: null,
    },
    outcomes: {
      goals,
      before,
      segments: [],
      covariate: [],
      lastGoalEventAtMs,
    },
    sends,
    receipts,
  };
}

/** The cells of a metric with the sums of their households; both lists are of the same cells in the same order. */
function metricCells(
  cells: readonly MetricCell[],
  counts: HouseholdCounts,
  index: number,
  isValue: boolean,
): MetricCell[] {
  return cells.map((cell, at) => {
    const goal = counts.cells[at]?.goals[index];
    if (!goal) throw new Error('a cell of households without the figures of a goal');
    const { soFar, conversions, capped, raw } = goal;
    const values = isValue ? { capped, raw } : null;
    return { ...cell, values: null, households: { soFar, conversions, values } };
  });
}

type SegmentCell = AnalysisInput['segments'][number]['cells'][number];

/** By the value of the member exposed first, rarer values as one: no household is in two of them. */
function segmentCells(cells: readonly HouseholdSegmentCell[], isValue: boolean): SegmentCell[] {
  const named = namedValues(cells);
  const joined = new Map<string, SegmentCell>();
  for (const { value, arm, epoch, version, units, mature, matureReached, conversions, values } of cells) {
    const place = { value: named(value), arm, epoch, version };
    const key = JSON.stringify(place);
    const before = joined.get(key);
    joined.set(key, {
      ...place,
      exposed: (before?.exposed ?? 0) + units,
      matureUnits: (before?.matureUnits ?? 0) + mature,
      matureConversions: (before?.matureConversions ?? 0) + matureReached,
      values: null,
      households: {
        conversions: mergePairMoments(before?.households?.conversions ?? noPairMoments, conversions),
        values: isValue ? mergePairMoments(before?.households?.values ?? noPairMoments, values) : null,
      },
    });
  }
  return [...joined.values()];
}

/** An input of households with everything that only they have. */
export function inHouseholds(
  input: AnalysisInput,
  unit: SplitUnit | undefined,
  counts: HouseholdCounts | undefined,
): AnalysisInput {
  if (!unit || !counts) return input;
  const customersOf = (index: number) =>
    counts.cells.reduce((sum, { goals }) => {
      const { units, meanX } = goals[index]?.conversions ?? { units: 0, meanX: 0 };
      return sum + Math.round(units * meanX);
    }, 0);
  return {
    ...input,
    unit,
    exposed: counts.cells.map(({ goals: _goals, ...cell }) => cell),
    metrics: input.metrics.map((metric, index) => ({
      ...metric,
      cells: metricCells(metric.cells, counts, index, metric.measure === 'value'),
      topShare: topShareOf(metric.measure, customersOf(index), counts.sums[index] ?? []),
    })),
    segments: counts.segments.map(({ attribute, cells }) => ({
      attribute,
      cells: segmentCells(cells, input.metrics[0]?.measure === 'value'),
    })),
  };
}
