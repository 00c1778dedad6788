/** The one shape of every statistical answer: computed, or not computable with a reason. Never 0, NaN or an empty interval. */
import { z } from 'zod';

export const notComputableReasonSchema = z.enum([
  'no-units',
  'too-few-units',
  'too-few-arms',
  'no-variance',
  'control-rate-zero',
  'control-mean-not-distinguishable-from-zero',
  'denominator-zero',
  'covariates-collinear',
  'too-early',
  'no-information-yet',
  'not-achievable',
  'no-strata-with-both-arms',
  'no-events',
  'nobody-left',
  'not-for-households',
  'until-planned-end',
]);
export type NotComputableReason = z.infer<typeof notComputableReasonSchema>;

export const notComputableSchema = z.object({
  state: z.literal('notComputable'),
  reason: notComputableReasonSchema,
});
export type NotComputable = z.infer<typeof notComputableSchema>;

/** The schema of a result whose computed form has the given fields; its inferred type is the function's return type. */
export function resultSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('state', [
    z.object({ state: z.literal('computed'), ...shape }),
    notComputableSchema,
  ]);
}

export function computed<Fields extends object>(fields: Fields): { state: 'computed' } & Fields {
  return { state: 'computed', ...fields };
}

export function notComputable(reason: NotComputableReason): NotComputable {
  return { state: 'notComputable', reason };
}

/** An interval and the estimate it belongs to; an end may be 0 or 1 but is always a number. */
export const intervalFields = { estimate: z.number(), lower: z.number(), upper: z.number() };

/** Interval, test statistic and two-sided p-value of one comparison. */
export const testFields = { ...intervalFields, z: z.number(), pValue: z.number() };

/** Error level of every test and interval: 0.05 gives 95 % intervals. */
export const alphaSchema = z.number().gt(0).lt(1);
export const ALPHA_DEFAULT = 0.05;
