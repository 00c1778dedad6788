import { z } from 'zod';
import { intervalSchema } from './figures.ts';

/** What the effect earns and costs, where the plan says what it is worth. */
export const moneySchema = z.strictObject({
  currency: z.string(),
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      /** conversions beyond what the reference's rate would have brought, among all exposed */
      incrementalConversions: intervalSchema,
      /** null where the plan does not say what a conversion is worth */
      worth: intervalSchema.nullable(),
      /** beyond what the same customers would have cost in the reference */
      cost: z.number(),
      costPerIncremental: z.number().nullable(),
      net: intervalSchema.nullable(),
    }),
  ),
});
