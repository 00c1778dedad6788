import { z } from 'zod';
import { countSchema, intervalSchema } from './figures.ts';

/** What an arm brought beyond what its customers would have brought in the reference. */
export const incrementalSchema = z.strictObject({
  arm: z.string(),
  exposed: countSchema,
  /** among all exposed */
  conversions: intervalSchema,
  /** the same of the value, of a primary measure `value` */
  value: intervalSchema.nullable(),
  /** share of the arm's conversions, or value, that there would not have been in the reference */
  attributableFraction: intervalSchema,
});

/** What the effect earns and costs, where the plan says what it is worth. */
export const moneySchema = z.strictObject({
  currency: z.string(),
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      /** null where the plan does not say what a conversion is worth */
      worth: intervalSchema.nullable(),
      /** beyond what the same customers would have cost in the reference */
      cost: z.number(),
      costPerIncremental: z.number().nullable(),
      net: intervalSchema.nullable(),
    }),
  ),
});
