/** Passages of customers through journeys, and why things happened. */
import { z } from 'zod';
import { externalIdSchema, idSchema } from '../ids.ts';
import { END_REASONS } from '../refusal.ts';
import { instantSchema } from '../time.ts';
import { defineEndpoint, pageFields, pageOf } from './endpoint.ts';

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
};
