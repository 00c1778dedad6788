import type { AnalysisInput, MetricCell } from '../../../engine/core/experiments/analysisInput.ts';
import { addPair, noPairMoments } from '../../../engine/core/statistics/moments.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { atPlannedEnd, experimentInput, type Group } from './experimentInput.ts';

/** Customers, the sum of what they came to, how many of them converted. */
export type HouseholdRow = readonly [customers: number, sum: number, converted: number];

export interface HouseholdGroup extends Pick<Group, 'arm' | 'day' | 'epoch' | 'version'> {
  rows: readonly HouseholdRow[];
}

function householdsOf(
  rows: readonly HouseholdRow[],
  isValue: boolean,
): NonNullable<MetricCell['households']> {
  const conversions = rows.reduce(
    (sum, [customers, , converted]) => addPair(sum, converted, customers),
    noPairMoments,
  );
  const values = rows.reduce((sum, [customers, amount]) => addPair(sum, amount, customers), noPairMoments);
  return { soFar: conversions, conversions, values: isValue ? { capped: values, raw: values } : null };
}

const customersIn = (rows: readonly HouseholdRow[]): number =>
  rows.reduce((sum, [customers]) => sum + customers, 0);

/** An experiment that drew for households, at its planned end. */
export function householdExperiment(
  groups: readonly HouseholdGroup[],
  plan: ExperimentPlanInput = {},
  measure: 'conversion' | 'value' = 'conversion',
): AnalysisInput {
  const plain = groups.map(
    ({ rows, ...place }): Group => ({
      ...place,
      units: rows.length,
      conversions: rows.filter(([, , converted]) => converted > 0).length,
    }),
  );
  const input = experimentInput(plain, { plan: { ...plan, primary: { ...plan.primary, measure } } });
  const [metric] = input.metrics;
  if (!metric) throw new Error('an experiment has a metric');
  const rowsAt = (index: number) => groups[index]?.rows ?? [];
  return atPlannedEnd({
    ...input,
    unit: { attribute: 'household' },
    exposed: input.exposed.map((cell, index) => ({ ...cell, customers: customersIn(rowsAt(index)) })),
    metrics: [
      {
        ...metric,
        measure,
        cells: metric.cells.map((cell, index) => ({
          ...cell,
          households: householdsOf(rowsAt(index), measure === 'value'),
        })),
      },
    ],
  });
}
