import { z } from 'zod';
import { outletIdSchema, pathSchema } from '../ids.ts';
import { type Problem, problem } from '../problem.ts';
import { defineNode } from './definition.ts';
import { duplicateIds } from './duplicateIds.ts';

const settingsSchema = z.strictObject({
  attribute: pathSchema,
  tiers: z
    .array(
      z.strictObject({
        id: outletIdSchema,
        name: z.string().max(100).optional(),
        /** lower bound, inclusive */
        from: z.number(),
      }),
    )
    .min(1)
    .max(10),
});
export type TierSettings = z.infer<typeof settingsSchema>;

function problemsOfOrder({ tiers }: TierSettings): Problem[] {
  const wrong = tiers.findIndex((tier, index) => tier.from >= (tiers[index - 1]?.from ?? Infinity));
  const tier = tiers[wrong];
  return tier
    ? [problem('tiers-not-falling', { field: `tiers.${wrong}.from`, params: { tier: tier.id } })]
    : [];
}

/** The tier of a score, or `else`; a text of digits is no score. */
function tierOf({ tiers }: TierSettings, score: unknown): string {
  if (typeof score !== 'number') return 'else';
  return tiers.find(({ from }) => score >= from)?.id ?? 'else';
}

export const tier = defineNode({
  kind: 'tier',
  group: 'decide',
  words: {
    name: { en: 'Lead tier', 'zh-CN': '线索分级' },
    about: {
      en: 'Grades customers by a score: each tier begins at its threshold, the rest are “everyone else”.',
      'zh-CN': '按评分给客户分级：达到门槛即进入该级，其余走“其他”。',
    },
  },
  schema: settingsSchema,
  initial: () => ({
    attribute: '',
    tiers: [
      { id: 'high', from: 80 },
      { id: 'mid', from: 50 },
    ],
  }),
  outlets: (settings) => [
    ...settings.tiers.map(({ id, name }) => ({ id, words: { en: name ?? id, 'zh-CN': name ?? id } })),
    { id: 'else', words: { en: 'Everyone else', 'zh-CN': '其他' } },
  ],
  problems: (settings) => [...duplicateIds(settings.tiers, 'tiers'), ...problemsOfOrder(settings)],
  behaviour: {
    shape: 'decide',
    decide: (settings, moment) => ({ outlet: tierOf(settings, moment.read(settings.attribute)) }),
  },
});
