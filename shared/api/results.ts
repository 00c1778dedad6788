/** What the splits of a journey taught. */
import { z } from 'zod';
import { CONCLUSIONS } from '../experiment/plan.ts';
import { idSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';
import { defineEndpoint } from './endpoint.ts';

/** A share with its 95 % interval, each in [0, 1]. */
export const rateSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

const armSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  control: z.boolean(),
  /** share the version asks for, in percent */
  sharePercent: z.number(),
  /** a later version took it away; its customers still count */
  isRemoved: z.boolean(),
  exposed: z.number().int(),
  /** those whose goal window is over */
  mature: z.number().int(),
  /** of everybody exposed, windows over or not */
  convertedSoFar: z.number().int(),
  /** of those the figures rest on: see `basis` */
  converted: z.number().int(),
  /** null while nobody is exposed; Wilson's interval */
  rate: rateSchema.nullable(),
});

const comparisonSchema = z.strictObject({
  arm: z.string(),
  against: z.string(),
  /** arm minus reference, in [-1, 1]: valid at every look while the test runs, null before that begins; of the planned test at its end */
  difference: rateSchema.nullable(),
  /** two-sided: valid at every look while the test runs, of the planned test at its end */
  p: z.number().nullable(),
  /** Fisher's, where counts are so small that it decides the planned test */
  exactP: z.number().nullable(),
});

/** Asked before anything else: a split whose arms are not filled as designed proves nothing. */
const sampleRatioSchema = z.strictObject({
  verdict: z.enum(['ok', 'suspect', 'tooFew']),
  p: z.number().nullable(),
  expected: z.array(z.strictObject({ arm: z.string(), count: z.number() })),
  /** customers in arms nobody was to be in */
  strayCount: z.number().int(),
});

export const splitResultSchema = z
  .strictObject({
    /** '' is the journey's holdout against everybody else */
    node: z.string(),
    goal: z.string(),
    /** what rates and differences rest on: mature customers, or everybody so far while nobody is mature */
    basis: z.enum(['mature', 'soFar']),
    sampleRatio: sampleRatioSchema,
    arms: z.array(armSchema),
    /** against the control, or the first arm */
    comparisons: z.array(comparisonSchema),
    /** customers seen in more than one arm; left out of the figures */
    inconsistentCount: z.number().int(),
    firstExposedAt: instantSchema.nullable(),
    lastExposedAt: instantSchema.nullable(),
  })
  .meta({ id: 'SplitResult' });
export type SplitResult = z.infer<typeof splitResultSchema>;

export const resultsSchema = z
  .strictObject({
    at: instantSchema,
    goals: z.array(
      z.strictObject({ id: z.string(), event: z.string(), within: z.string(), primary: z.boolean() }),
    ),
    /** the goal the splits are judged by; null when the journey has none */
    goal: z.string().nullable(),
    splits: z.array(splitResultSchema),
    /** splits that nothing is computed of, since the journey has no goal; `none` where no conclusion is wanted either */
    unjudged: z.array(z.strictObject({ node: z.string(), conclusion: z.enum(CONCLUSIONS) })),
  })
  .meta({ id: 'Results' });
export type Results = z.infer<typeof resultsSchema>;

export const resultEndpoints = {
  getResults: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/results',
    tag: 'Journeys',
    summary: 'Results per split: sample ratio first, then rates and differences',
    params: z.strictObject({ id: idSchema }),
    query: z.strictObject({
      /** the primary goal unless named */
      goal: idSchema.optional(),
    }),
    answer: { type: 'application/json', status: 200, schema: resultsSchema },
    refusals: ['not-found'],
  }),
};
