import { z } from 'zod';
import { computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import { chiSquareUpperTail } from './special/chiSquare.ts';

/** Units seen in one arm, and the weight it was given; weights need not add up to anything. */
export const armCountSchema = z.object({ units: z.number().int().min(0), weight: z.number().min(0) });
export type ArmCount = z.infer<typeof armCountSchema>;

/** A ratio this improbable means a broken experiment, not bad luck (also GrowthBook's, Eppo's and Statsig's limit). */
export const SRM_ALPHA = 0.001;

export const srmResultSchema = resultSchema({
  chiSquare: z.number(),
  degreesOfFreedom: z.number(),
  pValue: z.number(),
  /** In the order of the arms; 0 for an arm of weight 0. */
  expectedUnits: z.array(z.number()),
  /** Units in arms of weight 0, a failure of their own: nobody should be there. */
  strayUnits: z.number(),
  /** p below SRM_ALPHA, or stray units. */
  isMismatch: z.boolean(),
});
export type SrmResult = z.infer<typeof srmResultSchema>;

/**
 * Sample ratio mismatch: do the arms hold the units their weights promise?
 *
 * Pearson's chi-square over the arms of weight above 0. Valid for one look; on a live page use `sequentialSrm`.
 * Source: A. Fabijan et al., "Diagnosing Sample Ratio Mismatch", KDD 2019.
 * Edge: fewer than two arms of weight above 0, or no units in them, is not computable.
 */
export function srmChiSquare(arms: readonly ArmCount[]): SrmResult {
  const open = arms.filter((arm) => arm.weight > 0);
  if (open.length < 2) return notComputable('too-few-arms');
  const units = open.reduce((sum, arm) => sum + arm.units, 0);
  if (units === 0) return notComputable('no-units');
  const weights = open.reduce((sum, arm) => sum + arm.weight, 0);
  const expectedUnits = arms.map((arm) => (units * arm.weight) / weights);
  let chiSquare = 0;
  let strayUnits = 0;
  for (const [index, arm] of arms.entries()) {
    const expected = expectedUnits[index] ?? 0;
    if (arm.weight > 0) chiSquare += (arm.units - expected) ** 2 / expected;
    else strayUnits += arm.units;
  }
  const degreesOfFreedom = open.length - 1;
  const pValue = chiSquareUpperTail(chiSquare, degreesOfFreedom);
  const isMismatch = pValue < SRM_ALPHA || strayUnits > 0;
  return computed({ chiSquare, degreesOfFreedom, pValue, expectedUnits, strayUnits, isMismatch });
}
