/** Passages of customers through journeys, and why things happened. */
import { z } from 'zod';
import { externalIdSchema, idSchema } from '../ids.ts';
import { END_REASONS } from '../refusal.ts';
import { instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';

const enrollmentFields = {
  /** journey / profile / ordinal */
  id: z.string(),
  profileId: externalIdSchema,
  journeyId: idSchema,
  ordinal: z.number().int(),
  version: z.number().int(),
  /** business key */
  key: z.string().nullable(),
  enteredAt: instantSchema,
  /** name of the event it began with; null for a schedule or a deed */
  entryEvent: z.string().nullable(),
  status: z.enum(['active', 'parked', 'ended']),
  /** where the customer is; null once ended */
  node: z.string().nullable(),
  /** when its wait ends */
  dueAt: instantSchema.nullable(),
  /** why it is parked */
  fault: z.string().nullable(),
  endedAt: instantSchema.nullable(),
  reason: z.enum(END_REASONS).nullable(),
  detail: z.string().nullable(),
};
export const enrollmentSchema = z.strictObject(enrollmentFields).meta({ id: 'Enrollment' });
export type EnrollmentView = z.infer<typeof enrollmentSchema>;

/** A customer left a node, or waits there. */
export const traceStepSchema = z
  .strictObject({
    index: z.number().int(),
    at: instantSchema,
    version: z.number().int(),
    node: z.string(),
    visit: z.number().int(),
    /** null while the customer stays at the node */
    outlet: z.string().nullable(),
    reason: z.string().nullable(),
    /** how late the timer was that led here; absent below one second */
    lateMs: z.number().int().optional(),
  })
  .meta({ id: 'TraceStep' });
export type TraceStep = z.infer<typeof traceStepSchema>;

export const tracedEnrollmentSchema = z
  .strictObject({ ...enrollmentFields, trace: z.array(traceStepSchema) })
  .meta({ id: 'TracedEnrollment' });
export type TracedEnrollment = z.infer<typeof tracedEnrollmentSchema>;

const tag = 'Enrollments';
/** Customers one call may name. */
export const RETRIED_PROFILES_MAX = 1_000;

export const enrollmentEndpoints = {
  listEnrollments: defineEndpoint({
    method: 'GET',
    path: '/enrollments',
    tag,
    summary: 'Enrollments, newest first',
    query: z.strictObject({
      ...pageFields,
      journey: idSchema.optional(),
      node: idSchema.optional(),
      status: z.enum(['active', 'parked', 'ended']).optional(),
      profile: externalIdSchema.optional(),
    }),
    answer: { type: 'application/json', status: 200, schema: pageOf(enrollmentSchema) },
  }),
  getEnrollment: defineEndpoint({
    method: 'GET',
    path: '/enrollments/{id}',
    tag,
    summary: 'One enrollment with every step it took',
    params: z.strictObject({ id: z.string().min(1).max(400) }),
    answer: { type: 'application/json', status: 200, schema: tracedEnrollmentSchema },
    refusals: ['not-found'],
  }),
  retryParked: defineEndpoint({
    method: 'POST',
    path: '/enrollments/retry',
    tag,
    summary: 'Let parked customers of a journey go on from where their fault struck',
    about:
      'Everybody parked there, or those of a node or of some customers; those whose fault stands park again.',
    body: {
      type: 'application/json',
      schema: z.strictObject({
        journey: idSchema,
        node: idSchema.optional(),
        profiles: z.array(externalIdSchema).min(1).max(RETRIED_PROFILES_MAX).optional(),
      }),
      maxBytes: BODY_MAX.batch,
    },
    answer: {
      type: 'application/json',
      status: 202,
      /** how many enrollments were asked to go on */
      schema: z.strictObject({ asked: z.number().int() }),
    },
    refusals: ['not-found'],
  }),
  retryEnrollment: defineEndpoint({
    method: 'POST',
    path: '/enrollments/{id}/retry',
    tag,
    summary: 'Let one parked enrollment go on from where its fault struck',
    params: z.strictObject({ id: z.string().min(1).max(400) }),
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.literal('accepted') }),
    },
    refusals: ['not-found', 'not-parked'],
  }),
};
