import { z } from 'zod';
import { channelSchema, purposeSchema } from './channel.ts';
import { externalIdSchema, nameSchema } from './ids.ts';
import { type JsonValue, jsonValueSchema } from './json.ts';

export const ATTRIBUTES_MAX = 1000;
export const TAGS_MAX = 2000;

/** First words of a path that mean something else, so no attribute may have them as its name. */
export const PATH_ROOTS: ReadonlySet<string> = new Set(['event', 'vars', 'key']);

export const attributesSchema: z.ZodType<{ [name: string]: JsonValue }> = z
  .record(
    nameSchema.refine((name) => !PATH_ROOTS.has(name), { error: 'reserved-name' }),
    jsonValueSchema,
  )
  .refine((attributes) => Object.keys(attributes).length <= ATTRIBUTES_MAX, { error: 'too-many-attributes' });

/** Stands, among the purposes of a channel, for all that are not named: how “all but one” is said. */
export const OTHER_PURPOSES = '*';

/** Per channel: all purposes alike, or purpose by purpose. Absent means never asked. */
export const consentSchema = z.record(
  channelSchema,
  z.union([z.boolean(), z.record(z.union([purposeSchema, z.literal(OTHER_PURPOSES)]), z.boolean())]),
);
export type Consent = z.infer<typeof consentSchema>;

export const tagSchema = z.string().min(1).max(64);

/** A customer as known to us, the way scenarios and the API write it. */
export const profileSchema = z.strictObject({
  id: externalIdSchema,
  timeZone: z.string().max(64).optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'wrong-locale' })
    .optional(),
  attributes: attributesSchema.optional(),
  tags: z.array(tagSchema).max(TAGS_MAX).optional(),
  addresses: z.record(channelSchema, z.string().min(1).max(500)).optional(),
  consent: consentSchema.optional(),
  suppressed: z.array(z.string().min(1).max(64)).max(100).optional(),
});
export type ProfileInput = z.infer<typeof profileSchema>;

/** A customer as stored: every field present. */
export interface Profile {
  id: string;
  timeZone: string | null;
  locale: string;
  attributes: { [name: string]: JsonValue };
  tags: string[];
  addresses: { [channel: string]: string };
  consent: Consent;
  suppressed: string[];
  /** epoch milliseconds since when the customer is known */
  knownSinceMs: number;
  /**
   * Since when an attribute holds its value, where that is not since the customer is known.
   * A part of an object has its own entry (`address.city`) where it is older than the whole.
   */
  since: { [path: string]: number };
}
