import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { curveTestsSchema } from './curves.ts';
import { countSchema, HORIZONS, intervalSchema } from './figures.ts';

/** Of a goal that is better the rarer it is: who has not reached it yet, Kaplan-Meier. */
export const retentionSchema = z.strictObject({
  goal: idSchema,
  /** 30, 60 and 90 days after the exposure, as far as the goal's window reaches */
  days: z.array(
    z.strictObject({
      day: z.number().int(),
      arms: z.array(
        z.strictObject({
          arm: z.string(),
          /** share of customers kept so long */
          kept: intervalSchema,
          /** customers watched so long and kept */
          left: countSchema,
        }),
      ),
      /** against the reference, valid for the horizon; Greenwood's variances added */
      comparisons: z.array(
        z.strictObject({ arm: z.string(), difference: intervalSchema, pValue: z.number().nullable() }),
      ),
    }),
  ),
  /** log-rank against the reference, over the whole window */
  tests: curveTestsSchema,
  /** what intervals and p-values of the differences hold for */
  horizon: z.enum(HORIZONS),
});
