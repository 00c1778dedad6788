/**
 * All that an analysis rests on, as sufficient statistics: kept with every run, so that the run can be
 * computed again to the same bytes. Instants are epoch milliseconds.
 */
import { z } from 'zod';
import { ENTRY_SOURCES } from '../../../shared/experiment/entrySource.ts';
import { experimentPlanSchema, MEASURES } from '../../../shared/experiment/plan.ts';
import { splitUnitSchema } from '../../../shared/experiment/splitUnit.ts';
import { testedShareSchema } from '../../../shared/experiment/testedShare.ts';
import { momentsSchema, pairMomentsSchema } from '../statistics/moments.ts';

const countSchema = z.number().int().min(0);

/** Which customers: those first exposed in an arm, an allocation epoch and a version, on a day of the journey's zone. */
const cellFields = {
  arm: z.string(),
  epoch: z.number().int(),
  version: z.number().int(),
  /** local date of the exposure */
  day: z.string(),
};

/** The same without the day. */
const placeFields = { arm: z.string(), epoch: z.number().int(), version: z.number().int() };

/** What mature customers came to. */
const outcomeFields = {
  ...placeFields,
  units: countSchema,
  conversions: countSchema,
  /** of a measure `value`: sums per customer after the cap */
  values: momentsSchema.nullable(),
};

/**
 * Sums of a cell whose units are households: x a household's customers, y what these came to.
 * The cell's conversions are then households in which somebody converted.
 */
const householdSumsSchema = z.strictObject({
  /** y who converted so far, of everybody exposed */
  soFar: pairMomentsSchema,
  /** y who converted, of mature households */
  conversions: pairMomentsSchema,
  /** y the sum after and before the cap of each customer, of mature ones */
  values: z.strictObject({ capped: pairMomentsSchema, raw: pairMomentsSchema }).nullable(),
});

/** How many customers a cell holds. */
const exposedCellSchema = z.strictObject({
  ...cellFields,
  units: countSchema,
  /** of a split that draws for households, which are then the units here and in every other count */
  customers: countSchema.optional(),
});
export type ExposedCell = z.infer<typeof exposedCellSchema>;

/** What a metric came to within its window, for the customers of a cell. */
const metricCellSchema = z.strictObject({
  ...cellFields,
  /** whose window and delay are over */
  matureUnits: countSchema,
  /** of those */
  matureConversions: countSchema,
  /** of everybody exposed, windows over or not */
  conversions: countSchema,
  /** of a measure `value`: sums per mature customer, those without any as 0; after and before the cap */
  values: z.strictObject({ capped: momentsSchema, raw: momentsSchema }).nullable(),
  /** `values` are null then */
  households: householdSumsSchema.optional(),
});
export type MetricCell = z.infer<typeof metricCellSchema>;

export const metricInputSchema = z.strictObject({
  goal: z.string(),
  measure: z.enum(MEASURES),
  window: z.string(),
  windowMs: z.number(),
  cells: z.array(metricCellSchema),
  /** whole days from exposure to conversion, or to the as-of for those still in their window; per arm */
  times: z.array(
    z.strictObject({ arm: z.string(), day: countSchema, events: countSchema, censored: countSchema }),
  ),
  /** share of the total by the 1 % of customers with most; null without values */
  topShare: z.number().nullable(),
});
export type MetricInput = z.infer<typeof metricInputSchema>;

