import type { Analysis } from '../../../../shared/experiment/analysis.ts';
import type { Check } from '../../../../shared/experiment/check.ts';
import { IMPORTED_EPOCH } from '../../../../shared/experiment/importedEpoch.ts';

/** How often shares, version or plan changed under the customers counted, and whether pooling would mislead. */
export function epochs({ rows, combined }: Analysis['strata']): Check {
  const simpson = combined.filter(({ hasSimpsonWarning }) => hasSimpsonWarning);
  const isSeveral = rows.length > 1;
  const isMixed = isSeveral && rows.some(({ epoch }) => epoch === IMPORTED_EPOCH);
  return {
    id: 'epochs',
    state: rows.length === 0 ? 'unknown' : isSeveral ? 'warning' : 'ok',
    value: rows.length === 0 ? null : rows.length,
    threshold: 1,
    unit: 'count',
    advice:
      rows.length === 0
        ? 'waitForCustomers'
        : simpson.length > 0
          ? 'simpson'
          : isMixed
            ? 'importedBefore'
            : isSeveral
              ? 'severalStrata'
              : 'none',
    details: [
      ...rows.map(({ epoch, version, arms }) => ({
        kind: 'stratum' as const,
        label: `${epoch}/${version}`,
        observed: arms.reduce((sum, { units }) => sum + units, 0),
        expected: null,
        pValue: null,
      })),
      ...simpson.map(({ arm, pooledDifference, stratified }) => ({
        kind: 'simpson' as const,
        label: arm,
        observed: pooledDifference,
        expected: stratified.state === 'computed' ? stratified.estimate : null,
        pValue: null,
      })),
    ],
  };
}
