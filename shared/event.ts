import { z } from 'zod';
import { externalIdSchema, FORBIDDEN_NAMES, nameSchema } from './ids.ts';
import { type JsonObject, type JsonValue, jsonValueSchema } from './json.ts';
import { attributesSchema } from './profile.ts';
import { instantSchema } from './time.ts';
import { type Value, valueSchema } from './value.ts';

export const PROPERTIES_MAX = 200;

const propertyNameSchema = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !name.startsWith('$') && !FORBIDDEN_NAMES.has(name), { error: 'wrong-property' });
const isFew = (properties: object) => Object.keys(properties).length <= PROPERTIES_MAX;

export const propertiesSchema: z.ZodType<{ [name: string]: JsonValue }> = z
  .record(propertyNameSchema, jsonValueSchema)
  .refine(isFew, { error: 'too-many-properties' });

/** Properties that a node reads when the customer comes by. */
export const valuesSchema: z.ZodType<{ [name: string]: Value }> = z
  .record(propertyNameSchema, valueSchema)
  .refine(isFew, { error: 'too-many-properties' });

/** Something a customer did, as it is sent to us. Without `profile` it is a business event. */
export const eventSchema = z.strictObject({
  id: externalIdSchema,
  name: nameSchema,
  profile: externalIdSchema.optional(),
  properties: propertiesSchema.optional(),
  occurredAt: instantSchema.optional(),
  /** merged into the profile before anything else looks at the event */
  attributes: attributesSchema.optional(),
});
export type EventInput = z.infer<typeof eventSchema>;

/** Two ids turned out to be one customer; counts among the events, so its id is applied once too. */
export const mergeSchema = z.strictObject({
  id: externalIdSchema,
  merge: z
    .strictObject({ from: externalIdSchema, into: externalIdSchema })
    .refine(({ from, into }) => from !== into, { path: ['into'], error: 'same-customer' }),
});
export type MergeInput = z.infer<typeof mergeSchema>;

/** An event of a customer as kept in the history. */
export interface CustomerEvent {
  id: string;
  name: string;
  properties: JsonObject;
  occurredAtMs: number;
  acceptedAtMs: number;
}

export const RECEIPT_KINDS = [
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'optedOut',
] as const;
export const receiptKindSchema = z.enum(RECEIPT_KINDS);
export type ReceiptKind = z.infer<typeof receiptKindSchema>;

/** Name under which a receipt appears among the customer's events. */
export function receiptEventName(kind: ReceiptKind): string {
  return `message_${kind}`;
}
export const RECEIPT_EVENTS: readonly string[] = RECEIPT_KINDS.map(receiptEventName);
