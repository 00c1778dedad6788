import { noMoments, noPairMoments } from '../statistics/moments.ts';
import type { AnalysisInput, ExposedCell, MetricCell, MetricInput } from './analysisInput.ts';
import { type HouseholdSums, mergeHouseholds } from './householdSums.ts';
import { type Stratum, type StratumCell, strataOf, type Tally } from './tally.ts';

export type Measure = MetricInput['measure'];

/** What a metric's figures rest on: customers whose window is over, or everybody while there is no such customer. */
export type Basis = 'mature' | 'soFar';

export interface DayCell extends StratumCell {
  day: string;
}

export interface MetricData {
  input: MetricInput;
  /** 1 where more is better, −1 where less is */
  sign: 1 | -1;
  basis: Basis;
  /** by day of exposure */
  cells: readonly DayCell[];
  strata: readonly Stratum[];
  /** of a value, without the cap; else the same */
  rawCells: readonly DayCell[];
  rawStrata: readonly Stratum[];
}

function matureTally(cell: MetricCell, which: 'capped' | 'raw'): Tally {
  const { matureUnits: units, matureConversions: conversions, values } = cell;
  const tally: Tally = { units, conversions, values: values?.[which] ?? noMoments };
  const { households } = cell;
  if (!households) return tally;
  const sums = { conversions: households.conversions, values: households.values?.[which] ?? noPairMoments };
  return { ...tally, households: sums };
}

const placeKey = ({ arm, epoch, version, day }: ExposedCell | MetricCell) =>
  `${arm}\u001f${epoch}\u001f${version}\u001f${day}`;

/** Everybody exposed with what they did until now; values are only known of those whose window is over. */
function soFarCells(exposed: readonly ExposedCell[], metric: MetricInput): DayCell[] {
  const conversions = new Map<string, number>();
  const households = new Map<string, HouseholdSums>();
  for (const cell of metric.cells) {
    const key = placeKey(cell);
    conversions.set(key, (conversions.get(key) ?? 0) + cell.conversions);
    if (!cell.households) continue;
    const sums = { conversions: cell.households.soFar, values: noPairMoments };
    const before = households.get(key);
    households.set(key, before ? mergeHouseholds(before, sums) : sums);
  }
  const units = new Map<string, ExposedCell>();
  for (const cell of exposed) {
    const key = placeKey(cell);
    units.set(key, { ...cell, units: (units.get(key)?.units ?? 0) + cell.units });
  }
  return [...units].map(([key, { arm, epoch, version, day, units: count }]) => {
    const tally: Tally = { units: count, conversions: conversions.get(key) ?? 0, values: noMoments };
    const sums = households.get(key);
    return { arm, epoch, version, day, tally: sums ? { ...tally, households: sums } : tally };
  });
}

/** A metric's cells on the basis that holds now. */
export function metricData(
  input: AnalysisInput,
  metric: MetricInput,
  direction: 'increase' | 'decrease',
): MetricData {
  const isMature = metric.cells.some(({ matureUnits }) => matureUnits > 0);
  const cellsOf = (which: 'capped' | 'raw'): DayCell[] =>
    metric.cells
      .filter(({ matureUnits }) => matureUnits > 0)
      .map((cell) => ({ ...cell, tally: matureTally(cell, which) }));
  const cells = isMature ? cellsOf('capped') : soFarCells(input.exposed, metric);
  const hasValues = isMature && metric.measure === 'value';
  const rawCells = hasValues ? cellsOf('raw') : cells;
  return {
    input: metric,
    sign: direction === 'increase' ? 1 : -1,
    basis: isMature ? 'mature' : 'soFar',
    cells,
    strata: strataOf(cells),
    rawCells,
    rawStrata: strataOf(rawCells),
  };
}