export const analysisInputSchema = z.strictObject({
  format: z.literal(1),
  journey: z.strictObject({ id: z.string(), name: z.string() }),
  /** '' is the journey's holdout */
  node: z.string(),
  salt: z.string(),
  /** whom arms were drawn for; absent: single customers */
  unit: splitUnitSchema.optional(),
  asOfMs: z.number(),
  zone: z.string(),
  plan: experimentPlanSchema,
  planHash: z.string(),
  plannedAtMs: z.number(),
  /** when a version first had the split: what was exposed before was imported */
  publishedAtMs: z.number(),
  amendments: z.array(
    z.strictObject({
      atMs: z.number(),
      version: z.number().int(),
      actor: z.string(),
      planHash: z.string(),
      /** until then a conclusion was wanted, from then on none */
      dropsConclusion: z.boolean(),
    }),
  ),
  /** whom of those who come the current version tests; absent where everybody */
  traffic: testedShareSchema.optional(),
  /** in the order of the split; then those a later version took away, of which customers are left */
  arms: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      /** of the split as it is: never a removed one */
      control: z.boolean(),
      sharePercent: z.number(),
      isRemoved: z.boolean(),
      /** of a removed one: since which version, and the arm its customers follow; null draws them again */
      removal: z.strictObject({ version: z.number().int(), into: z.string().nullable() }).nullable(),
    }),
  ),
  /** how customers were to be shared out, since when; by epoch */
  epochs: z.array(
    z.strictObject({
      epoch: z.number().int(),
      version: z.number().int(),
      fromMs: z.number(),
      /** per arm, in percent */
      shares: z.record(z.string(), z.number()),
    }),
  ),
  /** of the split's own epochs; of what was imported from before only where there is nothing else */
  firstExposedAtMs: z.number().nullable(),
  lastExposedAtMs: z.number().nullable(),
  /** customers seen in one arm only and really exposed: whom every figure below is about */
  exposed: z.array(exposedCellSchema),
  /** customers seen in more than one arm, in no other cell; by the arm, epoch and day they were in first */
  contaminated: z.array(exposedCellSchema),
  /** those of `exposed` and `contaminated` together, by how they came in */
  entries: z.array(z.strictObject({ ...placeFields, entry: z.enum(ENTRY_SOURCES), units: countSchema })),
  /** imported exposures taken back, and who took them back: in no other figure */
  withdrawn: z.strictObject({
    count: countSchema,
    deeds: z.array(z.strictObject({ atMs: z.number(), actor: z.string(), reason: z.string() })),
  }),
  /** customers seen in one arm only, assigned elsewhere and marked as not really exposed; in no other cell */
  ineligible: z.array(exposedCellSchema),
  /** of the arm's customers: those for whom messages were planned, and those of them who got none, by reason */
  messages: z.array(
    z.strictObject({
      arm: z.string(),
      planned: countSchema,
      reached: countSchema,
      refused: z.record(z.string(), countSchema),
      /** of those planned in each epoch, how many got none */
      epochs: z.array(z.strictObject({ epoch: z.number().int(), planned: countSchema, lost: countSchema })),
      delivered: countSchema,
      opened: countSchema,
      clicked: countSchema,
    }),
  ),
  /** the primary metric, then secondary ones, then guardrails, as in the plan */
  metrics: z.array(metricInputSchema),
  /** y the primary metric (0 or 1, or the capped value), x the covariate at the exposure, of mature customers */
  covariate: z
    .array(
      z.strictObject({
        arm: z.string(),
        epoch: z.number().int(),
        version: z.number().int(),
        /** mature customers without it, in no pair */
        missing: countSchema,
        pairs: pairMomentsSchema,
      }),
    )
    .nullable(),
  /** conversions of the primary goal in as long a time before the exposure as its window: nothing may differ yet */
  before: z.array(
    z.strictObject({
      arm: z.string(),
      epoch: z.number().int(),
      version: z.number().int(),
      units: countSchema,
      conversions: countSchema,
    }),
  ),
  segments: z.array(
    z.strictObject({
      attribute: z.string(),
      cells: z.array(
        z.strictObject({
          value: z.string().nullable(),
          arm: z.string(),
          epoch: z.number().int(),
          version: z.number().int(),
          exposed: countSchema,
          matureUnits: countSchema,
          matureConversions: countSchema,
          /** of a primary measure `value`: sums per mature customer after the cap */
          values: momentsSchema.nullable(),
          /** of mature ones, of the primary metric; `values` beside are null then */
          households: z
            .strictObject({ conversions: pairMomentsSchema, values: pairMomentsSchema.nullable() })
            .optional(),
        }),
      ),
    }),
  ),
  /** other splits whose customers are also here, each in one arm there under its last salt */
  overlaps: z.array(
    z.strictObject({
      journeyId: z.string(),
      node: z.string(),
      /** the arm there that all others are held against: the control, else the first; null of a split nobody knows */
      reference: z.string().nullable(),
      cells: z.array(z.strictObject({ ...placeFields, otherArm: z.string(), units: countSchema })),
      /** the primary metric of the mature ones; null where too few are shared to ask */
      outcomes: z.array(z.strictObject({ ...outcomeFields, otherArm: z.string() })).nullable(),
    }),
  ),
  /** by whether another journey treated them up to 30 or up to 60 days before their exposure, or not at all then */
  carryOver: z.strictObject({
    /** those it did treat */
    cells: z.array(
      z.strictObject({ ...placeFields, recency: z.enum(['within30', 'within60']), units: countSchema }),
    ),
    /** the primary metric of the mature ones; null where too few were treated to ask */
    outcomes: z.array(z.strictObject({ ...outcomeFields, isFresh: z.boolean() })).nullable(),
  }),
  freshness: z.strictObject({
    /** accepted and not applied yet */
    waitingInputCount: countSchema,
    /** the last event of the primary goal; null before the first */
    lastGoalEventAtMs: z.number().nullable(),
    /** the oldest input that waits; null when none does */
    oldestWaitingAtMs: z.number().nullable(),
  }),
  /** publishing, pauses and the like, in order */
  markers: z.array(
    z.strictObject({
      atMs: z.number(),
      type: z.enum(['published', 'epoch', 'paused', 'resumed', 'closed', 'stopped', 'decided', 'holiday']),
      version: z.number().int().nullable(),
    }),
  ),
  /** when the plan paused the journey for harm by an arm */
  harmPauses: z.array(z.strictObject({ goal: z.string(), arm: z.string(), atMs: z.number() })),
  /** when the split took in its last customer for good; null while it may take more */
  endedAtMs: z.number().nullable(),
  lookCount: countSchema,
  /** share of this workspace's concluded experiments that were won; null below ten */
  successShare: z.number().nullable(),
});
export type OverlapInput = AnalysisInput['overlaps'][number];
export type AnalysisInput = z.infer<typeof analysisInputSchema>;
