import { z } from 'zod';
import type { CallWebhook } from '../effect.ts';
import { idSchema, nameSchema, pathSchema } from '../ids.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { problem } from '../problem.ts';
import { durationSchema, isLonger } from '../time.ts';
import { valueSchema } from '../value.ts';
import { defineNode } from './definition.ts';
import type { Moment } from './moment.ts';

const TIMEOUT_DEFAULT = 'PT10S';
const TIMEOUT_MAX = 'PT60S';

const settingsSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
      z
        .string()
        .max(2000)
        .regex(/^[^\r\n]*$/),
    )
    .optional(),
  body: z.record(nameSchema, valueSchema).optional(),
  timeout: durationSchema.optional(),
  keep: z.record(idSchema, pathSchema).optional(),
});
export type WebhookSettings = z.infer<typeof settingsSchema>;

function effectOf(settings: WebhookSettings, moment: Moment): CallWebhook {
  const body: JsonObject = {};
  for (const [name, value] of Object.entries(settings.body ?? {})) body[name] = moment.value(value) ?? null;
  const timeoutMs = moment.calendar.addDuration(0, settings.timeout ?? TIMEOUT_DEFAULT, 'UTC');
  return {
    type: 'callWebhook',
    url: settings.url,
    method: settings.method,
    headers: settings.headers ?? {},
    body,
    timeoutMs,
    keep: settings.keep ?? {},
  };
}

function readPath(answer: JsonObject, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = answer;
  for (const part of path.split('.')) {
    if (!isJsonObject(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

function keptVars(settings: WebhookSettings, answer: JsonObject): JsonObject {
  const vars: JsonObject = {};
  for (const [variable, path] of Object.entries(settings.keep ?? {})) {
    const value = readPath(answer, path);
    if (value !== undefined) vars[variable] = value;
  }
  return vars;
}

export const webhook = defineNode({
  kind: 'webhook',
  group: 'act',
  words: {
    name: { en: 'Webhook', 'zh-CN': 'Webhook 调用' },
    about: {
      en: 'Calls another system, signed, and may keep parts of its answer.',
      'zh-CN': '带签名调用外部系统，并可保存返回的部分内容。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ url: '', method: 'POST' }),
  outlets: () => [
    { id: 'ok', words: { en: 'OK', 'zh-CN': '成功' } },
    { id: 'failed', words: { en: 'Failed', 'zh-CN': '失败' }, expected: true },
  ],
  problems: ({ timeout }) =>
    timeout !== undefined && isLonger(timeout, TIMEOUT_MAX)
      ? [problem('too-big', { field: 'timeout', params: { name: 'timeout', max: TIMEOUT_MAX } })]
      : [],
  behaviour: {
    shape: 'act',
    act: (settings, moment) => ({ effect: effectOf(settings, moment) }),
    settle: (settings, outcome) => {
      if (outcome.type !== 'accepted') return { outlet: 'failed', reason: outcome.type };
      return { outlet: 'ok', vars: keptVars(settings, outcome.answer ?? {}) };
    },
  },
});
