/** Customers: what is known about them, what happened to them, and why. */
import { z } from 'zod';
import { externalIdSchema, idSchema } from '../ids.ts';
import { attributesSchema, consentSchema } from '../profile.ts';
import { reportedProfileSchema } from '../reportedProfile.ts';
import { instantSchema } from '../time.ts';
import { deliverySchema } from './deliveries.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { enrollmentSchema, tracedEnrollmentSchema, traceStepSchema } from './enrollments.ts';
import { jobSchema } from './jobs.ts';
import { problemViewSchema } from './problemDetails.ts';
import { CSV_CODES } from './refusals.ts';

export const BATCH_MAX = 1000;

export const profileViewSchema = z
  .strictObject({
    id: externalIdSchema,
    timeZone: z.string().nullable(),
    locale: z.string(),
    attributes: attributesSchema,
    tags: z.array(z.string()),
    addresses: z.record(z.string(), z.string()),
    consent: consentSchema,
    suppressed: z.array(z.string()),
    knownSince: instantSchema,
  })
  .meta({ id: 'Profile' });
export type ProfileView = z.infer<typeof profileViewSchema>;

/** One item's fate in a batch; others are not affected. Items are named by position, never by content. */
export const batchItemSchema = z
  .strictObject({
    index: z.number().int(),
    result: z.enum(['accepted', 'duplicate', 'refused']),
    problems: z.array(problemViewSchema).optional(),
  })
  .meta({ id: 'BatchItem' });

export const batchAnswerSchema = z
  .strictObject({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    refused: z.number().int(),
    items: z.array(batchItemSchema),
  })
  .meta({ id: 'BatchAnswer' });
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

const at = { at: instantSchema };

/** One line of a customer's story. */
export const timelineItemSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('event'),
      ...at,
      id: z.string(),
      name: z.string(),
      properties: z.record(z.string(), z.unknown()),
      acceptedAt: instantSchema,
    }),
    z.strictObject({ type: z.literal('delivery'), ...at, delivery: deliverySchema }),
    z.strictObject({
      type: z.literal('step'),
      ...at,
      journeyId: idSchema,
      enrollment: z.string(),
      step: traceStepSchema,
    }),
    z.strictObject({
      type: z.literal('entry'),
      ...at,
      journeyId: idSchema,
      /** why the customer did not get in, or `held` by a pause */
      decision: z.string(),
      key: z.string().nullable(),
    }),
    z.strictObject({
      type: z.literal('goal'),
      ...at,
      journeyId: idSchema,
      enrollment: z.string(),
      goal: z.string(),
      value: z.number().nullable(),
    }),
  ])
  .meta({ id: 'TimelineItem' });
export type TimelineItem = z.infer<typeof timelineItemSchema>;

export const whySchema = z
  .strictObject({
    profileId: externalIdSchema,
    journeyId: idSchema,
    /** entries offered and refused or held, newest first */
    decisions: z.array(
      z.strictObject({
        at: instantSchema,
        decision: z.string(),
        key: z.string().nullable(),
        eventId: z.string().nullable(),
      }),
    ),
    enrollments: z.array(tracedEnrollmentSchema),
    deliveries: z.array(deliverySchema),
  })
  .meta({ id: 'Why' });
export type Why = z.infer<typeof whySchema>;

const profileParams = z.strictObject({ id: externalIdSchema });
const tag = 'Profiles';
const put = reportedProfileSchema.omit({ id: true });

