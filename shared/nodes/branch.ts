import { z } from 'zod';
import { conditionSchema } from '../condition.ts';
import { outletIdSchema } from '../ids.ts';
import { defineNode } from './definition.ts';
import { duplicateIds } from './duplicateIds.ts';

const settingsSchema = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        id: outletIdSchema,
        name: z.string().max(100).optional(),
        condition: conditionSchema,
      }),
    )
    .min(1)
    .max(20),
});

export const branch = defineNode({
  kind: 'branch',
  group: 'decide',
  words: {
    name: { en: 'Branch', 'zh-CN': '条件分支' },
    about: {
      en: 'Ranked groups; a customer takes the first one that fits, or “everyone else”.',
      'zh-CN': '按顺序判断各分组，客户进入首个符合的分组，否则走“其他”。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ groups: [{ id: 'group1', condition: { type: 'all', of: [] } }] }),
  outlets: (settings) => [
    ...settings.groups.map(({ id, name }) => ({ id, words: { en: name ?? id, 'zh-CN': name ?? id } })),
    { id: 'else', words: { en: 'Everyone else', 'zh-CN': '其他' } },
  ],
  references: (settings) => ({ conditions: settings.groups.map((group) => group.condition) }),
  problems: (settings) => duplicateIds(settings.groups, 'groups'),
  behaviour: {
    shape: 'decide',
    decide: (settings, moment) => ({
      outlet: settings.groups.find((group) => moment.matches(group.condition))?.id ?? 'else',
    }),
  },
});
