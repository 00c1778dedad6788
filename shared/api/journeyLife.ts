/** The life of a journey: publishing, pausing and going on, closing, ending. */
import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { VERSION_POLICIES } from '../journey/journey.ts';
import { backlogItemSchema, backlogTotalsSchema } from './backlog.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { journeyDetailSchema, journeyParams, revisionSchema, versionParams } from './journeys.ts';
import { movePreviewSchema } from './movePreview.ts';
import { publishPreviewSchema } from './publishPreview.ts';
import { JOURNEY_CODES } from './refusals.ts';

const tag = 'Journeys';
const json = 'application/json';

/** What becomes of the people inside earlier versions; the document's policy unless it says otherwise. */
const planFields = {
  policy: z.enum(VERSION_POLICIES).optional(),
  /** of policy migrate: old node → new node, null leaves; a node not named keeps its id and kind, else leaves */
  map: z.record(idSchema, idSchema.nullable()).optional(),
  /**
   * by split and arm that the version takes away: the arm its customers follow when they come back, null draws them
   * again; asked for where the arm has customers
   */
  removedArms: z.record(idSchema, z.record(idSchema, idSchema.nullable())).optional(),
};
export const publishPlanSchema = z.strictObject(planFields).meta({ id: 'PublishPlan' });
export type PublishPlan = z.output<typeof publishPlanSchema>;

/** Releases a second, entries and acts together. */
export const RELEASE_PER_SECOND_MAX = 100_000;

export const resumeChoiceSchema = z
  .strictObject({
    /** what a pause held goes on, or is refused under each customer's name */
    backlog: z.enum(['release', 'drop']).optional(),
    /** the workspace's rate unless it says otherwise */
    perSecond: z.number().positive().max(RELEASE_PER_SECOND_MAX).optional(),
  })
  .meta({ id: 'ResumeChoice' });
export type ResumeChoice = z.output<typeof resumeChoiceSchema>;

const shared = {
  method: 'POST',
  tag,
  params: journeyParams,
  answer: { type: json, status: 200, schema: journeyDetailSchema },
} as const;

function deed(name: 'pause' | 'close' | 'stop' | 'archive', summary: string) {
  return defineEndpoint({
    ...shared,
    path: `/journeys/{id}/${name}`,
    summary,
    refusals: ['not-found', 'transition-refused'],
  });
}

export const journeyLifeEndpoints = {
  previewPublish: defineEndpoint({
    method: 'POST',
    path: '/journeys/{id}/publish-preview',
    tag,
    summary: 'What publishing the draft now would do',
    about: 'With policy `migrate`: where the plan sends the people inside, and what they would get next.',
    params: journeyParams,
    body: { type: json, schema: publishPlanSchema, maxBytes: BODY_MAX.small, optional: true },
    answer: { type: json, status: 200, schema: publishPreviewSchema },
    refusals: ['not-found', 'transition-refused', 'unknown-target'],
  }),
  publishJourney: defineEndpoint({
    ...shared,
    path: '/journeys/{id}/publish',
    summary: 'Publish the draft as the next version',
    body: {
      type: json,
      /** the revision that was previewed; another one is refused */
      schema: z.strictObject({ revision: revisionSchema, ...planFields }),
      maxBytes: BODY_MAX.small,
    },
    refusals: [
      'not-found',
      'draft-conflict',
      'transition-refused',
      'removed-arm-undecided',
      'arm-not-removed',
      'unknown-arm',
      ...JOURNEY_CODES,
    ],
  }),
  previewUndoMove: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/versions/{version}/move',
    tag,
    summary: 'The move of the people inside that a version made, and what undoing it would do now',
    params: versionParams,
    answer: { type: json, status: 200, schema: movePreviewSchema },
    refusals: ['not-found'],
  }),
  undoMove: defineEndpoint({
    ...shared,
    path: '/journeys/{id}/versions/{version}/undo-move',
    summary: 'Send the people whom a version took over back to where they were',
    about:
      'Of the newest version only. Whoever has taken a step since stays; everybody else goes on from their old node, version and instants, and new entries go on entering the newest version. In a pause it waits for the resume.',
    params: versionParams,
    refusals: ['not-found', 'transition-refused', 'nothing-moved', 'move-superseded', 'move-undone'],
  }),
  pauseJourney: deed('pause', 'Hold everything: no entry, no act; exits and goals still count'),
  resumeJourney: defineEndpoint({
    ...shared,
    path: '/journeys/{id}/resume',
    summary: 'Go on after a pause; what was held is released, or dropped',
    about:
      'Released at the workspace’s rate, oldest first, each through the gate again, unless the body says otherwise.',
    body: { type: json, schema: resumeChoiceSchema, maxBytes: BODY_MAX.small, optional: true },
    refusals: ['not-found', 'transition-refused'],
  }),
  listBacklog: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/backlog',
    tag,
    summary: 'What a pause holds, or a release has not let go yet, the oldest first',
    params: journeyParams,
    query: z.strictObject(pageFields),
    answer: {
      type: json,
      status: 200,
      schema: pageOf(backlogItemSchema).extend({ totals: backlogTotalsSchema }),
    },
    refusals: ['not-found'],
  }),
  closeJourney: deed(
    'close',
    'Let nobody in any more; people inside go on, and with the last one it is stopped',
  ),
  stopJourney: deed('stop', 'End the journey for everybody inside'),
  archiveJourney: deed('archive', 'Put a journey away that has ended or was never published'),
};
