/** A node kind of your own: lets a share of the customers win, repeatably, without remembering anything. */
import { defineNode } from 'throughline/language';
import { z } from 'zod';

const settingsSchema = z.strictObject({ winPercent: z.number().min(0).max(100) });

export const lottery = defineNode({
  kind: 'lottery',
  group: 'decide',
  words: {
    name: { en: 'Lottery', 'zh-CN': '抽奖' },
    about: { en: 'A share of the customers wins.', 'zh-CN': '按比例抽取部分客户。' },
  },
  schema: settingsSchema,
  initial: () => ({ winPercent: 10 }),
  outlets: () => [
    { id: 'win', words: { en: 'Wins', 'zh-CN': '中奖' } },
    { id: 'lose', words: { en: 'Loses', 'zh-CN': '未中奖' } },
  ],
  behaviour: {
    shape: 'decide',
    decide: ({ winPercent }, moment) => ({
      outlet: moment.draw('lottery') * 100 < winPercent ? 'win' : 'lose',
    }),
  },
});
