/** Journeys: drafts, versions, life, counts. */
import { z } from 'zod';
import { propertiesSchema } from '../event.ts';
import { externalIdSchema, idSchema } from '../ids.ts';
import { canonical } from '../journey/canonical.ts';
import { JOURNEY_FORMAT, NODES_MAX, nodeSchema, positionSchema } from '../journey/journey.ts';
import { JOURNEY_DEEDS, JOURNEY_LIVES } from '../journey/life.ts';
import { type JsonObject, jsonValueSchema } from '../json.ts';
import { templateSchema } from '../template.ts';
import { instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { problemViewSchema } from './problemDetails.ts';

export type { PublishMove, PublishPreview } from './publishPreview.ts';

export const journeyStateSchema = z.enum(JOURNEY_LIVES);
export const journeyDeedSchema = z.enum(JOURNEY_DEEDS);

export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonValueSchema);
const unfinished = jsonObjectSchema;

/**
 * An object inside an answer that nobody reads by this contract. What was JSON text holds JSON values only;
 * walking a thousand nodes to find that out takes longer than drawing them.
 */
export const answeredObjectSchema = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>;

/**
 * A document being worked on: the fields of a journey and no others, their contents possibly unfinished.
 * Checking says what is missing; saving only asks that nothing unknown is in it.
 */
export const draftSchema = z
  .strictObject({
    format: z.literal(JOURNEY_FORMAT),
    id: idSchema,
    name: z.string().max(200),
    description: z.string().max(5000).optional(),
    class: z.string().max(64).optional(),
    timeZone: z.string().max(64).optional(),
    priority: z.number().optional(),
    starts: z.string().max(40).optional(),
    ends: z.string().max(40).optional(),
    exclude: unfinished.optional(),
    goals: z.array(unfinished).max(20).optional(),
    exits: z.array(unfinished).max(20).optional(),
    holdout: z.strictObject({ share: z.number() }).optional(),
    versionPolicy: z.string().max(64).optional(),
    testMode: z.boolean().optional(),
    nodes: z.record(idSchema, nodeSchema).refine((nodes) => Object.keys(nodes).length <= NODES_MAX, {
      error: 'too-many-nodes',
    }),
    layout: z.record(idSchema, positionSchema).optional(),
  })
  .meta({ id: 'JourneyDraft' });
export type JourneyDraft = z.infer<typeof draftSchema>;

/** The draft as it is stored: canonical order, absent fields left out. */
export function draftDocument(draft: JourneyDraft): JsonObject {
  return canonical(draft) as JsonObject; // a parsed draft without its absent fields is plain JSON
}

const totalsSchema = z.strictObject({
  entered: z.number().int(),
  active: z.number().int(),
  ended: z.number().int(),
  /** times the primary goal was reached */
  goals: z.number().int(),
  /** of the active ones, those a fault holds until somebody retries */
  parked: z.number().int(),
});

const summaryFields = {
  id: idSchema,
  name: z.string(),
  /** a closed journey with nobody left inside is `stopped` by itself */
  state: journeyStateSchema,
  /** the version new customers enter; null before the first publish */
  currentVersion: z.number().int().nullable(),
  /** whether there are unpublished changes */
  hasDraft: z.boolean(),
  /** rises with every save; send it back as `If-Match` */
  revision: z.number().int(),
  createdAt: instantSchema,
  changedAt: instantSchema,
  totals: totalsSchema,
};

export const journeySummarySchema = z.strictObject(summaryFields).meta({ id: 'JourneySummary' });
export type JourneySummary = z.infer<typeof journeySummarySchema>;

const versionFields = {
  version: z.number().int(),
  hash: z.string(),
  publishedAt: instantSchema,
  actor: z.string(),
};
export const versionSummarySchema = z.strictObject(versionFields).meta({ id: 'VersionSummary' });
export type VersionSummary = z.infer<typeof versionSummarySchema>;

