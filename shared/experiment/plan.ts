/** What an experiment sets out to learn, written down before the first customer is exposed (statistics.md §7). */
import { z } from 'zod';
import { idSchema, pathSchema } from '../ids.ts';
import { durationSchema, localDateSchema, offsetSchema } from '../time.ts';

export const SECONDARY_GOALS_MAX = 10;
export const GUARDRAILS_MAX = 10;
export const SEGMENTS_MAX = 5;
export const LOOKS_MAX = 10;
export const MINIMUM_DAYS_LEAST = 7;

/** What of a goal is measured: whether a customer reached it within its window, or the sum of its `value` there. */
export const MEASURES = ['conversion', 'value'] as const;
/** `none`: arms are assigned, nothing is concluded from them */
export const CONCLUSIONS = ['wanted', 'none'] as const;
export const HARM_DEEDS = ['alert', 'pause'] as const;
export const DIRECTIONS = ['increase', 'decrease'] as const;

const metricFields = {
  goal: idSchema,
  measure: z.enum(MEASURES).default('conversion'),
  /** the direction that is good */
  direction: z.enum(DIRECTIONS).default('increase'),
  /** values of a customer above this count as this; fixed before the start */
  cap: z.number().positive().optional(),
};

export const primaryMetricSchema = z.strictObject({
  ...metricFields,
  /** the journey's primary goal unless named */
  goal: idSchema.optional(),
});

export const guardrailPlanSchema = z.strictObject({
  ...metricFields,
  direction: z.enum(DIRECTIONS).default('decrease'),
  /** harm that is still acceptable, above 0: a fraction of customers, or the value's unit per customer */
  margin: z.number().positive(),
  /** harm shown in an arm is told on the page; or pauses the journey too, until a person resumes it */
  onHarm: z.enum(HARM_DEEDS).default('alert'),
});

export const methodSchema = z.discriminatedUnion('type', [
  /** valid however often it is looked at */
  z.strictObject({ type: z.literal('alwaysValid') }),
  /** looks at planned fractions of the planned customers, the last of them 1 */
  z.strictObject({
    type: z.literal('groupSequential'),
    fractions: z.array(z.number().gt(0).max(1)).min(1).max(LOOKS_MAX),
  }),
  /** one look, at the planned end */
  z.strictObject({ type: z.literal('fixed') }),
]);

/** What may move the shares without a person: only what was written down before. */
export const automationSchema = z.discriminatedUnion('rule', [
  /** the primary metric's always-valid interval excludes 0, after the minimum days and all checks passed */
  z.strictObject({ rule: z.literal('superiority'), holdback: z.number().min(0.01).max(0.5).default(0.05) }),
  /** the expected loss of the best arm is below this, in money per customer; needs `worth` */
  z.strictObject({
    rule: z.literal('expectedLoss'),
    maximumLoss: z.number().positive(),
    holdback: z.number().min(0.01).max(0.5).default(0.05),
  }),
  /** shares follow each arm's chance to be best, at most once a day */
  z.strictObject({ rule: z.literal('thompson'), floor: z.number().min(0.01).max(0.5).default(0.1) }),
]);
export type Automation = z.infer<typeof automationSchema>;

export const experimentPlanSchema = z.strictObject({
  conclusion: z.enum(CONCLUSIONS).default('wanted'),
  hypothesis: z.string().max(2000).default(''),
  primary: primaryMetricSchema.prefault({}),
  secondary: z.array(z.strictObject(metricFields)).max(SECONDARY_GOALS_MAX).default([]),
  guardrails: z.array(guardrailPlanSchema).max(GUARDRAILS_MAX).default([]),
  /** attributes by whose value the effect is also shown, as they were at the exposure */
  segments: z.array(pathSchema).max(SEGMENTS_MAX).default([]),
  /** a numeric attribute known before the exposure that explains the primary metric: narrows its interval */
  covariate: pathSchema.optional(),
  alpha: z.number().gt(0).max(0.2).default(0.05),
  power: z.number().min(0.5).lt(1).default(0.8),
  /** the smallest effect worth knowing: a fraction of customers (0.01 is one point), or the value's unit */
  minimumEffect: z.number().positive().optional(),
  method: methodSchema.prefault({ type: 'alwaysValid' }),
  /** mature customers of all arms together at the planned end */
  plannedCustomers: z.number().int().min(2).max(1_000_000_000).optional(),
  /** whole weeks even out weekdays: no verdict before one is over */
  minimumDays: z.number().int().min(MINIMUM_DAYS_LEAST).max(365).default(14),
  plannedEnd: localDateSchema.optional(),
  /** how late events still come in after a window closed */
  delay: z.union([durationSchema, offsetSchema]).default('PT0S'),
  /** money per conversion, and what a customer of an arm costs, in the currency named */
  worth: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      perConversion: z.number().positive().optional(),
      costPerCustomer: z.record(idSchema, z.number().min(0)).default({}),
    })
    .optional(),
  automation: automationSchema.optional(),
});
export type ExperimentPlan = z.infer<typeof experimentPlanSchema>;

/** Attributes that the plan looks at as they were at the exposure. */
export function rememberedPaths(plan: ExperimentPlan | null | undefined): readonly string[] {
  if (!plan) return [];
  return plan.covariate === undefined ? plan.segments : [...new Set([...plan.segments, plan.covariate])];
}
export type ExperimentPlanInput = z.input<typeof experimentPlanSchema>;
