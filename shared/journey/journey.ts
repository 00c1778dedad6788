/** The journey document: what the canvas edits, the API stores, git diffs and the engine compiles. */
import { z } from 'zod';
import { journeyClassSchema } from '../channel.ts';
import { conditionSchema, whereSchema } from '../condition.ts';
import { idSchema, nameSchema } from '../ids.ts';
import { jsonValueSchema } from '../json.ts';
import { durationSchema, ianaZoneSchema, instantSchema, localDateTimeSchema } from '../time.ts';

export const JOURNEY_FORMAT = 1;
export const NODES_MAX = 2000;
/** What a new version means for the people inside earlier ones. */
export const VERSION_POLICIES = ['pin', 'migrate'] as const;
export const MAX_VISITS_DEFAULT = 100;
export const MAX_VISITS_MAX = 1000;

export const goalSchema = z.strictObject({
  id: idSchema,
  event: nameSchema,
  where: whereSchema.optional(),
  key: nameSchema.optional(),
  within: durationSchema.default('P30D'),
  primary: z.boolean().optional(),
  exit: z.boolean().default(true),
  /** property of the event that is the goal's worth */
  value: nameSchema.optional(),
});
export type Goal = z.infer<typeof goalSchema>;

export const exitRuleSchema = z.union([
  z.strictObject({
    event: nameSchema,
    where: whereSchema.optional(),
    key: nameSchema.optional(),
    reason: idSchema.default('exit'),
  }),
  z.strictObject({ condition: conditionSchema, reason: idSchema.default('exit') }),
]);
export type ExitRule = z.infer<typeof exitRuleSchema>;

export const nodeSchema = z.strictObject({
  kind: idSchema,
  /** parsed by the kind's own schema when the journey is checked, so that drafts may be incomplete */
  settings: z.record(z.string(), jsonValueSchema),
  next: z.record(z.string().max(64), idSchema),
  maxVisits: z.number().int().min(1).max(MAX_VISITS_MAX).optional(),
});
export type Node = z.infer<typeof nodeSchema>;

export const positionSchema = z.strictObject({ x: z.number(), y: z.number() });
export type Position = z.infer<typeof positionSchema>;

const momentTextSchema = z.union([localDateTimeSchema, instantSchema]);

export const journeySchema = z.strictObject({
  format: z.literal(JOURNEY_FORMAT),
  id: idSchema,
  name: z.string().min(1).max(200),
  description: z.string().max(5000).optional(),
  class: journeyClassSchema.default('marketing'),
  timeZone: ianaZoneSchema.optional(),
  priority: z.number().int().min(0).max(100).default(50),
  starts: momentTextSchema.optional(),
  ends: momentTextSchema.optional(),
  exclude: conditionSchema.optional(),
  goals: z.array(goalSchema).max(20).default([]),
  exits: z.array(exitRuleSchema).max(20).default([]),
  holdout: z.strictObject({ share: z.number().min(0).max(0.5) }).optional(),
  versionPolicy: z.enum(VERSION_POLICIES).default('pin'),
  testMode: z.boolean().default(false),
  nodes: z.record(idSchema, nodeSchema).refine((nodes) => Object.keys(nodes).length <= NODES_MAX, {
    error: 'too-many-nodes',
  }),
  layout: z.record(idSchema, positionSchema).default({}),
});

/** A parsed document: defaults filled in, node settings still as written. */
export type Journey = z.infer<typeof journeySchema>;
/** A document as written, defaults left out. */
export type JourneyInput = z.input<typeof journeySchema>;
