/**
 * What a split taught so far: the ten parts of the result page, in numbers (statistics.md §5).
 * Whatever could not be computed says so and why. Words are the reader's business: codes and figures only.
 */
import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { intervalFields, resultSchema } from '../statistic.ts';
import { instantSchema, localDateSchema } from '../time.ts';
import { checkSchema } from './check.ts';
import { overTimeSchema, timeToConvertSchema } from './curves.ts';
import { countSchema, HORIZONS, intervalSchema } from './figures.ts';
import { FIGURES, METHODS } from './methods.ts';
import { incrementalSchema, moneySchema } from './money.ts';
import { overlapsSchema } from './overlaps.ts';
import { DIRECTIONS, experimentPlanSchema, HARM_DEEDS, MEASURES } from './plan.ts';
import { retentionSchema } from './retention.ts';
import { testedShareSchema } from './testedShare.ts';
import { verdictSchema } from './verdict.ts';

export const ANALYSIS_FORMAT = 1;

/** Customers of units that are households; absent where the customer is the unit. */
const customersField = countSchema.optional();

const armFiguresSchema = z.strictObject({
  arm: z.string(),
  /** customers the figures rest on, or households */
  units: countSchema,
  customers: customersField,
  /** customers */
  conversions: countSchema,
  /** mean per customer, of a measure `value` */
  mean: intervalSchema.nullable(),
  /** Wilson's interval; of households, on as many customers as they are worth */
  rate: intervalSchema,
  /** Clopper-Pearson's */
  exactRate: intervalSchema,
  /** what the data say now, no stopping rule */
  chanceBest: z.number().nullable(),
  /** rate or value given up on average by choosing this arm; and in money per customer */
  expectedLoss: z.number().nullable(),
  expectedLossMoney: z.number().nullable(),
});

const comparisonSchema = z.strictObject({
  arm: z.string(),
  against: z.string(),
  /**
   * Of everybody counted so far, as if this were the only look there will ever be: estimates are what the data say now,
   * intervals hold for one look and decide nothing. No page shows them
   */
  fixedHorizon: z.strictObject({
    /** arm minus reference; Miettinen-Nurminen for rates, Welch for values, both per customer as ratios over households; over strata when there are several */
    difference: intervalSchema,
    /** relative: arm / reference − 1; Miettinen-Nurminen for rates, Fieller for values and over households */
    lift: intervalSchema,
    /** a second opinion on the difference; null for values and over strata */
    newcombe: intervalSchema.nullable(),
  }),
  /** valid at every look */
  alwaysValid: intervalSchema,
  /** relative, with the error of the reference's level too; it excludes 0 exactly when `alwaysValid` does */
  alwaysValidLift: intervalSchema,
  alwaysValidPValue: z.number().nullable(),
  /**
   * Fixed test at the last look the plan allowed, on the customers of that look only, so that it does not change with
   * those after; null before the first
   */
  fixed: z
    .strictObject({
      /** `score`, or `exact` where counts are small and Fisher's is larger; `welch` for values; `ratio` over households */
      method: z.enum(['score', 'exact', 'welch', 'ratio', 'stratified']),
      test: resultSchema({ ...intervalFields, pValue: z.number() }),
      /** relative, of the same customers at the same level */
      lift: intervalSchema,
      /** p-value from which on this look rejects: alpha over the arms compared, or the bound of a planned look */
      threshold: z.number(),
      /** last day of exposure that counts */
      untilDay: localDateSchema,
      units: countSchema,
    })
    .nullable(),
  /** of the plan's method, after the correction for several arms (Holm) or several goals (Benjamini-Hochberg) */
  adjustedPValue: z.number().nullable(),
  chanceToWin: z.number().nullable(),
  /** adjusted by the plan's covariate, beside the same without it */
  adjusted: z
    .strictObject({
      raw: intervalSchema,
      difference: intervalSchema,
      varianceReduction: z.number(),
      changesSign: z.boolean(),
      changesDecision: z.boolean(),
    })
    .nullable(),
  /** in the good direction, decided by the plan's method */
  isBetter: z.boolean().nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const metricResultSchema = z.strictObject({
  goal: idSchema,
  measure: z.enum(MEASURES),
  direction: z.enum(DIRECTIONS),
  /** duration after the exposure */
  window: z.string(),
  /** `soFar` while nobody's window is over: shown, never decided on */
  basis: z.enum(['mature', 'soFar']),
  arms: z.array(armFiguresSchema),
  comparisons: z.array(comparisonSchema),
  /** of three arms and more: every arm against every later one, valid at every look and all together */
  matrix: z.array(z.strictObject({ arm: z.string(), against: z.string(), difference: intervalSchema })),
  /** of a capped value: the same without the cap; and the share of the total by the top 1 % of customers */
  uncapped: z.array(comparisonSchema),
  topShare: z.number().nullable(),
});
export type MetricResult = z.infer<typeof metricResultSchema>;

const guardrailResultSchema = z.strictObject({
  metric: metricResultSchema,
  margin: z.number(),
  onHarm: z.enum(HARM_DEEDS),
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      state: z.enum(['safe', 'notYetProvenSafe', 'harmed', 'unknown']),
      /** a fixed test at the planned end, on the customers of that look; null before */
      pValue: z.number().nullable(),
      /** when the journey was paused for it, by the plan */
      pausedAt: instantSchema.nullable(),
    }),
  ),
});

/** What became of the messages of each arm: never what decides. */
const funnelSchema = z.array(
  z.strictObject({
    arm: z.string(),
    stages: z.array(
      z.strictObject({
        stage: z.enum(['exposed', 'planned', 'accepted', 'delivered', 'opened', 'clicked', 'converted']),
        /** customers */
        count: countSchema,
      }),
    ),
  }),
);

