import { z } from 'zod';
import { problem } from '../problem.ts';
import { durationSchema, localTimeSchema, windowSchema } from '../time.ts';
import { defineNode } from './definition.ts';
import type { Moment } from './moment.ts';

const settingsSchema = z.strictObject({
  duration: durationSchema,
  jitter: durationSchema.optional(),
  window: windowSchema.optional(),
  at: localTimeSchema.optional(),
});
export type DelaySettings = z.infer<typeof settingsSchema>;

const isWholeDays = (duration: string) => /^P(\d+[WD])+$/.test(duration);

function untilOf(settings: DelaySettings, moment: Moment): number {
  const { calendar, arrivedAtMs } = moment;
  const zone = moment.zoneOf();
  let untilMs = calendar.addDuration(arrivedAtMs, settings.duration, zone);
  if (settings.at) untilMs = calendar.atLocalTimeOnDay(untilMs, settings.at, zone);
  if (settings.jitter) {
    const spanMs = calendar.addDuration(untilMs, settings.jitter, zone) - untilMs;
    untilMs += Math.floor(moment.draw('jitter') * spanMs);
  }
  if (!settings.window) return untilMs;
  return calendar.nextInWindow(untilMs, settings.window, moment.zoneOf(settings.window.zone));
}

export const delay = defineNode({
  kind: 'delay',
  group: 'wait',
  words: {
    name: { en: 'Delay', 'zh-CN': '延时' },
    about: {
      en: 'Waits a length of time: elapsed hours, or calendar days in the customer’s zone.',
      'zh-CN': '等待一段时间：按经过小时数，或按客户时区的自然日。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ duration: 'P1D' }),
  outlets: () => [{ id: 'next', words: { en: 'Next', 'zh-CN': '下一步' } }],
  problems: (settings) =>
    settings.at && !isWholeDays(settings.duration) ? [problem('at-needs-days', { field: 'at' })] : [],
  behaviour: {
    shape: 'wait',
    arrive: (settings, moment) => ({ wait: { untilMs: untilOf(settings, moment) } }),
    timer: () => ({ outlet: 'next' }),
  },
});