export const journeyDetailSchema = z
  .strictObject({
    ...summaryFields,
    /** the draft where there is one, else the current version's document */
    document: answeredObjectSchema,
    versions: z.array(versionSummarySchema),
    /** the newest version, where it took over the people inside and that can be undone */
    undoableMove: z.number().int().nullable(),
    /** what may be done with the journey as it stands */
    deeds: z.array(journeyDeedSchema),
  })
  .meta({ id: 'Journey' });
export type JourneyDetail = z.infer<typeof journeyDetailSchema>;

export const versionDetailSchema = z
  .strictObject({
    ...versionFields,
    document: answeredObjectSchema,
    templates: z.record(z.string(), templateSchema),
  })
  .meta({ id: 'Version' });

const tally = z.record(z.string(), z.number().int());

/** How many did what; per node and for the journey as a whole. */
export const countsSchema = z
  .strictObject({
    at: instantSchema,
    /** null: all versions together */
    version: z.number().int().nullable(),
    entered: z.number().int(),
    active: z.number().int(),
    /** by entry refusal; an entry that a pause holds is none */
    refused: tally,
    /** by reason */
    ended: tally,
    /** by goal */
    goals: tally,
    nodes: z.record(
      z.string(),
      z.strictObject({
        arrived: z.number().int(),
        /** of those, by the node they were taken from when a newer version took over, unless that was undone */
        moved: tally,
        /** at the node now */
        here: z.number().int(),
        /** by outlet */
        left: tally,
        /** by reason, of those whose journey ended at this node */
        ended: tally,
        /** by outcome, of messages and calls */
        messages: tally,
        parked: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'Counts' });
export type Counts = z.infer<typeof countsSchema>;

export const checkedSchema = z
  .strictObject({ ok: z.boolean(), problems: z.array(problemViewSchema) })
  .meta({ id: 'Checked' });

export const savedDraftSchema = z
  .strictObject({
    revision: z.number().int(),
    changedAt: instantSchema,
    problems: z.array(problemViewSchema),
  })
  .meta({ id: 'SavedDraft' });

export const exampleSchema = z
  .strictObject({ id: idSchema, name: z.string(), description: z.string(), document: answeredObjectSchema })
  .meta({ id: 'Example' });

/** In which language names and texts of an example come out; without it that of the request. */
const exampleLocale = z.enum(['en', 'zh-CN']).optional();

export const journeyParams = z.strictObject({ id: idSchema });
export const versionParams = z.strictObject({
  id: idSchema,
  version: z.coerce.number<number | string>().int().min(1),
});
const personBody = {
  profile: externalIdSchema,
  /** business key */
  key: z.union([z.string().min(1).max(200), z.number()]).optional(),
};
const tag = 'Journeys';
export const revisionSchema = z.number().int().min(0);

export const journeyEndpoints = {
  listJourneys: defineEndpoint({
    method: 'GET',
    path: '/journeys',
    tag,
    summary: 'Journeys, the last changed first',
    query: z.strictObject({
      ...pageFields,
      search: z.string().max(200).optional(),
      state: journeyStateSchema.optional(),
    }),
    answer: { type: 'application/json', status: 200, schema: pageOf(journeySummarySchema) },
  }),
  createJourney: defineEndpoint({
    method: 'POST',
    path: '/journeys',
    tag,
    summary: 'Create a journey from a document, an example or another journey',
    about: 'A copy gets new salts, so that its splits assign independently.',
    body: {
      type: 'application/json',
      schema: z.union([
        z.strictObject({
          /** id of an example or of a journey */
          from: idSchema,
          id: idSchema.optional(),
          name: z.string().min(1).max(200).optional(),
          locale: exampleLocale,
        }),
        draftSchema,
      ]),
      maxBytes: BODY_MAX.document,
    },
    answer: { type: 'application/json', status: 201, schema: journeyDetailSchema },
    refusals: ['already-exists', 'not-found'],
  }),
  getJourney: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}',
    tag,
    summary: 'A journey with its document, versions and what may be done with it',
    params: journeyParams,
    answer: { type: 'application/json', status: 200, schema: journeyDetailSchema },
    refusals: ['not-found'],
  }),
  saveDraft: defineEndpoint({
    method: 'PUT',
    path: '/journeys/{id}/draft',
    tag,
    summary: 'Save the draft',
    about: '`If-Match` carries the revision the edit began with; a draft changed since then is refused.',
    params: journeyParams,
    ifMatch: revisionSchema,
    body: { type: 'application/json', schema: draftSchema, maxBytes: BODY_MAX.document },
    answer: { type: 'application/json', status: 200, schema: savedDraftSchema },
    refusals: ['not-found', 'draft-conflict', 'transition-refused', 'not-one-of'],
  }),
  checkJourney: defineEndpoint({
    method: 'POST',
    path: '/journeys/check',
    tag,
    summary: 'Check a document without storing it',
    body: { type: 'application/json', schema: jsonObjectSchema, maxBytes: BODY_MAX.document },
    answer: { type: 'application/json', status: 200, schema: checkedSchema },
  }),
  getVersion: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/versions/{version}',
    tag,
    summary: 'A published version: document and templates as they were frozen',
    params: versionParams,
    answer: { type: 'application/json', status: 200, schema: versionDetailSchema },
    refusals: ['not-found'],
  }),
  getMachine: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/versions/{version}/machine',
    tag,
    summary: 'The version as plain XState configuration',
    params: versionParams,
    answer: { type: 'application/json', status: 200, schema: jsonObjectSchema },
    refusals: ['not-found'],
  }),
  getCounts: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/counts',
    tag,
    summary: 'How many customers did what, per node',
    params: journeyParams,
    query: z.strictObject({ version: z.coerce.number<number | string>().int().min(1).optional() }),
    answer: { type: 'application/json', status: 200, schema: countsSchema },
    refusals: ['not-found'],
  }),
  watchJourney: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/live',
    tag,
    summary: 'Counts as they change, as server-sent events',
    about:
      'Each event is named `counts` and carries what /counts answers; `state` carries the journey’s state when it changes.',
    params: journeyParams,
    answer: { type: 'text/event-stream', status: 200 },
    refusals: ['not-found', 'too-many-streams'],
  }),
  enrolByHand: defineEndpoint({
    method: 'POST',
    path: '/journeys/{id}/enrollments',
    tag,
    summary: 'Enrol a customer by hand',
    about:
      'Skips the trigger’s event and audience; honours dates, re-entry, exclusions and holdouts. `override` also skips re-entry and an earlier removal.',
    params: journeyParams,
    body: {
      type: 'application/json',
      schema: z.strictObject({
        ...personBody,
        properties: propertiesSchema.optional(),
        override: z.boolean().default(false),
      }),
      maxBytes: BODY_MAX.small,
    },
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.literal('accepted') }),
    },
    refusals: ['not-found', 'transition-refused'],
  }),
  removeByHand: defineEndpoint({
    method: 'DELETE',
    path: '/journeys/{id}/enrollments/{profileId}',
    tag,
    summary: 'Take a customer out and bar automatic entry',
    params: z.strictObject({ id: idSchema, profileId: externalIdSchema }),
    query: z.strictObject({ key: z.string().min(1).max(200).optional() }),
    answer: {
      type: 'application/json',
      status: 202,
      schema: z.strictObject({ result: z.literal('accepted') }),
    },
    refusals: ['not-found'],
  }),
  listExamples: defineEndpoint({
    method: 'GET',
    path: '/examples',
    tag,
    summary: 'Example journeys to begin with',
    query: z.strictObject({ locale: exampleLocale }),
    answer: {
      type: 'application/json',
      status: 200,
      schema: z.strictObject({ items: z.array(exampleSchema) }),
    },
  }),
};
