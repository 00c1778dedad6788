/** Scenarios: a journey, customers, a timeline and what must come of it (language.md §10 and §11.6). */
import { z } from 'zod';
import { channelSchema, purposeSchema } from './channel.ts';
import { eventSchema, mergeSchema, propertiesSchema, receiptKindSchema } from './event.ts';
import { externalIdSchema, idSchema } from './ids.ts';
import { jsonValueSchema } from './json.ts';
import { profileSchema } from './profile.ts';
import { templateSchema } from './template.ts';
import { durationSchema, instantSchema } from './time.ts';
import { workspaceSchema } from './workspace.ts';

const at = { at: instantSchema };
const journeyDeedSchema = z.union([idSchema, z.strictObject({ journey: idSchema })]);
const publishSchema = z.strictObject({
  journey: idSchema,
  document: idSchema.optional(),
  policy: z.enum(['pin', 'migrate']).optional(),
  map: z.record(idSchema, idSchema.nullable()).optional(),
});
const resumeSchema = z.strictObject({ journey: idSchema, backlog: z.enum(['release', 'drop']).optional() });
/** A business key; a number is the same as its text. */
const keySchema = z.union([z.string(), z.number()]);
const person = { profile: externalIdSchema, journey: idSchema };

const deedSchema = z.union([
  z.strictObject({
    ...at,
    publish: z.union([idSchema, publishSchema]),
  }),
  z.strictObject({
    ...at,
    event: z.union([eventSchema, mergeSchema]),
  }),
  z.strictObject({ ...at, profile: profileSchema }),
  z.strictObject({
    ...at,
    consent: z.strictObject({
      profile: externalIdSchema,
      channel: channelSchema,
      purpose: purposeSchema.optional(),
      granted: z.boolean(),
    }),
  }),
  z.strictObject({
    ...at,
    receipt: z.strictObject({
      ...person,
      node: idSchema,
      kind: receiptKindSchema,
      key: keySchema.optional(),
      delivery: z.union([z.literal('last'), z.number().int().min(1)]).optional(),
      properties: propertiesSchema.optional(),
    }),
  }),
  z.strictObject({
    ...at,
    provider: z.strictObject({
      channel: channelSchema,
      answers: z.enum(['accept', 'reject', 'timeout', 'fail']),
      for: externalIdSchema.optional(),
      times: z.number().int().min(1).optional(),
      response: jsonValueSchema.optional(),
    }),
  }),
  z.strictObject({ ...at, pause: journeyDeedSchema }),
  z.strictObject({ ...at, resume: z.union([idSchema, resumeSchema]) }),
  z.strictObject({ ...at, close: journeyDeedSchema }),
  z.strictObject({ ...at, stop: journeyDeedSchema }),
  z.strictObject({
    ...at,
    enrol: z.strictObject({
      ...person,
      key: keySchema.optional(),
      properties: propertiesSchema.optional(),
      override: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    ...at,
    remove: z.strictObject({ ...person, key: keySchema.optional() }),
  }),
  z.strictObject({
    ...at,
    retry: z.strictObject({
      ...person,
      key: keySchema.optional(),
      node: idSchema.optional(),
    }),
  }),
  z.strictObject({ ...at, restart: z.literal(true) }),
  // nothing runs for so long; what arrives meanwhile queues
  z.strictObject({ ...at, down: durationSchema }),
]);

const DEEDS = [
  ...new Set(deedSchema.options.flatMap(({ shape }) => Object.keys(shape).filter((name) => name !== 'at'))),
];

/** One entry of the timeline; exactly one deed each, which is said before what is wrong with the deed. */
export const timelineEntrySchema = z
  .record(z.string(), z.unknown())
  .superRefine((entry, context) => {
    if (DEEDS.filter((name) => Object.hasOwn(entry, name)).length === 1) return;
    context.addIssue({ code: 'custom', message: 'one-of', params: { names: DEEDS.join(', ') } });
  })
  .pipe(deedSchema);
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Null, as a report prints it: no business key. */
const keyFoundSchema = keySchema.nullish();

/** What must have happened: lists in which only the fields written are compared (language.md 11.6). */
export const expectationSchema = z.strictObject({
  deliveries: z
    .array(
      z.strictObject({
        at: instantSchema.optional(),
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        node: idSchema.optional(),
        key: keyFoundSchema,
        channel: channelSchema.optional(),
        template: idSchema.optional(),
        text: z.string().optional(),
      }),
    )
    .optional(),
  refusals: z
    .array(
      z.strictObject({
        at: instantSchema.optional(),
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        node: idSchema.optional(),
        reason: z.string().optional(),
      }),
    )
    .optional(),
  ends: z
    .array(
      z.strictObject({
        at: instantSchema.optional(),
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        reason: z.string().optional(),
        detail: z.string().nullish(),
        key: keyFoundSchema,
      }),
    )
    .optional(),
  parked: z
    .array(
      z.strictObject({
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        node: idSchema.optional(),
        fault: z.string().optional(),
      }),
    )
    .optional(),
  waiting: z
    .array(
      z.strictObject({
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        node: idSchema.optional(),
        key: keyFoundSchema,
      }),
    )
    .optional(),
  entryRefusals: z
    .array(
      z.strictObject({
        at: instantSchema.optional(),
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        reason: z.string().optional(),
        key: keyFoundSchema,
      }),
    )
    .optional(),
  duplicates: z
    .array(z.strictObject({ at: instantSchema.optional(), id: externalIdSchema.optional() }))
    .optional(),
  profiles: z
    .array(
      z.strictObject({
        id: externalIdSchema,
        attributes: z.record(z.string(), jsonValueSchema).optional(),
        tags: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  problems: z
    .array(
      z.strictObject({
        at: instantSchema.optional(),
        journey: idSchema.optional(),
        code: z.string().optional(),
        node: z.string().nullish(),
        field: z.string().nullish(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
  states: z.array(z.strictObject({ journey: idSchema.optional(), state: z.string().optional() })).optional(),
  exposures: z
    .array(
      z.strictObject({
        at: instantSchema.optional(),
        profile: externalIdSchema.optional(),
        journey: idSchema.optional(),
        node: idSchema.optional(),
        arm: z.string().optional(),
      }),
    )
    .optional(),
});
export type Expectation = z.infer<typeof expectationSchema>;

export const scenarioSchema = z.strictObject({
  scenario: z.literal(1),
  title: z.string().min(1).max(500),
  source: z.string().max(2000).optional(),
  workspace: workspaceSchema.prefault({}),
  templates: z.record(idSchema, templateSchema).default({}),
  /** documents as written; each is checked when the timeline publishes it */
  journeys: z.record(idSchema, z.record(z.string(), jsonValueSchema)).default({}),
  profiles: z.array(profileSchema.extend({ at: instantSchema.optional() })).default([]),
  timeline: z.array(timelineEntrySchema),
  until: instantSchema,
  expect: expectationSchema.optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;
