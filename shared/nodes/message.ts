import { z } from 'zod';
import { channelSchema, purposeSchema } from '../channel.ts';
import type { EffectOutcome } from '../effect.ts';
import { idSchema, pathSchema } from '../ids.ts';
import { tagSchema } from '../profile.ts';
import { durationSchema } from '../time.ts';
import { defineNode, type Passage } from './definition.ts';

const settingsSchema = z.strictObject({
  channel: channelSchema,
  template: idSchema,
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'wrong-locale' })
    .optional(),
  purpose: purposeSchema.optional(),
  tags: z.array(tagSchema).max(20).default([]),
  quiet: z.enum(['hold', 'refuse']).default('hold'),
  maxHold: durationSchema.optional(),
  missing: z.enum(['default', 'refuse']).default('default'),
  to: pathSchema.optional(),
});

/** The outlet an outcome leaves by; an unknown outcome counts as sent, because it may well have been. */
function passageOf(outcome: EffectOutcome): Passage {
  switch (outcome.type) {
    case 'accepted':
      return { outlet: 'sent' };
    case 'unknown':
      return { outlet: 'sent', reason: 'unknown' };
    case 'rejected':
    case 'failed':
      return { outlet: 'failed', reason: outcome.type };
    case 'refused':
      if (outcome.reason === 'capped') return { outlet: 'capped', reason: 'capped' };
      if (outcome.reason === 'unreachable') return { outlet: 'unreachable', reason: 'unreachable' };
      return { outlet: 'sent', reason: outcome.reason };
  }
}

export const message = defineNode({
  kind: 'message',
  group: 'act',
  words: {
    name: { en: 'Message', 'zh-CN': '消息触达' },
    about: {
      en: 'Sends a template on a channel, if consent, caps and quiet hours allow it.',
      'zh-CN': '在授权、频控和免打扰允许的前提下，通过渠道发送模板内容。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ channel: 'sms', template: '' }),
  outlets: () => [
    { id: 'sent', words: { en: 'Sent', 'zh-CN': '已发送' } },
    { id: 'capped', words: { en: 'Capped', 'zh-CN': '频控拦截' }, unconnected: { through: 'sent' } },
    {
      id: 'unreachable',
      words: { en: 'Unreachable', 'zh-CN': '无法触达' },
      unconnected: { through: 'sent' },
    },
    { id: 'failed', words: { en: 'Failed', 'zh-CN': '发送失败' }, unconnected: { through: 'sent' } },
  ],
  references: (settings) => ({ templates: [{ template: settings.template, channel: settings.channel }] }),
  behaviour: {
    shape: 'act',
    act: (settings) => ({
      effect: {
        type: 'sendMessage',
        channel: settings.channel,
        template: settings.template,
        locale: settings.locale ?? null,
        purpose: settings.purpose ?? null,
        tags: settings.tags,
        quiet: settings.quiet,
        maxHold: settings.maxHold ?? null,
        missing: settings.missing,
        to: settings.to ?? null,
      },
    }),
    settle: (_settings, outcome) => passageOf(outcome),
  },
});
