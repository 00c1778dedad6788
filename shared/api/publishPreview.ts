/** What publishing a draft would do. */
import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { problemViewSchema } from './problemDetails.ts';

export const publishPreviewSchema = z
  .strictObject({
    /** no error stands */
    ok: z.boolean(),
    problems: z.array(problemViewSchema),
    /** number the version will have */
    version: z.number().int(),
    hash: z.string().nullable(),
    revision: z.number().int(),
    /** customers who fit the trigger's audience now; null when entry does not depend on one */
    audienceCount: z.number().int().nullable(),
    /** customers who enter at the moment of publishing */
    entersNow: z.number().int(),
    /** next instants at which a schedule lets customers in */
    entriesAt: z.array(instantSchema),
    /** messages a customer may get, the earliest first */
    messages: z.array(
      z.strictObject({
        node: z.string(),
        channel: z.string(),
        template: z.string(),
        /** earliest instant for whoever enters first; null when it depends on an event */
        earliestAt: instantSchema.nullable(),
      }),
    ),
    /** against the current version */
    changes: z.array(
      z.strictObject({ change: z.enum(['added', 'removed', 'changed']), subject: z.string() }),
    ),
    /** people inside, who stay on their version */
    inside: z.number().int(),
  })
  .meta({ id: 'PublishPreview' });
export type PublishPreview = z.infer<typeof publishPreviewSchema>;
