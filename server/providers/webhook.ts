import { z } from 'zod';
import { defineProvider } from '../outbound/provider.ts';
import { type Signing, signedCall } from '../outbound/signedCall.ts';
import { secretBytes } from '../outbound/webhookSignature.ts';

const secretSchema = z
  .string()
  .max(200)
  .refine((text) => secretBytes(text) !== null, { error: 'webhook-secret' });

const settingsSchema = z.strictObject({
  /** where messages go; calls of webhook nodes have addresses of their own */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  secret: secretSchema.optional().meta({ secret: true }),
  /** still signs beside the new one while receivers change over */
  previousSecret: secretSchema.optional().meta({ secret: true }),
  trustedHosts: z.array(z.string().min(1).max(260)).max(100).default([]),
  receiverDeduplicates: z.boolean().default(false),
  timeoutSeconds: z.number().min(1).max(60).default(10),
});

export default defineProvider({
  name: 'webhook',
  words: {
    name: { en: 'Webhook', 'zh-CN': 'Webhook' },
    about: {
      en: 'Posts messages, signed, to a system of yours. Private addresses are refused unless listed as trusted.',
      'zh-CN': '将消息签名后发送到您的系统。除非列为可信，否则拒绝内网地址。',
    },
  },
  channels: null,
  settingsSchema,
  create(settings, { productVersion }) {
    const signing: Signing = {
      secrets: [settings.secret, settings.previousSecret].filter((one) => one !== undefined),
      trustedHosts: settings.trustedHosts,
      receiverDeduplicates: settings.receiverDeduplicates,
      productVersion,
    };
    return {
      name: 'webhook',
      idempotency: settings.receiverDeduplicates ? 'key' : 'none',
      async send({ key, content, ...message }) {
        if (settings.url === undefined) return { type: 'rejected', detail: 'no address is set' };
        const body = { type: 'message', data: { key, ...message, ...content } };
        const timeoutMs = settings.timeoutSeconds * 1000;
        return await signedCall(
          { key, url: settings.url, method: 'POST', headers: {}, body, timeoutMs },
          signing,
        );
      },
      webhooks: { call: (effect, key) => signedCall({ ...effect, key }, signing) },
    };
  },
});
