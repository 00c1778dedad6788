/** How many of those who come to a split it tests, and with which other splits it never shares a customer. */
import { z } from 'zod';
import { idSchema } from '../ids.ts';

/** Outlet of whoever comes to a split and is not tested. */
export const REST_OUTLET = 'rest';
/** Why somebody left by it. */
export const NOT_IN_TEST = 'not-in-test' as const;

/** Percent in hundredths, which are whole slots. */
export const trafficSchema = z.strictObject({
  share: z
    .number()
    .min(0.01)
    .max(100)
    .refine((share) => Math.abs(share * 100 - Math.round(share * 100)) < 1e-6, { error: 'wrong-value' })
    .default(100),
  /** splits of one layer, in any journeys, share no customer */
  layer: idSchema.optional(),
});
export type Traffic = z.infer<typeof trafficSchema>;

export const REST_WORDS = { en: 'Not in the experiment', 'zh-CN': '不参加实验' };
