import { z } from 'zod';
import { conditionSchema, whereSchema } from '../condition.ts';
import { idSchema, nameSchema } from '../ids.ts';
import { type Problem, problem } from '../problem.ts';
import { daySchema, durationSchema, localDateTimeSchema, zoneSchema } from '../time.ts';
import { defineNode } from './definition.ts';
import type { EntryRule } from './entryRule.ts';

const reentrySchema = z.strictObject({
  mode: z.enum(['once', 'afterExit', 'every', 'parallel']).default('once'),
  max: z.number().int().min(1).max(1000).optional(),
  within: durationSchema.optional(),
});

const common = {
  condition: conditionSchema.optional(),
  reentry: reentrySchema.default({ mode: 'once' }),
};

const eventTriggerSchema = z.strictObject({
  on: z.literal('event'),
  event: nameSchema,
  where: whereSchema.optional(),
  key: nameSchema.optional(),
  ...common,
});

const repeatSchema = z.strictObject({
  every: durationSchema.refine((text) => !text.includes('T'), { error: 'duration' }),
  days: z.array(daySchema).min(1).max(7).optional(),
  times: z.number().int().min(1).max(10_000).optional(),
  until: localDateTimeSchema.optional(),
});

const scheduleTriggerSchema = z.strictObject({
  on: z.literal('schedule'),
  start: localDateTimeSchema,
  zone: zoneSchema.optional(),
  repeat: repeatSchema.optional(),
  audience: idSchema.optional(),
  ...common,
});

const manualTriggerSchema = z.strictObject({
  on: z.literal('manual'),
  key: nameSchema.optional(),
  ...common,
});

const journeyTriggerSchema = z.strictObject({
  on: z.literal('journey'),
  key: nameSchema.optional(),
  ...common,
});

export const triggerSettingsSchema = z.discriminatedUnion('on', [
  eventTriggerSchema,
  scheduleTriggerSchema,
  manualTriggerSchema,
  journeyTriggerSchema,
]);
export type TriggerSettings = z.infer<typeof triggerSettingsSchema>;

function ruleOf(settings: TriggerSettings): EntryRule {
  const common = { condition: settings.condition, reentry: settings.reentry };
  switch (settings.on) {
    case 'event':
      return {
        source: { on: 'event', event: settings.event, where: settings.where },
        key: settings.key,
        ...common,
      };
    case 'schedule':
      return {
        source: {
          on: 'schedule',
          schedule: { start: settings.start, repeat: settings.repeat },
          zone: settings.zone,
        },
        audience: settings.audience,
        ...common,
      };
    case 'manual':
    case 'journey':
      return { source: { on: settings.on }, key: settings.key, ...common };
  }
}

function problemsOfReentry(settings: TriggerSettings): Problem[] {
  const { mode, max, within } = settings.reentry;
  const found: Problem[] = [];
  const bounds = [max, within].filter((bound) => bound !== undefined).length;
  if (bounds !== (mode === 'every' ? 2 : 0)) found.push(problem('every-needs-bounds', { field: 'reentry' }));
  const key = settings.on === 'schedule' ? undefined : settings.key;
  if (mode === 'parallel' && key === undefined)
    found.push(problem('parallel-needs-key', { field: 'reentry' }));
  return found;
}

function problemsOfSchedule(settings: TriggerSettings): Problem[] {
  if (settings.on !== 'schedule') return [];
  const found: Problem[] = [];
  if (settings.audience !== undefined && settings.condition !== undefined) {
    found.push(problem('one-of', { field: 'audience', params: { names: 'audience, condition' } }));
  }
  if (settings.repeat?.days && !/^P\d+W$/.test(settings.repeat.every)) {
    found.push(problem('wrong-value', { field: 'repeat.days', params: { name: 'days' } }));
  }
  return found;
}

export const trigger = defineNode({
  kind: 'trigger',
  group: 'start',
  words: {
    name: { en: 'Trigger', 'zh-CN': '触发器' },
    about: {
      en: 'Who enters the journey, and when: at an event, on a schedule, or by hand.',
      'zh-CN': '谁在何时进入旅程：事件触发、定时计划或手动加入。',
    },
  },
  schema: triggerSettingsSchema,
  initial: () => ({ on: 'event', event: '', reentry: { mode: 'once' } }),
  outlets: () => [{ id: 'next', words: { en: 'Next', 'zh-CN': '下一步' } }],
  references: (settings) => ({
    ...(settings.condition ? { conditions: [settings.condition] } : {}),
    ...(settings.on === 'event' ? { events: [settings.event] } : {}),
    ...(settings.on === 'schedule' && settings.audience ? { audiences: [settings.audience] } : {}),
  }),
  problems: (settings) => [...problemsOfReentry(settings), ...problemsOfSchedule(settings)],
  behaviour: { shape: 'enter', rule: ruleOf },
});
