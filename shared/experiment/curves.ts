/** How a split's effect came about by day, and how fast its arms convert: parts of an analysis. */
import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { resultSchema } from '../statistic.ts';
import { instantSchema, localDateSchema } from '../time.ts';
import { countSchema, intervalSchema } from './figures.ts';

const pointSchema = z.strictObject({
  /** day of exposure whose window was over then, in the journey's zone; or days since exposure as text */
  at: z.string(),
  arm: z.string(),
  units: countSchema,
  effect: intervalSchema,
});

export const overTimeSchema = z.strictObject({
  /** cumulative effect of the primary metric with its confidence sequence, by day */
  cumulative: z.array(pointSchema),
  /** effect among those converting on each day since exposure */
  sinceExposure: z.array(pointSchema),
  /** does the effect fade or grow: weighted regression on days; first week against the rest */
  novelty: z.array(
    z.strictObject({
      arm: z.string(),
      /** days of exposure from the first; or days since exposure, where every true effect shrinks: relative there */
      by: z.enum(['daySinceExposure', 'dayOfExposure']),
      /** of the difference; by days since exposure of the logarithm of arm / reference */
      slopePerDay: intervalSchema,
      /** difference; by days since exposure arm / reference − 1 */
      firstWeek: intervalSchema,
      later: intervalSchema,
      /** estimate of the last seven days alone; null within the first week */
      lastWeek: z.number().nullable(),
      pValue: z.number().nullable(),
      isFlagged: z.boolean(),
    }),
  ),
  markers: z.array(
    z.strictObject({
      at: instantSchema,
      type: z.enum([
        'published',
        'epoch',
        'paused',
        'resumed',
        'closed',
        'stopped',
        'plannedEnd',
        'decided',
        'holiday',
      ]),
      version: z.number().int().nullable(),
    }),
  ),
  plannedEnd: localDateSchema.nullable(),
});

/** One test of whole curves, once the plan is over and nobody's window runs: until then it would be another one at every look. */
export const curveTestsSchema = z.array(
  z.strictObject({ arm: z.string(), test: resultSchema({ pValue: z.number() }) }),
);

export const timeToConvertSchema = z.strictObject({
  goal: idSchema,
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      /** last day on which somebody could still convert: until then the curve stays as at its last point; null without customers */
      untilDay: z.number().nullable(),
      /** days since exposure; Kaplan-Meier with an interval for each day by itself, customers whose window runs are censored */
      points: z.array(
        z.strictObject({
          day: z.number(),
          converted: z.number(),
          /** null where nobody is left to say how sure it is */
          lower: z.number().nullable(),
          upper: z.number().nullable(),
          atRisk: countSchema,
        }),
      ),
    }),
  ),
  /** log-rank against the reference */
  tests: curveTestsSchema,
});
