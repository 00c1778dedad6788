import type { Check } from '../../../../shared/experiment/check.ts';
import type { AnalysisInput, ExposedCell } from '../analysisInput.ts';

const WARNING_SHARE = 0.001;
const FAILURE_SHARE = 0.01;

const unitsIn = (cells: readonly ExposedCell[], arm?: string): number =>
  cells.reduce((sum, cell) => sum + (arm === undefined || cell.arm === arm ? cell.units : 0), 0);

/** Customers seen in more than one arm, whom no figure counts. */
export function contamination(input: AnalysisInput): Check {
  const { contaminated, exposed, arms } = input;
  const shareOf = (arm?: string): number | null => {
    const units = unitsIn(contaminated, arm);
    const all = units + unitsIn(exposed, arm);
    return all === 0 ? null : units / all;
  };
  const value = shareOf();
  const isFailed = value !== null && value >= FAILURE_SHARE;
  const isWarning = value !== null && value >= WARNING_SHARE;
  return {
    id: 'contamination',
    state: value === null ? 'unknown' : isFailed ? 'failed' : isWarning ? 'warning' : 'ok',
    value,
    threshold: isFailed || !isWarning ? FAILURE_SHARE : WARNING_SHARE,
    unit: 'share',
    advice: value === null ? 'waitForCustomers' : isWarning ? 'seenInSeveralArms' : 'none',
    details: arms.map(({ id }) => ({
      kind: 'arm',
      label: id,
      observed: unitsIn(contaminated, id),
      expected: null,
      pValue: null,
    })),
  };
}
