/** What one demo is made of, decided once: a load that was cut off goes on with the same. */
import { z } from 'zod';
import type { Locale } from '../../shared/problem.ts';
import { DAY_MS, HOUR_MS } from '../../shared/timeUnits.ts';
import { shanghaiMidnight } from './demoTime.ts';

const DEMO_SEED = 'throughline demo 1';
export const DEMO_DAYS = 30;

/** Every place where the demo's data are shown says this. */
export const DEMO_LABEL: { readonly [locale in Locale]: string } = {
  en: 'simulated behaviour on UCI Bank Marketing attributes (CC BY 4.0); never a real experiment',
  'zh-CN': '基于 UCI Bank Marketing 属性（CC BY 4.0）的模拟行为，并非真实实验',
};

export const demoPlanSchema = z.strictObject({
  seed: z.string().max(100),
  customerCount: z.number().int().min(1),
  /** what the bank's own words are written in; its customers read what they read */
  language: z.enum(['en', 'zh-CN']).default('zh-CN'),
  /** the bank opens on the first simulated day */
  startAtMs: z.number().int(),
  /** the simulated period ends here; from then on the real clock goes on */
  endAtMs: z.number().int(),
});
export type DemoPlan = z.infer<typeof demoPlanSchema>;

const OPENING_MS = 8 * HOUR_MS;

/** A period of so many days that ends now. */
export function planDemo(
  given: Pick<DemoPlan, 'customerCount' | 'language'> & { days: number; nowMs: number },
): DemoPlan {
  const { customerCount, language, days, nowMs } = given;
  const firstDayMs = shanghaiMidnight(nowMs) - days * DAY_MS;
  return { seed: DEMO_SEED, customerCount, language, startAtMs: firstDayMs + OPENING_MS, endAtMs: nowMs };
}
