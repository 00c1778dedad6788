import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { AnalysisInput, ExposedCell } from './analysisInput.ts';

type UnitPart = NonNullable<Analysis['unit']>;

/** Figures whose methods take customers as independent of each other. */
const LEFT_OUT: UnitPart['leftOut'] = [
  'exactRate',
  'newcombe',
  'strataMantelHaenszel',
  'overlap',
  'interaction',
  'carryOver',
];

function countOf(cells: readonly ExposedCell[]): UnitPart['exposed'] {
  return cells.reduce(
    (sum, cell) => ({ units: sum.units + cell.units, customers: sum.customers + (cell.customers ?? 0) }),
    { units: 0, customers: 0 },
  );
}

/** Customers of an arm, or of all, who were really exposed and in one arm only. */
export function exposedCustomers({ exposed }: AnalysisInput, arm?: string): number {
  return exposed.reduce(
    (sum, cell) => sum + (arm === undefined || cell.arm === arm ? (cell.customers ?? cell.units) : 0),
    0,
  );
}

/** Of a split that draws for households: how many there are, and what cannot be said of them. */
export function unitPart(input: AnalysisInput): Pick<Analysis, 'unit'> {
  const { unit, exposed, contaminated, ineligible, plan } = input;
  if (!unit) return {};
  return {
    unit: {
      attribute: unit.attribute,
      exposed: countOf(exposed),
      contaminated: countOf(contaminated),
      ineligible: countOf(ineligible),
      leftOut: plan.covariate === undefined ? LEFT_OUT : [...LEFT_OUT, 'adjusted'],
    },
  };
}
