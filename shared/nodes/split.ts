import { z } from 'zod';
import { experimentPlanSchema, rememberedPaths } from '../experiment/plan.ts';
import { planProblems } from '../experiment/planProblems.ts';
import { splitUnitSchema } from '../experiment/splitUnit.ts';
import { outletIdSchema } from '../ids.ts';
import { type Problem, problem } from '../problem.ts';
import { defineNode } from './definition.ts';
import { duplicateIds } from './duplicateIds.ts';
import { NOT_IN_TEST, REST_OUTLET, REST_WORDS, trafficSchema } from './traffic.ts';

const shareSchema = z
  .number()
  .min(0)
  .max(100)
  .refine((share) => Math.abs(share * 100 - Math.round(share * 100)) < 1e-6, { error: 'wrong-value' });

export const splitSettingsSchema = z.strictObject({
  arms: z
    .array(
      z.strictObject({
        id: outletIdSchema,
        name: z.string().max(100).optional(),
        share: shareSchema,
        control: z.boolean().default(false),
      }),
    )
    .min(2)
    .max(10),
  /** empty only in a draft: the checker offers one as a fix */
  salt: z.string().max(64).default(''),
  /** whom arms are drawn for and figures count; the customer unless named */
  unit: splitUnitSchema.optional(),
  /** whom of those who come it tests; everybody unless it says otherwise */
  traffic: trafficSchema.optional(),
  /** what the split is to teach; part of the published version, so it cannot be changed unseen */
  plan: experimentPlanSchema.optional(),
});
export type SplitSettings = z.infer<typeof splitSettingsSchema>;

/** The outlet of whoever is not tested has its name for itself. */
function restProblems({ arms, traffic }: SplitSettings): Problem[] {
  const index = arms.findIndex(({ id }) => id === REST_OUTLET);
  if (!traffic || index < 0) return [];
  return [problem('reserved-outlet', { field: `arms.${index}.id`, params: { name: REST_OUTLET } })];
}

function problemsOf(settings: SplitSettings): Problem[] {
  const { arms, salt, plan } = settings;
  const found = [...duplicateIds(arms, 'arms'), ...restProblems(settings)];
  // hundredths of a percent are integers, so that they add up exactly
  const hundredths = arms.reduce((sum, arm) => sum + Math.round(arm.share * 100), 0);
  if (hundredths !== 10_000) {
    found.push(problem('shares-not-100', { field: 'arms', params: { total: hundredths / 100 } }));
  }
  if (arms.filter((arm) => arm.control).length > 1) found.push(problem('many-controls', { field: 'arms' }));
  if (salt === '') found.push(problem('no-salt', { field: 'salt' }));
  return plan ? [...found, ...planProblems(plan)] : found;
}

export const split = defineNode({
  kind: 'split',
  group: 'decide',
  words: {
    name: { en: 'A/B split', 'zh-CN': 'A/B 分流' },
    about: {
      en: 'Assigns each customer to one arm, for good, and records the exposure.',
      'zh-CN': '把每位客户固定分配到一个分组，并记录曝光。',
    },
  },
  schema: splitSettingsSchema,
  initial: (makeSalt) => ({
    salt: makeSalt(),
    arms: [
      { id: 'A', share: 50, control: false },
      { id: 'B', share: 50, control: true },
    ],
  }),
  outlets: ({ arms, traffic }) => [
    ...arms.map(({ id, name }) => ({ id, words: { en: name ?? id, 'zh-CN': name ?? id } })),
    ...(traffic ? [{ id: REST_OUTLET, words: REST_WORDS }] : []),
  ],
  assigns: ({ salt, arms, plan, traffic, unit }) => ({
    salt,
    arms,
    plan: plan ?? null,
    traffic: traffic ?? null,
    unit,
  }),
  withShares: (settings, shares) => ({
    ...settings,
    arms: settings.arms.map((arm) => ({ ...arm, share: shares[arm.id] ?? 0 })),
  }),
  forEverybody: ({ traffic: _traffic, ...settings }) => settings,
  problems: problemsOf,
  behaviour: {
    shape: 'decide',
    decide: ({ salt, arms, plan, traffic, unit }, moment) =>
      traffic && !moment.isInTest(salt, traffic, unit)
        ? { outlet: REST_OUTLET, reason: NOT_IN_TEST }
        : { outlet: moment.assign(salt, arms, { remembered: rememberedPaths(plan), unit }) },
  },
});
