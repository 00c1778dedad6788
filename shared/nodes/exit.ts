import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineNode } from './definition.ts';

const settingsSchema = z.strictObject({ reason: idSchema.default('exit') });

export const exit = defineNode({
  kind: 'exit',
  group: 'end',
  words: {
    name: { en: 'Exit', 'zh-CN': '退出' },
    about: { en: 'Ends the journey here, with a reason.', 'zh-CN': '在此结束旅程，并记录原因。' },
  },
  schema: settingsSchema,
  initial: () => ({ reason: 'exit' }),
  outlets: () => [],
  behaviour: { shape: 'end', reason: (settings) => settings.reason },
});
