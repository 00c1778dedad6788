import { z } from 'zod';
import { conditionSchema } from '../condition.ts';
import { defineNode } from './definition.ts';

const settingsSchema = z.strictObject({ condition: conditionSchema });

export const audience = defineNode({
  kind: 'audience',
  group: 'decide',
  words: {
    name: { en: 'Audience', 'zh-CN': '人群判断' },
    about: {
      en: 'Lets through customers who meet a condition on arrival; the others take the second way out.',
      'zh-CN': '到达时满足条件的客户走“符合”，其余走“不符合”。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ condition: { type: 'all', of: [] } }),
  outlets: () => [
    { id: 'in', words: { en: 'In', 'zh-CN': '符合' } },
    { id: 'out', words: { en: 'Out', 'zh-CN': '不符合' } },
  ],
  references: (settings) => ({ conditions: [settings.condition] }),
  behaviour: {
    shape: 'decide',
    decide: (settings, moment) => ({ outlet: moment.matches(settings.condition) ? 'in' : 'out' }),
  },
});
