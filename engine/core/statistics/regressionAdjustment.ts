import { z } from 'zod';
import { ALPHA_DEFAULT, alphaSchema, notComputable } from '../../../shared/statistic.ts';
import { type EffectTest, normalTest, whyNoStandardError } from './effect.ts';
import { invertSymmetric } from './special/cholesky.ts';

/** One arm: an outcome per unit, and per covariate a column of the same length; null where it was not known. */
export const adjustmentArmSchema = z.object({
  outcomes: z.array(z.number()),
  covariates: z.array(z.array(z.number().nullable())),
});
export type AdjustmentArm = z.infer<typeof adjustmentArmSchema>;

export const adjustmentInputSchema = z.object({
  control: adjustmentArmSchema,
  treatment: adjustmentArmSchema,
  alpha: alphaSchema.optional(),
});
export type AdjustmentInput = z.infer<typeof adjustmentInputSchema>;

interface PreparedArm {
  readonly outcomes: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

function meanOfKnown(columns: readonly (readonly (number | null)[])[]): number {
  let sum = 0;
  let count = 0;
  for (const value of columns.flat()) {
    if (value === null) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

const varies = (column: readonly number[]) => column.some((value) => value !== column[0]);

/**
 * Columns centred on the mean of both arms; an unknown value becomes that mean, and 1 in a column of its own.
 *
 * A column that is constant in one arm has no slope there and is left out in both.
 */
function prepare(control: AdjustmentArm, treatment: AdjustmentArm): [PreparedArm, PreparedArm] {
  const columns: [number[][], number[][]] = [[], []];
  const keep = (from: number[], to: number[]) => {
    if (!varies(from) || !varies(to)) return;
    columns[0].push(from);
    columns[1].push(to);
  };
  for (const [index, from] of control.covariates.entries()) {
    const to = treatment.covariates[index] ?? [];
    const mean = meanOfKnown([from, to]);
    const known = (column: readonly (number | null)[]) => column.map((value) => (value ?? mean) - mean);
    keep(known(from), known(to));
    const missing = (column: readonly (number | null)[]) => column.map((value) => (value === null ? 1 : 0));
    const missingShare = meanOfKnown([missing(from), missing(to)]);
    const indicator = (column: readonly (number | null)[]) =>
      missing(column).map((value) => value - missingShare);
    keep(indicator(from), indicator(to));
  }
  return [
    { outcomes: control.outcomes, columns: columns[0] },
    { outcomes: treatment.outcomes, columns: columns[1] },
  ];
}

const averageOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Height of one arm's regression at the common mean of the covariates, and its HC2 variance.
 *
 * Every unit's residual counts with its weight in that height, divided by one minus its leverage.
 */
function heightOf({ outcomes, columns }: PreparedArm): { height: number; variance: number } | undefined {
  const units = outcomes.length;
  const mean = averageOf(outcomes);
  const offsets = columns.map(averageOf);
  const centred = columns.map((column, index) => column.map((value) => value - (offsets[index] ?? 0)));
  const products = centred.map((one) =>
    centred.map((other) => one.reduce((sum, value, row) => sum + value * (other[row] ?? 0), 0)),
  );
  const inverse = invertSymmetric(products);
  if (!inverse || units < columns.length + 2) return undefined;
  const withOutcome = centred.map((column) =>
    column.reduce((sum, value, row) => sum + value * ((outcomes[row] ?? 0) - mean), 0),
  );
  const times = (vector: readonly number[]) =>
    inverse.map((row) => row.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0));
  const slopes = times(withOutcome);
  const pull = times(offsets);
  let variance = 0;
  for (const [row, outcome] of outcomes.entries()) {
    const values = centred.map((column) => column[row] ?? 0);
    const spread = times(values);
    let [residual, weight, leverage] = [outcome - mean, 1 / units, 1 / units];
    for (const [index, value] of values.entries()) {
      residual -= (slopes[index] ?? 0) * value;
      weight -= (pull[index] ?? 0) * value;
      leverage += (spread[index] ?? 0) * value;
    }
    // a unit that the line must pass through has no residual of its own to learn from
    if (leverage < 1 - 1e-9) variance += (weight * residual) ** 2 / (1 - leverage);
  }
  const height = slopes.reduce((sum, slope, index) => sum - slope * (offsets[index] ?? 0), mean);
  return { height, variance };
}

/**
 * Difference of means adjusted by several covariates measured before exposure, each arm with slopes of its own.
 *
 * Asymptotically never worse than the raw difference, also with unequal arms. Works on unit rows, because HC2 errors
 * need every unit's leverage.
 *
 * Source: W. Lin, Annals of Applied Statistics 7 (2013) 295-318; HC2 errors by J. MacKinnon and H. White (1985).
 * Edge: a covariate without variance in one arm is left out; arms smaller than their number of covariates + 2, or
 * covariates that determine each other in one arm, are not computable.
 */
export function regressionAdjustment({
  control,
  treatment,
  alpha = ALPHA_DEFAULT,
}: AdjustmentInput): EffectTest {
  const problem = whyNoStandardError(
    { units: control.outcomes.length },
    { units: treatment.outcomes.length },
  );
  if (problem) return problem;
  const [preparedControl, preparedTreatment] = prepare(control, treatment);
  const needed = preparedControl.columns.length + 2;
  if (Math.min(control.outcomes.length, treatment.outcomes.length) < needed)
    return notComputable('too-few-units');
  const [from, to] = [heightOf(preparedControl), heightOf(preparedTreatment)];
  if (!from || !to) return notComputable('covariates-collinear');
  const effect = { estimate: to.height - from.height, standardError: Math.sqrt(from.variance + to.variance) };
  return normalTest(effect, alpha);
}
