/** Content of messages: per channel, per locale (language.md §6.8). */
import { z } from 'zod';
import { channelSchema } from './channel.ts';

export const TEMPLATE_TEXT_MAX = 64_000;

const localeSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'wrong-locale' });
const textSchema = z.string().max(TEMPLATE_TEXT_MAX);

/** One string serves as subject and body alike. */
export const contentSchema = z.union([
  textSchema,
  z.strictObject({ subject: z.string().max(1000), body: textSchema }),
]);
export type Content = z.infer<typeof contentSchema>;

/** channel → locale → content */
export const templateSchema = z.record(channelSchema, z.record(localeSchema, contentSchema));
export type Template = z.infer<typeof templateSchema>;

/** A rendered message; `subject` only where the content had one. */
export interface Rendered {
  subject: string | null;
  body: string;
}
