/** What publishing a draft would do. */
import { z } from 'zod';
import { VERSION_POLICIES } from '../journey/journey.ts';
import { instantSchema } from '../time.ts';
import { problemViewSchema } from './problemDetails.ts';

const experimentChangeSchema = z.strictObject({
  what: z.enum([
    'salt',
    'unit',
    'armRemoved',
    'armAdded',
    'shares',
    'traffic',
    'lessTraffic',
    'control',
    'armName',
    'plan',
    'goal',
    'treatment',
    'audience',
    'split',
  ]),
  /**
   * `safe` leaves the figures as they are; with `newEpoch` customers from then on are a stratum of their own; what
   * was learnt before `newExperiment` says nothing about what comes after; `ends` leaves nothing to learn from
   */
  means: z.enum(['safe', 'newEpoch', 'newExperiment', 'ends']),
});
export type ExperimentChange = z.infer<typeof experimentChangeSchema>;

export const publishPreviewSchema = z
  .strictObject({
    /** no error stands */
    ok: z.boolean(),
    problems: z.array(problemViewSchema),
    /** number the version will have */
    version: z.number().int(),
    hash: z.string().nullable(),
    /** the version there is says all of it already: publishing would make no new one */
    isPublished: z.boolean(),
    /** of the version there is: it can be published again to move them again */
    isMoveUndone: z.boolean(),
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
    /** splits customers already passed, as far as the draft changes what they teach */
    experiments: z.array(
      z.strictObject({
        node: z.string(),
        passedCount: z.number().int(),
        changes: z.array(experimentChangeSchema),
      }),
    ),
    /** arms it takes away from splits that stay, with who met them */
    removedArms: z.array(
      z.strictObject({
        node: z.string(),
        arm: z.string(),
        name: z.string(),
        customerCount: z.number().int(),
        /** arms their customers can follow, the control first */
        present: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      }),
    ),
    /** people inside earlier versions */
    inside: z.number().int(),
    /** whether they stay in their version or move by the plan */
    policy: z.enum(VERSION_POLICIES),
    /** of policy migrate: where the plan sends the people at each old node, the most first */
    moves: z.array(
      z.strictObject({
        /** old node */
        node: z.string(),
        kind: z.string(),
        count: z.number().int(),
        /** null leaves the journey */
        target: z.string().nullable(),
        /** they arrive at the target at publish; else they wait on there from when they arrived */
        arrives: z.boolean(),
        /** the first messages on the ways on from there */
        next: z.array(z.strictObject({ node: z.string(), channel: z.string(), template: z.string() })),
      }),
    ),
  })
  .meta({ id: 'PublishPreview' });
export type PublishMove = PublishPreview['moves'][number];
export type PublishPreview = z.infer<typeof publishPreviewSchema>;