export const profileEndpoints = {
  listProfiles: defineEndpoint({
    method: 'GET',
    path: '/profiles',
    tag,
    summary: 'Customers whose id, name or address begins with the search text',
    query: z.strictObject({ ...pageFields, search: z.string().max(200).optional() }),
    answer: { type: 'application/json', status: 200, schema: pageOf(profileViewSchema) },
  }),
  getProfile: defineEndpoint({
    method: 'GET',
    path: '/profiles/{id}',
    tag,
    summary: 'A customer',
    about:
      'Shows what was accepted for the customer before; when that takes longer than half a second, the customer as they are then.',
    params: profileParams,
    answer: { type: 'application/json', status: 200, schema: profileViewSchema },
    refusals: ['not-found'],
  }),
  putProfile: defineEndpoint({
    method: 'PUT',
    path: '/profiles/{id}',
    tag,
    summary: 'Merge what is known about a customer',
    about:
      'Absent fields stay; attributes, addresses and consents are merged by name; tags and suppressions given replace the old ones. On disk when answered, and there for whoever reads the customer next; journeys react in the order accepted.',
    params: profileParams,
    body: { type: 'application/json', schema: put, maxBytes: BODY_MAX.document },
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.literal('accepted') }),
    },
  }),
  putProfiles: defineEndpoint({
    method: 'POST',
    path: '/profiles/bulk',
    tag,
    summary: 'Merge up to 1,000 customers',
    about: 'A malformed item refuses only itself; look at `refused`.',
    body: {
      type: 'application/json',
      schema: z.strictObject({
        profiles: z
          .array(z.unknown().describe('a customer as PUT /profiles/{id} takes it, and its id'))
          .min(1)
          .max(BATCH_MAX),
      }),
      maxBytes: BODY_MAX.batch,
      itemsApart: true,
    },
    answer: { type: 'application/json', status: 200, schema: batchAnswerSchema },
  }),
  importProfiles: defineEndpoint({
    method: 'POST',
    path: '/profiles/import',
    tag,
    summary: 'Import customers from a CSV file',
    about:
      'The file is stored, then read row by row; broken rows are reported, good ones applied. The first row names the columns. ' +
      'Targets: id, timeZone, locale, tags, suppressed, addresses.CHANNEL, consent.CHANNEL, consent.CHANNEL.PURPOSE, ' +
      'attributes.NAME with an optional :text, :number or :boolean, or - to skip. A column that `columns` does not name goes to the target of its own name; else its name is guessed at (phone, mobile, 手机号 → addresses.sms; email, 邮箱 → addresses.email; customer_id, 客户号 → id, 姓名 → attributes.name, …), else it becomes an attribute. The answer says where each column goes, and what was guessed. Consent is never guessed.',
    query: z.strictObject({
      delimiter: z.enum(['auto', ',', ';', 'tab', '|']).default('auto'),
      encoding: z.enum(['auto', 'utf-8', 'gb18030']).default('auto'),
      /** JSON object: column name → target */
      columns: z.string().max(20_000).optional(),
    }),
    body: { type: 'text/csv', maxBytes: BODY_MAX.import },
    answer: { type: 'application/json', status: 202, schema: jobSchema },
    refusals: CSV_CODES,
  }),
  getTimeline: defineEndpoint({
    method: 'GET',
    path: '/profiles/{id}/timeline',
    tag,
    summary: 'All that happened to a customer, newest first',
    params: profileParams,
    query: z.strictObject(pageFields),
    answer: { type: 'application/json', status: 200, schema: pageOf(timelineItemSchema) },
    refusals: ['not-found'],
  }),
  getProfileEnrollments: defineEndpoint({
    method: 'GET',
    path: '/profiles/{id}/enrollments',
    tag,
    summary: 'A customer’s passages through journeys, newest first',
    params: profileParams,
    query: z.strictObject(pageFields),
    answer: { type: 'application/json', status: 200, schema: pageOf(enrollmentSchema) },
  }),
  getWhy: defineEndpoint({
    method: 'GET',
    path: '/profiles/{id}/why',
    tag,
    summary: 'Why a customer did, or did not, get something from a journey',
    params: profileParams,
    query: z.strictObject({ journey: idSchema }),
    answer: { type: 'application/json', status: 200, schema: whySchema },
    refusals: ['not-found'],
  }),
};
