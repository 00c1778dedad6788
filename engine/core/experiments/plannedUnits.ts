import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import { normalUpperQuantile } from '../statistics/special/normal.ts';
import type { AnalysisInput } from './analysisInput.ts';

/** Where the plan names neither customers nor a smallest effect: a middling test of a bank's journey, both arms. */
const UNITS_DEFAULT = 20_000;
/** The smallest effect worth knowing is taken for a fifth of the rate it is to change. */
const EFFECTS_PER_RATE = 5;
/** Critical value of the confidence sequence at its planned end, at a level of 5 %. */
const SEQUENCE_CRITICAL = 3.04;

/** Customers of both arms that would show the smallest effect worth knowing. */
function unitsForEffect({ minimumEffect, power, primary }: ExperimentPlan): number {
  if (minimumEffect === undefined || primary.measure === 'value') return UNITS_DEFAULT;
  const rate = Math.min(0.5, EFFECTS_PER_RATE * minimumEffect);
  const reach = (SEQUENCE_CRITICAL + normalUpperQuantile(1 - power)) / minimumEffect;
  return Math.ceil(4 * rate * (1 - rate) * reach * reach);
}

/**
 * Customers of an arm and the reference at which their confidence sequence is to be tightest (N*).
 *
 * From the plan and the first shares alone: taken from the data it would lose what it promises.
 */
export function plannedUnits({ plan, epochs, arms }: AnalysisInput, reference: string, arm: string): number {
  if (plan.plannedCustomers === undefined) return unitsForEffect(plan);
  const shares = epochs.find(({ epoch }) => epoch !== IMPORTED_EPOCH)?.shares ?? {};
  const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const both = (shares[reference] ?? 0) + (shares[arm] ?? 0);
  const part = all > 0 && both > 0 ? both / all : 2 / Math.max(2, arms.length);
  return Math.max(1, plan.plannedCustomers * part);
}
