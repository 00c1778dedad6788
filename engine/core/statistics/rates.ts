// What is counted of a rate: units of randomisation, and how many of them converted.
import { z } from 'zod';
import { alphaSchema, type NotComputable, notComputable } from '../../../shared/statistic.ts';

const countSchema = z.number().int().min(0);

export const rateCountsSchema = z
  .object({ conversions: countSchema, units: countSchema })
  .refine(({ conversions, units }) => conversions <= units, { message: 'more conversions than units' });
export type RateCounts = z.infer<typeof rateCountsSchema>;

export const twoRatesSchema = z.object({
  control: rateCountsSchema,
  treatment: rateCountsSchema,
  alpha: alphaSchema.optional(),
});
export type TwoRates = z.infer<typeof twoRatesSchema>;

/** Sum of two disjoint groups of units; associative and commutative. */
export function mergeRates(one: RateCounts, other: RateCounts): RateCounts {
  return { conversions: one.conversions + other.conversions, units: one.units + other.units };
}

/** Why two rates cannot be compared at all, if so. */
export function whyNotComparable({ control, treatment }: TwoRates): NotComputable | undefined {
  return control.units === 0 || treatment.units === 0 ? notComputable('no-units') : undefined;
}

/** p_T − p_C from whole numbers, so that equal rates give exactly 0. */
export function rateDifference({ control, treatment }: TwoRates): number {
  const cross = treatment.conversions * control.units - control.conversions * treatment.units;
  return cross / control.units / treatment.units;
}
