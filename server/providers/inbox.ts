import { createHash } from 'node:crypto';
import { z } from 'zod';
import { INBOX_REFERENCE } from '../outbound/inboxReference.ts';
import { defineProvider } from '../outbound/provider.ts';

/** Accepts everything: the message is the ledger's own row, shown on the Messages page like in a mail catcher. */
export default defineProvider({
  name: 'inbox',
  words: {
    name: { en: 'Inbox', 'zh-CN': '内置收件箱' },
    about: {
      en: 'Keeps messages here instead of sending them, so that you can read them on the Messages page.',
      'zh-CN': '不对外发送，消息保存在本系统，可在“消息”页面查看。',
    },
  },
  channels: null,
  settingsSchema: z.strictObject({}),
  create: () => ({
    name: 'inbox',
    idempotency: 'key',
    async send({ key }) {
      const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
      return { type: 'accepted', reference: `${INBOX_REFERENCE}${digest}` };
    },
  }),
});
