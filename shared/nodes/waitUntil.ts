import { z } from 'zod';
import { pathSchema } from '../ids.ts';
import { problem } from '../problem.ts';
import { daySchema, localTimeSchema, offsetSchema, windowSchema, zoneSchema } from '../time.ts';
import { defineNode, type WaitStep } from './definition.ts';
import type { Moment } from './moment.ts';

const zone = { zone: zoneSchema.optional() };
const dateSchema = z.strictObject({
  until: z.literal('date'),
  attribute: z.union([pathSchema, z.array(pathSchema).min(1).max(10)]),
  offset: offsetSchema.optional(),
  at: localTimeSchema.optional(),
  onChange: z.enum(['freeze', 'follow']).default('freeze'),
  ...zone,
});
const timeSchema = z.strictObject({
  until: z.literal('time'),
  at: localTimeSchema.optional(),
  days: z.array(daySchema).min(1).max(7).optional(),
  ...zone,
});
const inWindowSchema = z.strictObject({ until: z.literal('window'), window: windowSchema, ...zone });
const businessHoursSchema = z.strictObject({ until: z.literal('businessHours'), ...zone });

const settingsSchema = z.discriminatedUnion('until', [
  dateSchema,
  timeSchema,
  inWindowSchema,
  businessHoursSchema,
]);
export type WaitUntilSettings = z.infer<typeof settingsSchema>;

function dateOf(settings: z.infer<typeof dateSchema>, moment: Moment): number | null {
  const { calendar } = moment;
  const zoneName = moment.zoneOf(settings.zone);
  for (const path of [settings.attribute].flat()) {
    const read = calendar.readDate(moment.read(path), zoneName);
    if (read === null) continue;
    const shifted = settings.offset ? calendar.addDuration(read, settings.offset, zoneName) : read;
    return settings.at ? calendar.atLocalTimeOnDay(shifted, settings.at, zoneName) : shifted;
  }
  return null;
}

function untilDate(settings: z.infer<typeof dateSchema>, moment: Moment): WaitStep {
  const dateMs = dateOf(settings, moment);
  if (dateMs === null) return { pass: { outlet: 'missing', reason: 'missing-date' } };
  if (dateMs < moment.nowMs) return { pass: { outlet: 'past' } };
  return dateMs === moment.nowMs ? { pass: { outlet: 'next' } } : { wait: { untilMs: dateMs } };
}

function instantOf(settings: Exclude<WaitUntilSettings, { until: 'date' }>, moment: Moment): number {
  const { calendar, arrivedAtMs, workspace } = moment;
  const zoneName = moment.zoneOf(settings.zone);
  switch (settings.until) {
    case 'time':
      return calendar.nextLocalTime(arrivedAtMs, settings.at, settings.days, zoneName);
    case 'window':
      return calendar.nextInWindow(
        arrivedAtMs,
        settings.window,
        moment.zoneOf(settings.window.zone ?? settings.zone),
      );
    case 'businessHours': {
      const { businessHours: windows, holidays, workdays } = workspace;
      // without business hours every hour is one
      return (
        calendar.nextBusinessInstant(arrivedAtMs, { windows, holidays, workdays }, zoneName) ?? arrivedAtMs
      );
    }
  }
}

function arrive(settings: WaitUntilSettings, moment: Moment): WaitStep {
  if (settings.until === 'date') return untilDate(settings, moment);
  const untilMs = instantOf(settings, moment);
  return untilMs <= moment.nowMs ? { pass: { outlet: 'next' } } : { wait: { untilMs } };
}

export const waitUntil = defineNode({
  kind: 'waitUntil',
  group: 'wait',
  words: {
    name: { en: 'Wait until', 'zh-CN': '等到' },
    about: {
      en: 'Waits for a date of the customer, a time of day, a weekday, a window or business hours.',
      'zh-CN': '等到客户的某个日期、某个时刻、某个星期几、时间窗口或营业时间。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ until: 'time', at: '09:00' }),
  outlets: (settings) => [
    { id: 'next', words: { en: 'Next', 'zh-CN': '下一步' } },
    ...(settings.until === 'date'
      ? [
          { id: 'past', words: { en: 'Already past', 'zh-CN': '已过期' }, unconnected: { through: 'next' } },
          {
            id: 'missing',
            words: { en: 'No date', 'zh-CN': '日期缺失' },
            unconnected: { exit: 'missing-date' },
          },
        ]
      : []),
  ],
  problems: (settings) =>
    settings.until === 'time' && !settings.at && !settings.days
      ? [problem('at-least-one-of', { field: 'at', params: { names: 'at, days' } })]
      : [],
  behaviour: {
    shape: 'wait',
    arrive,
    look: (settings, wait, moment) => {
      if (settings.until !== 'date' || settings.onChange !== 'follow') return null;
      const step = untilDate(settings, moment);
      return 'wait' in step && step.wait.untilMs === wait.untilMs ? null : step;
    },
    timer: () => ({ outlet: 'next' }),
  },
});
