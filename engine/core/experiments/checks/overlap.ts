import type { Check } from '../../../../shared/experiment/analysis.ts';
import { chiSquareIndependence } from '../../statistics/chiSquareIndependence.ts';
import type { AnalysisInput } from '../analysisInput.ts';
import { exposedUnits } from './maturity.ts';

const OVERLAP_ALPHA = 0.001;
/** Splits that share no more of the customers than this are left alone. */
const OVERLAP_SHARE = 0.05;

type OverlapInput = AnalysisInput['overlaps'][number];

/** Arms here by arms there, one table per epoch here. */
function tablesOf({ cells }: OverlapInput): number[][][] {
  const listOf = (names: string[]): string[] => [...new Set(names)].sort();
  const arms = listOf(cells.map(({ arm }) => arm));
  const otherArms = listOf(cells.map(({ otherArm }) => otherArm));
  const epochs = [...new Set(cells.map(({ epoch }) => epoch))];
  const unitsAt = (epoch: number, arm: string, otherArm: string): number =>
    cells.reduce(
      (sum, cell) =>
        sum + (cell.epoch === epoch && cell.arm === arm && cell.otherArm === otherArm ? cell.units : 0),
      0,
    );
  return epochs.map((epoch) => arms.map((arm) => otherArms.map((otherArm) => unitsAt(epoch, arm, otherArm))));
}

/** Are the arms of other splits, which share customers with this one, spread evenly over its arms? */
export function overlap(input: AnalysisInput): Check {
  const exposed = exposedUnits(input);
  const rows = input.overlaps.map((other) => {
    const units = other.cells.reduce((sum, cell) => sum + cell.units, 0);
    const share = exposed === 0 ? 0 : Math.min(1, units / exposed);
    const test = chiSquareIndependence(share > OVERLAP_SHARE ? tablesOf(other) : []);
    return {
      label: `${other.journeyId}/${other.node}`,
      share,
      pValue: test.state === 'computed' ? test.pValue : null,
    };
  });
  const tested = rows.filter(({ pValue }) => pValue !== null).length;
  const details = rows.map(({ label, share, pValue }) => ({
    kind: 'split' as const,
    label,
    observed: share,
    expected: null,
    pValue: pValue === null ? null : Math.min(1, pValue * tested),
  }));
  const value = tested === 0 ? null : Math.min(...details.map(({ pValue }) => pValue ?? 1));
  const isFailed = value !== null && value < OVERLAP_ALPHA;
  const isEmpty = exposed === 0;
  return {
    id: 'overlap',
    state: isEmpty ? 'unknown' : isFailed ? 'failed' : 'ok',
    value,
    threshold: OVERLAP_ALPHA,
    unit: 'pValue',
    advice: isEmpty ? 'waitForCustomers' : isFailed ? 'overlapUneven' : tested > 0 ? 'overlapEven' : 'none',
    details,
  };
}
