/** Messages and calls: what was planned, sent or refused, and what came back. */
import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { propertiesSchema, receiptKindSchema } from '../event.ts';
import { externalIdSchema, idSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';

export const DELIVERY_STATUSES = [
  'planned',
  'held',
  'claimed',
  'calling',
  'accepted',
  'refused',
  'rejected',
  'failed',
  'unknown',
  'cancelled',
] as const;
export const deliveryStatusSchema = z.enum(DELIVERY_STATUSES);

export const deliverySchema = z
  .strictObject({
    key: z.string(),
    type: z.enum(['sendMessage', 'callWebhook']),
    profileId: externalIdSchema,
    journeyId: idSchema,
    enrollment: z.string(),
    version: z.number().int(),
    node: z.string(),
    visit: z.number().int(),
    /** null for a call */
    channel: z.string().nullable(),
    template: z.string().nullable(),
    status: deliveryStatusSchema,
    /** refusal reason or the provider's word */
    reason: z.string().nullable(),
    /** why it is not due yet */
    hold: z.enum(['quiet-hours', 'retry', 'limit', 'release']).nullable(),
    plannedAt: instantSchema,
    dueAt: instantSchema,
    /** the acceptance of an accepted one; null while undecided */
    decidedAt: instantSchema.nullable(),
    attempts: z.number().int(),
    subject: z.string().nullable(),
    body: z.string().nullable(),
    address: z.string().nullable(),
    /** the provider's own */
    reference: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof deliverySchema>;

const keyParams = z.strictObject({ key: z.string().min(1).max(800) });
const tag = 'Deliveries';

export const deliveryEndpoints = {
  listDeliveries: defineEndpoint({
    method: 'GET',
    path: '/deliveries',
    tag,
    summary: 'Deliveries, newest first',
    query: z.strictObject({
      ...pageFields,
      journey: idSchema.optional(),
      channel: channelSchema.optional(),
      status: deliveryStatusSchema.optional(),
      profile: externalIdSchema.optional(),
    }),
    answer: { type: 'application/json', status: 200, schema: pageOf(deliverySchema) },
  }),
  getDelivery: defineEndpoint({
    method: 'GET',
    path: '/deliveries/{key}',
    tag,
    summary: 'One delivery',
    params: keyParams,
    answer: { type: 'application/json', status: 200, schema: deliverySchema },
    refusals: ['not-found'],
  }),
  reportReceipt: defineEndpoint({
    method: 'POST',
    path: '/deliveries/{key}/receipts',
    tag,
    summary: 'Report what became of a delivery',
    about:
      'It becomes the customer’s event `message_<kind>`. `optedOut` withdraws consent of the channel, `complained` suppresses. Applied once per id.',
    params: keyParams,
    body: {
      type: 'application/json',
      schema: z.strictObject({
        id: externalIdSchema,
        kind: receiptKindSchema,
        properties: propertiesSchema.optional(),
      }),
      maxBytes: BODY_MAX.small,
    },
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.enum(['accepted', 'duplicate']) }),
    },
    refusals: ['not-found', 'not-sent'],
  }),
  listInbox: defineEndpoint({
    method: 'GET',
    path: '/inbox',
    tag,
    summary: 'Messages the built-in inbox provider took, the last planned first',
    query: z.strictObject({
      ...pageFields,
      channel: channelSchema.optional(),
      profile: externalIdSchema.optional(),
      journey: idSchema.optional(),
    }),
    answer: { type: 'application/json', status: 200, schema: pageOf(deliverySchema) },
  }),
  getInboxMessage: defineEndpoint({
    method: 'GET',
    path: '/inbox/{key}',
    tag,
    summary: 'One message of the inbox',
    params: keyParams,
    answer: { type: 'application/json', status: 200, schema: deliverySchema },
    refusals: ['not-found'],
  }),
};
