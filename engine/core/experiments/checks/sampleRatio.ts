import { sequentialSrm } from '../../statistics/sequentialSrm.ts';
import { chiSquareUpperTail } from '../../statistics/special/chiSquare.ts';
import { type ArmCount, srmChiSquare } from '../../statistics/srmChiSquare.ts';
import type { AnalysisInput, ExposedCell } from '../analysisInput.ts';

/** Customers below which nothing is said of the ratio. */
export const RATIO_UNITS_MIN = 20;
/** Cells expected to hold fewer are left to the sequential test, which needs no approximation. */
const EXPECTED_CELL_MIN = 5;

export type RatioCell = Pick<ExposedCell, 'arm' | 'epoch' | 'units'>;
type DayCell = RatioCell & Pick<ExposedCell, 'day'>;

export interface ArmRatio {
  arm: string;
  observed: number;
  expected: number;
}

export interface RatioTest {
  units: number;
  strayUnits: number;
  /** over the epochs, each against its own shares; null with too few */
  pValue: number | null;
  arms: ArmRatio[];
  /** customers in arms of share 0, by arm */
  stray: { arm: string; units: number }[];
}

function sharesOf(input: AnalysisInput, epoch: number): Readonly<Record<string, number>> {
  const known = input.epochs.find((row) => row.epoch === epoch)?.shares;
  return known ?? Object.fromEntries(input.arms.map(({ id, sharePercent }) => [id, sharePercent]));
}

/** The arms of an epoch with their counts: all that have a share in it, or customers. */
function countsOf(
  input: AnalysisInput,
  epoch: number,
  cells: readonly RatioCell[],
): (ArmCount & { arm: string })[] {
  const shares = sharesOf(input, epoch);
  const arms = new Set([...input.arms.map(({ id }) => id), ...Object.keys(shares).sort()]);
  for (const { arm } of cells) arms.add(arm);
  return [...arms].map((arm) => ({
    arm,
    weight: shares[arm] ?? 0,
    units: cells.reduce((sum, cell) => sum + (cell.arm === arm ? cell.units : 0), 0),
  }));
}

export function byEpoch(cells: readonly RatioCell[]): Map<number, RatioCell[]> {
  const epochs = new Map<number, RatioCell[]>();
  for (const cell of cells) {
    const known = epochs.get(cell.epoch);
    if (known) known.push(cell);
    else epochs.set(cell.epoch, [cell]);
  }
  return new Map([...epochs].sort(([one], [other]) => one - other));
}

/** Chi-square of the sample ratio summed over epochs, so that a change of shares is no mismatch. */
export function ratioTest(input: AnalysisInput, cells: readonly RatioCell[]): RatioTest {
  const totals = new Map<string, ArmRatio>();
  const stray = new Map<string, number>();
  let [chiSquare, degreesOfFreedom] = [0, 0];
  for (const [epoch, rows] of byEpoch(cells)) {
    const arms = countsOf(input, epoch, rows);
    for (const { arm, weight, units } of arms) {
      if (weight === 0 && units > 0) stray.set(arm, (stray.get(arm) ?? 0) + units);
    }
    const srm = srmChiSquare(arms);
    if (srm.state === 'notComputable') continue;
    for (const [index, { arm, units, weight }] of arms.entries()) {
      const before = totals.get(arm) ?? { arm, observed: 0, expected: 0 };
      const expected = before.expected + (srm.expectedUnits[index] ?? 0);
      totals.set(arm, { arm, observed: before.observed + (weight > 0 ? units : 0), expected });
    }
    const least = Math.min(...srm.expectedUnits.filter((expected) => expected > 0));
    if (least < EXPECTED_CELL_MIN) continue;
    chiSquare += srm.chiSquare;
    degreesOfFreedom += srm.degreesOfFreedom;
  }
  return {
    units: cells.reduce((sum, { units }) => sum + units, 0),
    strayUnits: [...stray.values()].reduce((sum, units) => sum + units, 0),
    pValue: degreesOfFreedom === 0 ? null : chiSquareUpperTail(chiSquare, degreesOfFreedom),
    arms: [...totals.values()].filter(({ expected }) => expected > 0),
    stray: [...stray].map(([arm, units]) => ({ arm, units })),
  };
}

/** Smallest always-valid p-value over the days: epochs are independent, so their Bayes factors multiply. */
export function sequentialRatioPValue(input: AnalysisInput, cells: readonly DayCell[]): number {
  const days = [...new Set(cells.map(({ day }) => day))].sort();
  const counts = new Map<number, RatioCell[]>();
  const logs = new Map<number, number>();
  let smallest = 1;
  for (const day of days) {
    for (const [epoch, rows] of byEpoch(cells.filter((cell) => cell.day === day))) {
      const all = [...(counts.get(epoch) ?? []), ...rows];
      counts.set(epoch, all);
      logs.set(epoch, sequentialSrm(countsOf(input, epoch, all)).logBayesFactor);
    }
    const log = [...logs.values()].reduce((sum, value) => sum + value, 0);
    smallest = Math.min(smallest, Math.exp(-log));
  }
  return smallest;
}
