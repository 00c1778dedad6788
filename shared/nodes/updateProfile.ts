import { z } from 'zod';
import { nameSchema } from '../ids.ts';
import { problem } from '../problem.ts';
import { PATH_ROOTS, tagSchema } from '../profile.ts';
import type { ProfileChange } from '../profileChange.ts';
import { valueSchema } from '../value.ts';
import { defineNode } from './definition.ts';
import type { Moment } from './moment.ts';
import { readValues } from './readValues.ts';

const attributeSchema = nameSchema.refine((name) => !PATH_ROOTS.has(name), { error: 'reserved-name' });
const settingsSchema = z.strictObject({
  set: z.record(attributeSchema, valueSchema).optional(),
  add: z.record(attributeSchema, valueSchema).optional(),
  remove: z.array(attributeSchema).max(100).optional(),
  addTags: z.array(tagSchema).max(100).optional(),
  removeTags: z.array(tagSchema).max(100).optional(),
});
export type UpdateProfileSettings = z.infer<typeof settingsSchema>;

function changeOf(settings: UpdateProfileSettings, moment: Moment): ProfileChange {
  return {
    set: readValues(settings.set, moment),
    add: readValues(settings.add, moment),
    remove: settings.remove ?? [],
    addTags: settings.addTags ?? [],
    removeTags: settings.removeTags ?? [],
  };
}

export const updateProfile = defineNode({
  kind: 'updateProfile',
  group: 'act',
  words: {
    name: { en: 'Update profile', 'zh-CN': '更新客户' },
    about: {
      en: 'Sets, adds to or removes attributes and tags of the customer.',
      'zh-CN': '设置、累加或移除客户的属性与标签。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ addTags: [] }),
  outlets: () => [{ id: 'next', words: { en: 'Next', 'zh-CN': '下一步' } }],
  problems: (settings) =>
    [settings.set, settings.add, settings.remove, settings.addTags, settings.removeTags].every(
      (part) => part === undefined || Object.keys(part).length === 0,
    )
      ? [problem('at-least-one-of', { params: { names: 'set, add, remove, addTags, removeTags' } })]
      : [],
  behaviour: {
    shape: 'act',
    act: (settings, moment) => ({ changes: [changeOf(settings, moment)], pass: { outlet: 'next' } }),
  },
});
