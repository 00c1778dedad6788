/** Experiments: what splits taught, runs that can be computed again, decisions that can be defended. */
import { z } from 'zod';
import { conditionSchema, whereSchema } from '../condition.ts';
import { analysisSchema } from '../experiment/analysis.ts';
import { CONCLUSIONS } from '../experiment/plan.ts';
import { splitUnitSchema } from '../experiment/splitUnit.ts';
import { VERDICTS } from '../experiment/verdict.ts';
import { idSchema, nameSchema } from '../ids.ts';
import { durationSchema, instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { JOURNEY_CODES } from './refusals.ts';

const tag = 'Experiments';
const json = 'application/json';

/** Name of the journey's holdout where a split's node is asked for. */
export const HOLDOUT_IN_PATH = '-';

/** A split's node as paths name it. */
export function nodeInPath(node: string): string {
  return node === '' ? HOLDOUT_IN_PATH : node;
}

/** The node that a path names. */
export function nodeOfPath(inPath: string): string {
  return inPath === HOLDOUT_IN_PATH ? '' : inPath;
}

export const experimentParams = z.strictObject({
  id: idSchema,
  node: z.union([idSchema, z.literal(HOLDOUT_IN_PATH)]),
});
const runParams = z.strictObject({ run: z.string().min(1).max(64) });

const runHeadFields = {
  id: z.string(),
  journey: idSchema,
  node: z.string(),
  asOf: instantSchema,
  createdAt: instantSchema,
  actor: z.string(),
  /** SHA-256 of what it was computed from, of the plan, and the version of the program that did */
  inputHash: z.string(),
  planHash: z.string(),
  codeVersion: z.string(),
  verdict: z.enum(VERDICTS),
};
export const runHeadSchema = z.strictObject(runHeadFields).meta({ id: 'AnalysisRunHead' });
export type RunHead = z.infer<typeof runHeadSchema>;
export const analysisRunSchema = z
  .strictObject({ ...runHeadFields, analysis: analysisSchema })
  .meta({ id: 'AnalysisRun' });
export type AnalysisRun = z.infer<typeof analysisRunSchema>;

export const DECISIONS = ['rollOut', 'keepControl', 'continue', 'endWithoutDecision'] as const;
const decisionFields = {
  run: z.string().min(1).max(64),
  decision: z.enum(DECISIONS),
  /** of a roll-out */
  arm: z.string().max(64).optional(),
  /** asked for when the plan's rule does not allow it */
  reason: z.string().trim().min(1).max(2000).optional(),
  decidedBy: z.string().trim().min(1).max(200),
  /** the second person; without accounts their name is written down unverified */
  approvedBy: z.string().trim().min(1).max(200).optional(),
};
export const decisionSchema = z
  .strictObject({
    id: z.string(),
    at: instantSchema,
    ...decisionFields,
    /** the plan's rule allowed it */
    byRule: z.boolean(),
    /** by the program, by a rule written down before */
    isAutomatic: z.boolean(),
    /** nobody proved who they are */
    isVerified: z.boolean(),
    /** version published to carry it out; null where nothing was published */
    version: z.number().int().nullable(),
  })
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof decisionSchema>;

const experimentSchema = z
  .strictObject({
    journey: z.strictObject({ id: idSchema, name: z.string(), state: z.string() }),
    node: z.string(),
    hypothesis: z.string(),
    /** `none`: nothing is concluded from it */
    conclusion: z.enum(CONCLUSIONS),
    goal: z.string().nullable(),
    arms: z.array(z.strictObject({ id: z.string(), name: z.string(), control: z.boolean() })),
    startedAt: instantSchema.nullable(),
    exposedCount: z.number().int(),
    /** of the last run; null before the first */
    verdict: z.enum(VERDICTS).nullable(),
    verdictArm: z.string().nullable(),
    asOf: instantSchema.nullable(),
    matureCount: z.number().int().nullable(),
    plannedCount: z.number().int().nullable(),
    decision: z.enum(DECISIONS).nullable(),
    decidedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Experiment' });
export type Experiment = z.infer<typeof experimentSchema>;

/** How often experiments here teach something. */
const portfolioSchema = z
  .strictObject({
    startedCount: z.number().int(),
    runningCount: z.number().int(),
    concludedCount: z.number().int(),
    wonCount: z.number().int(),
    lostCount: z.number().int(),
    /** shown to differ by less than is worth knowing */
    flatCount: z.number().int(),
    /** ended without an answer */
    openCount: z.number().int(),
    distrustedCount: z.number().int(),
    /** concluded by their plan's rule */
    byRuleCount: z.number().int(),
    /** wins among concluded, with Wilson's interval; null below one */
    winRate: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    /** share of wins that are false, null before the first win; the success share it rests on is the own one from ten experiments on */
    falsePositiveRisk: z.number().nullable(),
    successShare: z.number(),
    isOwnSuccessShare: z.boolean(),
    medianDays: z.number().nullable(),
    /** concluded per month, oldest first */
    months: z.array(
      z.strictObject({
        month: z.string(),
        wonCount: z.number().int(),
        lostCount: z.number().int(),
        flatCount: z.number().int(),
        openCount: z.number().int(),
        distrustedCount: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'Portfolio' });
export type Portfolio = z.infer<typeof portfolioSchema>;

const designEffectFields = z.strictObject({
  designEffect: z.number(),
  correlation: z.number().nullable(),
});

const historySchema = z
  .strictObject({
    /** without a trigger the audience; with one, those of it whom it let in between two windows and one window ago */
    customerCount: z.number().int(),
    /** of them, reached the goal within a window: the last one, or of their first entry */
    convertedCount: z.number().int(),
    /** value per customer in that window; null where the goal has none */
    value: z
      .strictObject({
        mean: z.number(),
        standardDeviation: z.number(),
        /** 99.9 % of the customers do not exceed it: a cap to write down before the start */
        percentile999: z.number(),
      })
      .nullable(),
    /** customers a day that would reach the split, from the last 28 days; null for a schedule, who come at once */
    perDay: z.number().nullable(),
    /** the same customers as the households they are in now; only where `unit` was asked for */
    households: z
      .strictObject({
        count: z.number().int(),
        /** customers of one, on average */
        size: z.number(),
        /** times as many customers as if they were independent, and the correlation of two of one household; null below twenty households, and where all did the same */
        conversion: designEffectFields.nullable(),
        value: designEffectFields.nullable(),
      })
      .optional(),
  })
  .meta({ id: 'GoalHistory' });
export type GoalHistory = z.infer<typeof historySchema>;

/** A layer: its splits share no customer. */
export const layerSchema = z
  .strictObject({
    id: idSchema,
    /** attribute of the households its splits draw for; null where they draw for customers */
    unit: z.string().nullable(),
    /** of all who come, owned by no split */
    freePercent: z.number(),
    /** those that own something of it: by their current version, or by an older one that customers may be inside of */
    splits: z.array(
      z.strictObject({
        journey: z.strictObject({ id: idSchema, name: z.string(), state: z.string() }),
        node: z.string(),
        /** that the current version tests; null where it no longer tests in this layer */
        sharePercent: z.number().nullable(),
        ownedPercent: z.number(),
        /** of 10,000; from, and up to before */
        slots: z.array(z.strictObject({ from: z.number().int(), to: z.number().int() })),
      }),
    ),
  })
  .meta({ id: 'Layer' });
export type Layer = z.infer<typeof layerSchema>;

export const experimentEndpoints = {
  listExperiments: defineEndpoint({
    method: 'GET',
    path: '/experiments',
    tag,
    summary: 'All experiments with the verdict of their last run',
    query: z.strictObject({
      /** those of one journey only */
      journey: idSchema.optional(),
      ...pageFields,
    }),
    answer: { type: json, status: 200, schema: pageOf(experimentSchema) },
  }),
  listLayers: defineEndpoint({
    method: 'GET',
    path: '/experiments/layers',
    tag,
    summary: 'Layers of splits that exclude each other, and what is free in each',
    about:
      'A split owns what any version of its journey tests, until the journey is over: customers may still be inside an older version.',
    query: z.strictObject({ ...pageFields }),
    answer: { type: json, status: 200, schema: pageOf(layerSchema) },
  }),
  getPortfolio: defineEndpoint({
    method: 'GET',
    path: '/portfolio',
    tag,
    summary: 'How often experiments here teach something',
    answer: { type: json, status: 200, schema: portfolioSchema },
  }),
  runAnalysis: defineEndpoint({
    method: 'POST',
    path: '/journeys/{id}/experiments/{node}/runs',
    tag,
    summary: 'Analyse a split now, and keep the run',
    about:
      'A run on the same data as the last one is that run again. Every call is a look at the results and is counted, unless it says that nobody sees them.',
    params: experimentParams,
    body: {
      type: json,
      maxBytes: BODY_MAX.small,
      optional: true,
      schema: z.strictObject({
        /** now unless it says otherwise; not in the future */
        asOf: instantSchema.optional(),
        actor: z.string().trim().min(1).max(200).optional(),
        /** false of a page that shows verdict, checks and progress, and no effect */
        look: z.boolean().default(true),
      }),
    },
    answer: { type: json, status: 201, schema: analysisRunSchema },
    refusals: ['not-found', 'in-the-future', 'before-publication'],
  }),
  listRuns: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/experiments/{node}/runs',
    tag,
    summary: 'Runs of a split, newest first',
    params: experimentParams,
    query: z.strictObject({ ...pageFields }),
    answer: { type: json, status: 200, schema: pageOf(runHeadSchema) },
    refusals: ['not-found'],
  }),
  getRun: defineEndpoint({
    method: 'GET',
    path: '/runs/{run}',
    tag,
    summary: 'A run as it was',
    params: runParams,
    answer: { type: json, status: 200, schema: analysisRunSchema },
    refusals: ['not-found'],
  }),
  getRunInput: defineEndpoint({
    method: 'GET',
    path: '/runs/{run}/input',
    tag,
    summary: 'What a run was computed from, for an audit',
    params: runParams,
    answer: { type: json, status: 200, schema: z.record(z.string(), z.json()) },
    refusals: ['not-found'],
  }),
  getRunTable: defineEndpoint({
    method: 'GET',
    path: '/runs/{run}/table',
    tag,
    summary: 'Sufficient statistics of a run as CSV',
    params: runParams,
    answer: { type: 'text/csv', status: 200 },
    refusals: ['not-found'],
  }),
  replayRun: defineEndpoint({
    method: 'POST',
    path: '/runs/{run}/replay',
    tag,
    summary: 'Compute a run again from what it kept',
    params: runParams,
    answer: {
      type: json,
      status: 200,
      schema: z.strictObject({
        isSame: z.boolean(),
        keptHash: z.string(),
        replayedHash: z.string(),
        codeVersion: z.string(),
      }),
    },
    refusals: ['not-found'],
  }),
  recordLook: defineEndpoint({
    method: 'POST',
    path: '/runs/{run}/looks',
    tag,
    summary: 'Write down that somebody looked although a check had failed',
    params: runParams,
    body: {
      type: json,
      maxBytes: BODY_MAX.small,
      schema: z.strictObject({ actor: z.string().trim().min(1).max(200) }),
    },
    answer: { type: null, status: 204 },
    refusals: ['not-found'],
  }),
  decide: defineEndpoint({
    method: 'POST',
    path: '/journeys/{id}/experiments/{node}/decisions',
    tag,
    summary: 'Decide on a split, resting on a run',
    about:
      'What the plan’s rule does not allow needs a reason and a second name. A roll-out and keeping the control publish a version with the shares they come to. Where nobody can enter any more (closed, stopped, archived), of a holdout, and where the shares are so already, they are only written down: `version` is null. To roll out the control is refused: that is `keepControl`.',
    params: experimentParams,
    body: { type: json, maxBytes: BODY_MAX.small, schema: z.strictObject(decisionFields) },
    answer: { type: json, status: 201, schema: decisionSchema },
    refusals: [
      'not-found',
      'transition-refused',
      'run-not-newest',
      'run-decided',
      'reason-missing',
      'missing-field',
      'unknown-field',
      'control-rolled-out',
      'unknown-arm',
      'arm-removed',
      ...JOURNEY_CODES,
    ],
  }),
  listDecisions: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/experiments/{node}/decisions',
    tag,
    summary: 'Decisions on a split, newest first',
    params: experimentParams,
    query: z.strictObject({ ...pageFields }),
    answer: { type: json, status: 200, schema: pageOf(decisionSchema) },
    refusals: ['not-found'],
  }),
  goalHistory: defineEndpoint({
    method: 'POST',
    path: '/goal-history',
    tag,
    summary: 'How often customers of an audience, or those whom a trigger let in, reached a goal lately',
    body: {
      type: json,
      maxBytes: BODY_MAX.document,
      schema: z.strictObject({
        event: nameSchema,
        where: whereSchema.optional(),
        within: durationSchema,
        value: nameSchema.optional(),
        /** of a split that draws for households */
        unit: splitUnitSchema.optional(),
        /** null is everybody */
        audience: conditionSchema.nullable(),
        /** event that lets customers in; null when they come at once */
        trigger: z
          .strictObject({
            event: nameSchema,
            where: whereSchema.optional(),
            /** enters `within` after the event, unless this came meanwhile */
            missing: z
              .strictObject({ event: nameSchema, where: whereSchema.optional(), within: durationSchema })
              .optional(),
          })
          .nullable(),
      }),
    },
    answer: { type: json, status: 200, schema: historySchema },
    refusals: ['unknown-audience'],
  }),
};