const segmentSchema = z.strictObject({
  /** attribute path */
  attribute: z.string(),
  /** do the effects of the values differ by more than chance; null with fewer than two */
  heterogeneity: z.strictObject({ q: z.number(), pValue: z.number(), adjustedPValue: z.number() }).nullable(),
  differ: z.boolean(),
  values: z.array(
    z.strictObject({
      /** null where the attribute was missing */
      value: z.string().nullable(),
      arms: z.array(
        z.strictObject({
          arm: z.string(),
          units: countSchema,
          customers: customersField,
          conversions: countSchema,
          /** per customer, of a measure `value` */
          mean: z.number().nullable(),
        }),
      ),
      comparisons: z.array(
        z.strictObject({
          arm: z.string(),
          difference: intervalSchema,
          /** drawn towards the effect of all values, the more the less is known of this one; null of too few */
          shrunken: z.number().nullable(),
          adjustedPValue: z.number().nullable(),
        }),
      ),
    }),
  ),
});

const strataSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      epoch: z.number().int(),
      version: z.number().int(),
      from: instantSchema,
      shares: z.record(z.string(), z.number()),
      arms: z.array(
        z.strictObject({
          arm: z.string(),
          units: countSchema,
          customers: customersField,
          conversions: countSchema,
        }),
      ),
      differences: z.array(z.strictObject({ arm: z.string(), difference: intervalSchema })),
    }),
  ),
  /** per arm: over the strata, pooled as if there were none, Mantel-Haenszel */
  combined: z.array(
    z.strictObject({
      arm: z.string(),
      stratified: intervalSchema,
      pooledDifference: z.number().nullable(),
      /** null for values */
      mantelHaenszel: intervalSchema.nullable(),
      heterogeneityPValue: z.number().nullable(),
      hasSimpsonWarning: z.boolean(),
      droppedUnits: countSchema,
    }),
  ),
});

/** What the plan's rule says may be decided now; anything else needs a reason and a second person. */
const ruleSchema = z.strictObject({
  allows: z.array(z.enum(['rollOut', 'keepControl', 'continue', 'endWithoutDecision'])),
  /** arm a roll-out would be of */
  arm: z.string().nullable(),
});

const unitCountSchema = z.strictObject({ units: countSchema, customers: countSchema });

export const analysisSchema = z
  .strictObject({
    format: z.literal(ANALYSIS_FORMAT),
    journey: z.strictObject({ id: idSchema, name: z.string() }),
    /** '' is the journey's holdout against everybody else */
    node: z.string(),
    salt: z.string(),
    /** of a split that draws for households: they are what is counted wherever nothing else is said */
    unit: z
      .strictObject({
        attribute: z.string(),
        exposed: unitCountSchema,
        contaminated: unitCountSchema,
        ineligible: unitCountSchema,
        /** figures that cannot be had for households: their methods take customers as independent of each other */
        leftOut: z.array(z.enum(FIGURES)),
      })
      .optional(),
    asOf: instantSchema,
    zone: z.string(),
    startedAt: instantSchema.nullable(),
    lastExposedAt: instantSchema.nullable(),
    plan: experimentPlanSchema,
    planHash: z.string(),
    plannedAt: instantSchema,
    /** when a version first had the split: what was exposed before was imported, and the plan no pre-registration of it */
    publishedAt: instantSchema,
    /** changes of the plan after the first exposure; each opened an epoch */
    amendments: z.array(
      z.strictObject({
        at: instantSchema,
        version: z.number().int(),
        actor: z.string(),
        planHash: z.string(),
        /** until then a conclusion was wanted, from then on none */
        dropsConclusion: z.boolean(),
      }),
    ),
    /** whom of those who come the current version tests; absent where everybody */
    traffic: testedShareSchema.optional(),
    reference: z.string().nullable(),
    arms: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        control: z.boolean(),
        sharePercent: z.number(),
        /** a later version took it away: its customers count, it can no longer be chosen */
        isRemoved: z.boolean(),
        /** of a removed one: since which version, and the arm its customers follow when they come back; null draws them again */
        removal: z.strictObject({ version: z.number().int(), into: z.string().nullable() }).nullable(),
        exposed: countSchema,
        customers: customersField,
      }),
    ),
    /** imported exposures taken back, in no figure; who did, and why */
    withdrawn: z.strictObject({
      count: countSchema,
      deeds: z.array(z.strictObject({ at: instantSchema, actor: z.string(), reason: z.string() })),
    }),
    verdict: verdictSchema,
    checks: z.array(checkSchema),
    primary: metricResultSchema.nullable(),
    secondary: z.array(metricResultSchema),
    guardrails: z.array(guardrailResultSchema),
    overTime: overTimeSchema,
    timeToConvert: z.array(timeToConvertSchema),
    retention: z.array(retentionSchema),
    funnel: funnelSchema,
    /** every arm against the reference; empty without a primary metric */
    incremental: z.array(incrementalSchema),
    money: moneySchema.nullable(),
    segments: z.array(segmentSchema),
    overlaps: overlapsSchema,
    strata: strataSchema,
    rule: ruleSchema,
    /** share of wins like this that are false; null where none is wanted */
    falsePositiveRisk: z.number().nullable(),
    /** what that rests on: the own share of experiments that were won; null while too few are concluded and a usual one is taken */
    successShare: z.number().nullable(),
    /** looks counted so far, this one not */
    lookCount: countSchema,
    /** what the intervals of `segments`, `strata` and `adjusted` hold for */
    horizon: z.enum(HORIZONS),
    /** per figure: the method, by the name its words and its source are found under */
    methods: z.array(z.strictObject({ figure: z.enum(FIGURES), method: z.enum(METHODS) })),
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.infer<typeof analysisSchema>;
