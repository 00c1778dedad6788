import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import { isHeaderSafe } from '../outbound/headerText.ts';
import { defineProvider } from '../outbound/provider.ts';
import { createSmtpSessions, type SmtpOutcome } from '../outbound/smtpSession.ts';

const headerText = z.string().max(300).refine(isHeaderSafe, { error: 'control-characters' });
/** One address, bare: a name beside it or a second one has no place here. */
const mailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;:"\\()[\]]+@[^\s@<>,;:"\\()[\]]+$/);

const settingsSchema = z.strictObject({
  host: z.string().min(1).max(253).meta({ title: 'Server' }),
  port: z.number().int().min(1).max(65_535).default(587),
  secure: z.boolean().default(false).meta({ description: 'TLS from the first byte (port 465)' }),
  requireTls: z.boolean().default(false),
  user: z.string().max(300).optional(),
  password: z.string().max(300).optional().meta({ secret: true }),
  from: mailAddress,
  fromName: headerText.optional(),
  /** https or mailto address; becomes `List-Unsubscribe` */
  unsubscribe: headerText.regex(/^(https:\/\/|mailto:)[^<>\s]+$/).optional(),
  timeoutSeconds: z.number().min(1).max(300).default(30),
});
type Settings = z.infer<typeof settingsSchema>;

/** The same message has the same id however often it is tried, so mailboxes that look can drop a second copy. */
function messageId(key: string, from: string): string {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return `<${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

function headersOf(settings: Settings): { [name: string]: string } {
  if (settings.unsubscribe === undefined) return {};
  const oneClick = settings.unsubscribe.startsWith('https:');
  return {
    'List-Unsubscribe': `<${settings.unsubscribe}>`,
    ...(oneClick ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  };
}

function answerOf(outcome: SmtpOutcome, reference: string) {
  switch (outcome.type) {
    case 'accepted':
      return { type: 'accepted', reference } as const;
    case 'unknown':
      return { type: 'unknown' } as const;
    case 'notSent':
      return { type: 'failed', detail: outcome.detail } as const;
    case 'answered': {
      const detail = `SMTP ${outcome.code}`;
      // a 5xx to the greeting or the login speaks about us, not about this message
      const isFinal = outcome.code >= 500 && outcome.isAboutMessage;
      return isFinal ? ({ type: 'rejected', detail } as const) : ({ type: 'failed', detail } as const);
    }
  }
}

export default defineProvider({
  name: 'smtp',
  words: {
    name: { en: 'SMTP', 'zh-CN': 'SMTP 邮件' },
    about: { en: 'Sends e-mail through a mail server.', 'zh-CN': '通过邮件服务器发送电子邮件。' },
  },
  channels: ['email'],
  settingsSchema,
  create(settings) {
    const sessions = createSmtpSessions({ ...settings, timeoutMs: settings.timeoutSeconds * 1000 });
    return {
      name: 'smtp',
      idempotency: 'none',
      async send({ key, address, content }) {
        if (!mailAddress.safeParse(address).success)
          return { type: 'rejected', detail: 'not an e-mail address' };
        const subject = content.subject ?? '';
        if (!isHeaderSafe(subject)) return { type: 'rejected', detail: 'control characters in the subject' };
        const id = messageId(key, settings.from);
        const message = await new MailComposer({
          from: { name: settings.fromName ?? '', address: settings.from },
          to: { name: '', address },
          subject,
          messageId: id,
          headers: headersOf(settings),
          disableFileAccess: true,
          disableUrlAccess: true,
          // a body that begins with a tag is HTML; its text part is for readers without
          ...(/^\s*</.test(content.body) ? { html: content.body } : { text: content.body }),
        })
          .compile()
          .build();
        return answerOf(await sessions.send({ from: settings.from, to: address }, message), id);
      },
      async close() {
        sessions.close();
      },
    };
  },
});
