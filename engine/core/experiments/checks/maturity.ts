import type { Check } from '../../../../shared/experiment/check.ts';
import type { AnalysisInput } from '../analysisInput.ts';

/** Customers of an arm, or of all, whose window for the primary metric is over. */
export function matureUnits(input: AnalysisInput, arm?: string): number {
  const cells = input.metrics[0]?.cells ?? [];
  return cells.reduce((sum, cell) => sum + (arm === undefined || cell.arm === arm ? cell.matureUnits : 0), 0);
}

export function exposedUnits(input: AnalysisInput, arm?: string): number {
  return input.exposed.reduce(
    (sum, cell) => sum + (arm === undefined || cell.arm === arm ? cell.units : 0),
    0,
  );
}

/** How many customers the results rest on: only those whose window is over. */
export function maturity(input: AnalysisInput): Check {
  const [mature, exposed] = [matureUnits(input), exposedUnits(input)];
  const isFew = mature < (input.plan.plannedCustomers ?? 0);
  const isNone = mature === 0;
  return {
    id: 'maturity',
    state: exposed === 0 ? 'unknown' : isNone || isFew ? 'warning' : 'ok',
    value: exposed === 0 ? null : mature / exposed,
    threshold: null,
    unit: 'share',
    advice: exposed === 0 ? 'waitForCustomers' : isNone ? 'noneMature' : isFew ? 'fewMature' : 'none',
    details: [
      {
        kind: 'planned',
        label: '',
        observed: mature,
        expected: input.plan.plannedCustomers ?? null,
        pValue: null,
      },
      ...input.arms.map(({ id }) => ({
        kind: 'arm' as const,
        label: id,
        observed: matureUnits(input, id),
        expected: exposedUnits(input, id),
        pValue: null,
      })),
    ],
  };
}
