import { z } from 'zod';
import { type Condition, conditionSchema, isAttributePath, whereSchema } from '../condition.ts';
import { idSchema, nameSchema, pathSchema } from '../ids.ts';
import { type Problem, problem } from '../problem.ts';
import {
  daySchema,
  durationSchema,
  localDateTimeSchema,
  localTimeSchema,
  offsetSchema,
  zoneSchema,
} from '../time.ts';
import { defineNode } from './definition.ts';
import { canHaveDays, type EntryRule } from './entryRule.ts';

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

const eventMissingTriggerSchema = z.strictObject({
  on: z.literal('eventMissing'),
  event: nameSchema,
  where: whereSchema.optional(),
  missing: z.strictObject({ event: nameSchema, where: whereSchema.optional(), key: nameSchema.optional() }),
  within: durationSchema,
  key: nameSchema.optional(),
  ...common,
});

const audienceTriggerSchema = z.strictObject({
  on: z.literal('audience'),
  audience: idSchema.optional(),
  when: z.enum(['enter', 'leave']).default('enter'),
  includeCurrent: z.boolean().default(false),
  ...common,
});

const dateTriggerSchema = z.strictObject({
  on: z.literal('date'),
  attribute: pathSchema.refine(isAttributePath, { error: 'needs-attribute' }),
  offset: offsetSchema.default('P0D'),
  at: localTimeSchema.default('09:00'),
  yearly: z.boolean().default(false),
  zone: zoneSchema.optional(),
  ...common,
});

const businessTriggerSchema = z.strictObject({
  on: z.literal('business'),
  event: nameSchema,
  where: whereSchema.optional(),
  audience: idSchema.optional(),
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
  eventMissingTriggerSchema,
  audienceTriggerSchema,
  scheduleTriggerSchema,
  dateTriggerSchema,
  businessTriggerSchema,
  manualTriggerSchema,
  journeyTriggerSchema,
]);
export type TriggerSettings = z.infer<typeof triggerSettingsSchema>;

type SettingsOf<On extends TriggerSettings['on']> = Extract<TriggerSettings, { on: On }>;

/** What is watched; the checker insists on exactly one of the two. */
function watchedBy({ audience, condition }: SettingsOf<'audience'>): Condition {
  if (audience !== undefined) return { type: 'audience', audience, is: 'in' };
  return condition ?? { type: 'any', of: [] };
}

function ruleOf(settings: TriggerSettings): EntryRule {
  const common = { condition: settings.condition, reentry: settings.reentry };
  switch (settings.on) {
    case 'event':
      return {
        source: { on: 'event', event: settings.event, where: settings.where },
        key: settings.key,
        ...common,
      };
    case 'eventMissing': {
      const { on, event, where, missing, within, key } = settings;
      return { source: { on, event, where, missing, within }, key, ...common };
    }
    case 'audience': {
      const { on, when, includeCurrent, reentry } = settings;
      return { source: { on, watched: watchedBy(settings), when, includeCurrent }, reentry };
    }
    case 'date': {
      const { on, attribute, offset, at, yearly, zone } = settings;
      return { source: { on, attribute, offset, at, yearly, zone }, ...common };
    }
    case 'business': {
      const { on, event, where, audience } = settings;
      return { source: { on, event, where }, audience, ...common };
    }
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
  const key = 'key' in settings ? settings.key : undefined;
  if (mode === 'parallel' && key === undefined)
    found.push(problem('parallel-needs-key', { field: 'reentry' }));
  return found;
}

/** Whom a trigger concerns: an audience or a condition, never both; what is watched is one of them. */
function problemsOfPopulation(settings: TriggerSettings): Problem[] {
  if (settings.on !== 'schedule' && settings.on !== 'business' && settings.on !== 'audience') return [];
  const given = [settings.audience, settings.condition].filter((of) => of !== undefined).length;
  const isRight = settings.on === 'audience' ? given === 1 : given <= 1;
  return isRight ? [] : [problem('one-of', { field: 'audience', params: { names: 'audience, condition' } })];
}

function problemsOfWatch(settings: TriggerSettings): Problem[] {
  const isLost = settings.on === 'audience' && settings.when === 'leave' && settings.includeCurrent;
  return isLost
    ? [problem('wrong-value', { field: 'includeCurrent', params: { name: 'includeCurrent' } })]
    : [];
}

function problemsOfSchedule(settings: TriggerSettings): Problem[] {
  if (settings.on !== 'schedule') return [];
  const found: Problem[] = [];
  if (settings.repeat?.days && !canHaveDays(settings.repeat.every)) {
    found.push(problem('wrong-value', { field: 'repeat.days', params: { name: 'days' } }));
  }
  return found;
}

/** Events of customers that it listens to; a business event is nobody's. */
function eventsOf(settings: TriggerSettings): string[] {
  if (settings.on === 'event') return [settings.event];
  return settings.on === 'eventMissing' ? [settings.event, settings.missing.event] : [];
}

export const trigger = defineNode({
  kind: 'trigger',
  group: 'start',
  words: {
    name: { en: 'Trigger', 'zh-CN': '触发器' },
    about: {
      en: 'Who enters the journey, and when: at an event or its absence, on entering an audience, on a day, on a schedule, or by hand.',
      'zh-CN': '谁在何时进入旅程：事件或其缺失、进入人群、日期、定时或手动加入。',
    },
  },
  schema: triggerSettingsSchema,
  initial: () => ({ on: 'event', event: '', reentry: { mode: 'once' } }),
  outlets: () => [{ id: 'next', words: { en: 'Next', 'zh-CN': '下一步' } }],
  references: (settings) => ({
    ...(settings.condition ? { conditions: [settings.condition] } : {}),
    events: eventsOf(settings),
    ...('audience' in settings && settings.audience !== undefined ? { audiences: [settings.audience] } : {}),
  }),
  problems: (settings) => [
    ...problemsOfReentry(settings),
    ...problemsOfPopulation(settings),
    ...problemsOfWatch(settings),
    ...problemsOfSchedule(settings),
  ],
  behaviour: { shape: 'enter', rule: ruleOf },
});
