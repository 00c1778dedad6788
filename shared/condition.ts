/** Conditions: a boolean expression over attributes, events, audiences and messages (language.md §9). */
import { z } from 'zod';
import { channelSchema, purposeSchema } from './channel.ts';
import { idSchema, nameSchema, pathSchema } from './ids.ts';
import { constantSchema } from './json.ts';
import { PATH_ROOTS } from './profile.ts';
import { durationSchema } from './time.ts';

export const CONDITION_DEPTH_MAX = 12;
export const CONDITION_SIZE_MAX = 500;
export const CONDITION_LIST_MAX = 500;

const numberOpSchema = z.enum(['=', '!=', '>', '>=', '<', '<=']);
export type NumberOp = z.infer<typeof numberOpSchema>;

export const PERIOD_UNITS = ['day', 'week', 'month', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

const listSchema = z.array(constantSchema).min(1).max(CONDITION_LIST_MAX);
const boundSchema = z.union([z.number(), z.string().max(100)]);
const periodSchema = z.strictObject({
  unit: z.enum(PERIOD_UNITS),
  offset: z.number().int().min(-1).max(1),
});

/** What a comparison says about one value; `op` decides the shape of `value`. */
const comparisonShapes = [
  { op: z.enum(['=', '!=']), value: constantSchema },
  { op: z.enum(['>', '>=', '<', '<=']), value: z.union([z.number(), z.string().max(100)]) },
  { op: z.literal('between'), value: z.tuple([boundSchema, boundSchema]) },
  { op: z.enum(['in', 'notIn']), value: listSchema },
  { op: z.enum(['contains', 'startsWith']), value: constantSchema },
  { op: z.enum(['before', 'after']), value: z.union([z.string().max(100), z.number()]) },
  { op: z.enum(['inLast', 'inNext']), value: durationSchema },
  { op: z.literal('inPeriod'), value: periodSchema },
  { op: z.enum(['exists', 'missing', 'anniversary']) },
] as const;

export type Comparison =
  | { op: '=' | '!='; value: string | number | boolean }
  | { op: '>' | '>=' | '<' | '<='; value: number | string }
  | { op: 'between'; value: [number | string, number | string] }
  | { op: 'in' | 'notIn'; value: (string | number | boolean)[] }
  | { op: 'contains' | 'startsWith'; value: string | number | boolean }
  | { op: 'before' | 'after'; value: string | number }
  | { op: 'inLast' | 'inNext'; value: string }
  | { op: 'inPeriod'; value: { unit: PeriodUnit; offset: number } }
  | { op: 'exists' | 'missing' }
  | { op: 'anniversary' };

/** An attribute has held a value for a time; writing an equal value again does not restart it. */
export interface Lasting {
  op: 'hasBeenFor';
  value: string | number | boolean;
  for: string;
}

export type Operator = Comparison['op'] | Lasting['op'];

function comparisonOver<Type extends string, Name extends string, Schema extends z.ZodType<string>>(
  type: Type,
  name: Name,
  nameOf: Schema,
) {
  const subject = { type: z.literal(type), [name]: nameOf } as { type: z.ZodLiteral<Type> } & {
    // zod keeps the key's literal type only when it is spelled out
    [Key in Name]: Schema;
  };
  const options = comparisonShapes.map((shape) => z.strictObject({ ...subject, ...shape }));
  // a tuple type is needed by z.union; the list above is never empty
  return z.union(options as unknown as [z.ZodType, z.ZodType, ...z.ZodType[]]);
}

const scopeSchema = z.enum(['ever', 'enrollment']);
const countSchema = z.strictObject({ op: numberOpSchema, value: z.number().int().min(0).max(1_000_000) });

export type AttributeCondition = { type: 'attribute'; attribute: string } & (Comparison | Lasting);
export type PropertyCondition = { type: 'property'; property: string } & Comparison;

/** A condition on one event: `all any not property`. */
export type Where = { type: 'all' | 'any'; of: Where[] } | { type: 'not'; of: Where } | PropertyCondition;

export const whereSchema: z.ZodType<Where> = z
  .lazy(() =>
    z.union([
      z.strictObject({ type: z.enum(['all', 'any']), of: z.array(whereSchema).max(CONDITION_SIZE_MAX) }),
      z.strictObject({ type: z.literal('not'), of: whereSchema }),
      comparisonOver('property', 'property', pathSchema),
    ]),
  )
  .meta({ id: 'EventCondition' }) as z.ZodType<Where>; // comparisonOver erases the union that Comparison spells out

const eventConditionSchema = z.strictObject({
  type: z.literal('event'),
  event: nameSchema,
  where: whereSchema.optional(),
  count: countSchema.optional(),
  within: durationSchema.optional(),
  scope: scopeSchema.optional(),
});
const eventSumSchema = z.strictObject({
  type: z.literal('eventSum'),
  event: nameSchema,
  property: pathSchema,
  where: whereSchema.optional(),
  op: numberOpSchema,
  value: z.number(),
  within: durationSchema.optional(),
  scope: scopeSchema.optional(),
});
const audienceConditionSchema = z.strictObject({
  type: z.literal('audience'),
  audience: idSchema,
  is: z.enum(['in', 'out']).default('in'),
});
const journeyConditionSchema = z.strictObject({
  type: z.literal('journey'),
  journey: idSchema,
  is: z.enum(['entered', 'active', 'completed', 'converted']),
  within: durationSchema.optional(),
});
const messageConditionSchema = z.strictObject({
  type: z.literal('message'),
  is: z.enum(['sent', 'received', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'failed']),
  channel: channelSchema.optional(),
  journey: idSchema.optional(),
  node: idSchema.optional(),
  tag: z.string().max(64).optional(),
  within: durationSchema.optional(),
  scope: scopeSchema.optional(),
});
const consentConditionSchema = z.strictObject({
  type: z.literal('consent'),
  channel: channelSchema,
  purpose: purposeSchema.optional(),
  is: z.enum(['granted', 'withdrawn', 'unknown']),
});
const bucketConditionSchema = z
  .strictObject({
    type: z.literal('bucket'),
    salt: z.string().min(1).max(64),
    from: z.number().int().min(0).max(10_000),
    to: z.number().int().min(0).max(10_000),
  })
  .refine((bucket) => bucket.from < bucket.to, { error: 'empty-bucket' });

/** Whether a path leads into the customer's own attributes: of those it is known since when they hold their value. */
export function isAttributePath(path: string): boolean {
  return path !== 'tags' && !PATH_ROOTS.has(path.split('.')[0] ?? '');
}

const lastingSchema = z.strictObject({
  type: z.literal('attribute'),
  attribute: pathSchema.refine(isAttributePath, { error: 'needs-attribute' }),
  op: z.literal('hasBeenFor'),
  value: constantSchema,
  for: durationSchema,
});

export type EventCondition = z.infer<typeof eventConditionSchema>;
export type EventSumCondition = z.infer<typeof eventSumSchema>;
export type AudienceCondition = z.infer<typeof audienceConditionSchema>;
export type JourneyCondition = z.infer<typeof journeyConditionSchema>;
export type MessageCondition = z.infer<typeof messageConditionSchema>;
export type ConsentCondition = z.infer<typeof consentConditionSchema>;
export type BucketCondition = z.infer<typeof bucketConditionSchema>;

export type Condition =
  | { type: 'all' | 'any'; of: Condition[] }
  | { type: 'not'; of: Condition }
  | AttributeCondition
  | EventCondition
  | EventSumCondition
  | AudienceCondition
  | JourneyCondition
  | MessageCondition
  | ConsentCondition
  | BucketCondition;

const anyConditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({
        type: z.enum(['all', 'any']),
        of: z.array(anyConditionSchema).max(CONDITION_SIZE_MAX),
      }),
      z.strictObject({ type: z.literal('not'), of: anyConditionSchema }),
      comparisonOver('attribute', 'attribute', pathSchema),
      lastingSchema,
      eventConditionSchema,
      eventSumSchema,
      audienceConditionSchema,
      journeyConditionSchema,
      messageConditionSchema,
      consentConditionSchema,
      bucketConditionSchema,
    ]),
  )
  .meta({ id: 'Condition' }) as z.ZodType<Condition>; // comparisonOver erases the union that Comparison spells out

/** Depth and number of conditions, the bounds of rule 9.5. */
export function measureCondition(condition: Condition | Where): { depth: number; size: number } {
  let depth = 0;
  let size = 1;
  for (const child of childrenOf(condition)) {
    const inner = measureCondition(child);
    depth = Math.max(depth, inner.depth);
    size += inner.size;
  }
  return { depth: depth + 1, size };
}

/** The conditions directly inside one, `where` included. */
export function childrenOf(condition: Condition | Where): readonly (Condition | Where)[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of;
    case 'not':
      return [condition.of];
    case 'event':
    case 'eventSum':
      return condition.where ? [condition.where] : [];
    default:
      return [];
  }
}

export const conditionSchema: z.ZodType<Condition> = anyConditionSchema.refine(
  (condition) => {
    const { depth, size } = measureCondition(condition);
    return depth <= CONDITION_DEPTH_MAX && size <= CONDITION_SIZE_MAX;
  },
  { error: 'condition-too-large' },
);
