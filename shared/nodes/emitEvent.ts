import { z } from 'zod';
import { valuesSchema } from '../event.ts';
import { nameSchema } from '../ids.ts';
import { defineNode } from './definition.ts';
import { readValues } from './readValues.ts';

const settingsSchema = z.strictObject({ event: nameSchema, properties: valuesSchema.optional() });

export const emitEvent = defineNode({
  kind: 'emitEvent',
  group: 'act',
  words: {
    name: { en: 'Emit event', 'zh-CN': '产生事件' },
    about: {
      en: 'Records an event as if the customer had done it: goals, exits, waits and triggers hear it.',
      'zh-CN': '记录一个事件，如同客户亲自触发：目标、退出、等待与触发器都会响应。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ event: '' }),
  outlets: () => [{ id: 'next', words: { en: 'Next', 'zh-CN': '下一步' } }],
  behaviour: {
    shape: 'act',
    act: ({ event, properties }, moment) => ({
      inner: [{ type: 'emitEvent', event, properties: readValues(properties, moment) }],
      pass: { outlet: 'next' },
    }),
  },
});
