import type { Check } from '../../../../shared/experiment/check.ts';
import { mergePairMoments, noPairMoments, type PairMoments } from '../../statistics/moments.ts';
import type { AnalysisInput } from '../analysisInput.ts';
import { HOUSEHOLDS_MIN, worthOfHouseholds } from '../householdSums.ts';

/** From here on an arm's households are worth fewer than a test needs. */
const FAILURE_SHARE = 1 / HOUSEHOLDS_MIN;
const WARNING_SHARE = 0.01;
/** Households of usual sizes are worth most of their number; a fourth of it is something else than chance. */
const UNEVEN_FROM = 4;

function householdsOf({ metrics }: AnalysisInput, arm: string): PairMoments {
  const cells = metrics[0]?.cells.filter((cell) => cell.arm === arm) ?? [];
  return cells.reduce(
    (sum, { households }) => mergePairMoments(sum, households?.soFar ?? noPairMoments),
    noPairMoments,
  );
}

/**
 * Whether a few households hold most customers of an arm: a placeholder in the attribute makes one household of
 * strangers, who then all sit in one arm. Measured as the share of pairs of an arm's customers who share a household.
 */
export function householdSizes(input: AnalysisInput): Check {
  const rows = input.arms.map(({ id }) => {
    const { units, ...moments } = householdsOf(input, id);
    return { arm: id, units, worth: worthOfHouseholds({ units, ...moments }) };
  });
  const enough = rows.filter(({ units }) => units >= HOUSEHOLDS_MIN);
  const value = enough.length === 0 ? null : Math.max(...enough.map(({ worth }) => 1 / worth));
  const isUneven = enough.some(({ units, worth }) => units > UNEVEN_FROM * worth && 1 / worth === value);
  const isFailed = isUneven && value !== null && value > FAILURE_SHARE;
  const isWarning = isUneven && value !== null && value > WARNING_SHARE;
  return {
    id: 'householdSizes',
    state: value === null ? 'unknown' : isFailed ? 'failed' : isWarning ? 'warning' : 'ok',
    value,
    threshold: isFailed || !isWarning ? FAILURE_SHARE : WARNING_SHARE,
    unit: 'share',
    advice: value === null ? 'waitForCustomers' : isWarning ? 'fewHouseholdsOutweigh' : 'none',
    details: rows.map(({ arm, units, worth }) => ({
      kind: 'worth',
      label: arm,
      observed: worth,
      expected: units,
      pValue: null,
    })),
  };
}
