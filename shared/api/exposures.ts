/** Exposures drawn by another system: brought in, and taken back. */
import { z } from 'zod';
import { externalIdSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint } from './endpoint.ts';
import { experimentParams } from './experiments.ts';

const tag = 'Experiments';
const json = 'application/json';

/** Nobody alive was exposed to anything before: an instant so old is a year mistyped. */
export const EXPOSED_FROM = '1900-01-01T00:00:00Z';

/** Exposures one call may bring. */
export const EXPOSURES_MAX = 1_000;

export const exposureImportSchema = z.strictObject({
  profile: externalIdSchema,
  arm: z.string().min(1).max(64),
  exposedAt: instantSchema,
  /** allocation epoch it belongs to; else the current one, or one of its own when it is from before the split */
  epoch: z.number().int().min(1).max(10_000).optional(),
  /** of a split that draws for households: the one it drew for; else the customer's attribute says it */
  unit: externalIdSchema.optional(),
  /** assigned, but what was tested never reached this customer */
  eligible: z.boolean().default(true),
});

export type ExposureImport = z.infer<typeof exposureImportSchema>;

export const exposureEndpoints = {
  importExposures: defineEndpoint({
    method: 'POST',
    path: '/journeys/{id}/experiments/{node}/exposures',
    tag,
    summary: 'Take exposures of customers who were assigned elsewhere',
    about:
      'For experiments whose arms another system drew. The same customer, arm and instant twice is one exposure. All or none. An `exposedAt` ahead of the server’s clock refuses the call: nobody has been exposed tomorrow. One before 1900 refuses it too: a year was mistyped. Instants before the split was published are taken: a trial imported whole begins with its first exposure; beside customers who came by themselves they are a stratum of their own, do not move the start, and the checks say so.',
    params: experimentParams,
    body: {
      type: json,
      maxBytes: BODY_MAX.batch,
      schema: z.strictObject({
        exposures: z.array(exposureImportSchema).min(1).max(EXPOSURES_MAX),
        /** a name by which all of it can be withdrawn; several calls may share it; made up unless given */
        batch: externalIdSchema.optional(),
      }),
    },
    answer: {
      type: json,
      status: 200,
      schema: z.strictObject({
        accepted: z.number().int(),
        duplicates: z.number().int(),
        batch: z.string(),
        /** rows that put a customer of this call into another arm than the call's first row does: taken, and left out of the figures as seen in several arms */
        contradictions: z.array(
          z.strictObject({ field: z.string(), profile: z.string(), arm: z.string(), firstArm: z.string() }),
        ),
      }),
    },
    refusals: [
      'not-found',
      'unknown-epoch',
      'unknown-arm',
      'unit-not-drawn',
      'in-the-future',
      'too-long-ago',
    ],
  }),
  withdrawExposures: defineEndpoint({
    method: 'POST',
    path: '/journeys/{id}/experiments/{node}/exposures/withdrawals',
    tag,
    summary: 'Take imported exposures back',
    about:
      'Of a batch, of customers, or of customers within a batch; only what was imported. They are kept, and from now on in no figure and no arm of the customer: the analysis counts them as withdrawn, and they can be imported again, better. A customer is who they are by now: after a merge, what was imported under either id is theirs, and is taken back with them. Customers who came to the split by themselves meanwhile stay counted for that. The same `id` again changes nothing.',
    params: experimentParams,
    body: {
      type: json,
      maxBytes: BODY_MAX.batch,
      schema: z.strictObject({
        id: externalIdSchema,
        batch: externalIdSchema.optional(),
        profiles: z.array(externalIdSchema).min(1).max(EXPOSURES_MAX).optional(),
        reason: z.string().trim().min(1).max(2000),
        actor: z.string().trim().min(1).max(200).optional(),
      }),
    },
    answer: {
      type: json,
      status: 200,
      /** customers */
      schema: z.strictObject({ accepted: z.number().int(), duplicates: z.number().int() }),
    },
    refusals: ['not-found', 'at-least-one-of'],
  }),
};
