/** What an analysis comes to, and what would change it. */
import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { countSchema, intervalSchema } from './figures.ts';

export const VERDICTS = [
  /** nobody exposed yet */
  'draft',
  /** not enough mature customers, days or conversions to say anything */
  'collecting',
  'undecided',
  'winner',
  'loser',
  /** the interval lies within the smallest effect worth knowing */
  'noDifference',
  /** ended before the plan, without its rule */
  'stoppedEarly',
  'doNotTrust',
  /** the plan wants no conclusion */
  'noConclusion',
] as const;

export const verdictSchema = z.strictObject({
  state: z.enum(VERDICTS),
  /** the arm spoken of */
  arm: z.string().nullable(),
  against: z.string().nullable(),
  /** ids of the checks that failed, of a verdict not to be trusted */
  failedChecks: z.array(z.string()),
  matureCount: countSchema,
  /** customers the plan asks for; null where it names none */
  plannedCount: countSchema.nullable(),
  /** when the plan is fulfilled at the pace so far */
  readyAt: instantSchema.nullable(),
  /** of `arm`: what the verdict rests on */
  effect: intervalSchema.nullable(),
  /** the effect per 1,000 customers: conversions, or the sum of the value; and its money where the plan says its worth */
  perThousand: z
    .strictObject({
      conversions: intervalSchema.nullable(),
      value: intervalSchema.nullable(),
      money: intervalSchema.nullable(),
    })
    .nullable(),
  /** what would change it: more customers or days, repaired data, or nothing any more */
  changesWith: z.enum(['exposures', 'customers', 'days', 'conversions', 'repair', 'plannedEnd', 'nothing']),
  /** how many of those, where a number can be given */
  changesWithCount: countSchema.nullable(),
  /** the effect lies so far outside what is usual that the data should be looked at first (Twyman) */
  isTooGood: z.boolean(),
});
