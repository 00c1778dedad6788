/** What customers do, as other systems report it. */
import { z } from 'zod';
import { eventSchema, mergeSchema } from '../event.ts';
import { instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { BATCH_MAX, batchAnswerSchema } from './profiles.ts';

const reportedEventSchema = eventSchema.meta({ id: 'Event' });

const tag = 'Events';

export const eventEndpoints = {
  trackEvent: defineEndpoint({
    method: 'POST',
    path: '/events',
    tag,
    summary: 'Report an event',
    about:
      'Applied once per id: sending it again is answered `duplicate`. On disk when answered. Without `profile` it is a business event: everybody whom a journey that waits for it names is offered entry; where no journey waits for it, `profile` is missing. An `occurredAt` ahead of the server’s clock is kept: journeys hear the event when it comes, windows, conditions and analyses count it from that instant on.',
    body: { type: 'application/json', schema: reportedEventSchema, maxBytes: BODY_MAX.small },
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.enum(['accepted', 'duplicate']) }),
    },
  }),
  trackEvents: defineEndpoint({
    method: 'POST',
    path: '/events/batch',
    tag,
    summary: 'Report up to 1,000 events',
    about:
      'A malformed item refuses only itself; look at `refused`. Order within a customer is kept. Every accepted item is on disk when answered.',
    body: {
      type: 'application/json',
      schema: z.strictObject({
        events: z.array(z.unknown().describe('an Event, as POST /events takes it')).min(1).max(BATCH_MAX),
      }),
      maxBytes: BODY_MAX.batch,
      itemsApart: true,
    },
    answer: { type: 'application/json', status: 200, schema: batchAnswerSchema },
  }),
  mergeProfiles: defineEndpoint({
    method: 'POST',
    path: '/events/merge',
    tag,
    summary: 'Report that two ids are one customer',
    about:
      'History, enrollments and deliveries of `from` become `into`’s; attributes that `into` lacks are taken. Of two enrollments in one instance key the older stays. ' +
      'What is reported for `from` afterwards reaches `into`. Applied once per id; there is no way back.',
    body: { type: 'application/json', schema: mergeSchema.meta({ id: 'Merge' }), maxBytes: BODY_MAX.small },
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.enum(['accepted', 'duplicate']) }),
    },
  }),
  listDuplicates: defineEndpoint({
    method: 'GET',
    path: '/events/duplicates',
    tag,
    summary: 'Events that came again under an id already accepted, newest first',
    about: 'A business event has no `profileId`.',
    query: z.strictObject(pageFields),
    answer: {
      type: 'application/json',
      status: 200,
      schema: pageOf(z.strictObject({ id: z.string(), at: instantSchema, profileId: z.string().nullable() })),
    },
  }),
};
