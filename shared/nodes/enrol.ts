import { z } from 'zod';
import { valuesSchema } from '../event.ts';
import { idSchema } from '../ids.ts';
import { valueSchema } from '../value.ts';
import { defineNode } from './definition.ts';
import { readValues } from './readValues.ts';

const settingsSchema = z.strictObject({
  journey: idSchema,
  mode: z.enum(['start', 'handOver']).default('start'),
  /** the target's business key */
  key: valueSchema.optional(),
  /** what the target reads as `event.…` */
  properties: valuesSchema.optional(),
});

export const enrol = defineNode({
  kind: 'enrol',
  group: 'act',
  words: {
    name: { en: 'Enrol', 'zh-CN': '加入旅程' },
    about: {
      en: 'Starts another journey for the customer, or hands them over to it and ends this one.',
      'zh-CN': '让客户同时进入另一旅程，或移交给另一旅程并结束本旅程。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ journey: '', mode: 'start' }),
  outlets: ({ mode }) => [
    {
      id: 'next',
      words: { en: 'Next', 'zh-CN': '下一步' },
      ...(mode === 'handOver' ? { completes: true } : {}),
    },
  ],
  references: ({ journey }) => ({ journeys: [journey] }),
  behaviour: {
    shape: 'act',
    act: ({ journey, key, properties }, moment) => ({
      inner: [
        {
          type: 'enrolInJourney',
          journey,
          // a key that was asked for and is not there is none, and not the one among the properties
          key: key === undefined ? undefined : (moment.value(key) ?? null),
          properties: readValues(properties, moment),
        },
      ],
      pass: { outlet: 'next' },
    }),
  },
});
