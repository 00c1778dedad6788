import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { countSchema, intervalSchema } from './figures.ts';

/** What other splits and journeys do to the same customers. */
export const overlapsSchema = z.strictObject({
  /** every other split with more than one customer in twenty, arm by arm against both references; exploratory */
  interactions: z.array(
    z.strictObject({
      journey: idSchema,
      /** '' is that journey's holdout */
      node: z.string(),
      /** of the customers here */
      share: z.number(),
      arm: z.string(),
      against: z.string(),
      otherArm: z.string(),
      otherAgainst: z.string(),
      /** mature customers of the four groups */
      units: countSchema,
      /** how much larger the effect of `arm` is among customers of `otherArm` than of `otherAgainst` */
      effect: intervalSchema,
      pValue: z.number().nullable(),
      /** Benjamini-Hochberg over all pairs */
      adjustedPValue: z.number().nullable(),
      isFlagged: z.boolean(),
    }),
  ),
  /** customers whom another journey had treated up to 30 and up to 60 days before their exposure */
  carryOver: z.strictObject({
    arms: z.array(
      z.strictObject({ arm: z.string(), units: countSchema, within30: countSchema, within60: countSchema }),
    ),
    /** are they spread evenly over the arms: chi-square within epochs; null with too few */
    within30PValue: z.number().nullable(),
    within60PValue: z.number().nullable(),
    /** of the primary metric, mature customers: those not treated in the 60 days before, and those who were */
    effects: z.array(
      z.strictObject({
        arm: z.string(),
        fresh: intervalSchema,
        carried: intervalSchema,
        /** do the two differ by more than chance: Cochran's Q, Bonferroni over the arms */
        pValue: z.number().nullable(),
        isFlagged: z.boolean(),
      }),
    ),
  }),
});
