import type { Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { computed, notComputable } from '../../../shared/statistic.ts';
import { clopperPearson } from '../statistics/clopperPearson.ts';
import { type Moments, sampleVariance } from '../statistics/moments.ts';
import { holm } from '../statistics/multipleTesting.ts';
import { normalUpperQuantile } from '../statistics/special/normal.ts';
import { studentUpperQuantile } from '../statistics/special/studentT.ts';
import { wilson } from '../statistics/wilson.ts';
import { chancesOf } from './chances.ts';
import { compareArm, type Draft, decided } from './comparison.ts';
import { type DailyLook, dailyLooks } from './dailyLooks.ts';
import type { Frame } from './frame.ts';
import { HOUSEHOLDS_MIN, worthOfHouseholds } from './householdSums.ts';
import { type Interval, intervalOf } from './interval.ts';
import type { Measure, MetricData } from './metricData.ts';
import { alwaysValidOf, levelOf, pairUp } from './pairing.ts';
import { plannedUnits } from './plannedUnits.ts';
import { armTotal, countsOf, type Tally } from './tally.ts';

type ArmFigures = MetricResult['arms'][number];

/** A metric's figures before the correction for its family. */
export interface DraftedMetric {
  metric: MetricData;
  /** what every day would have shown */
  looks: readonly DailyLook[];
  drafts: readonly Draft[];
  uncapped: readonly Draft[];
}

/**
 * Interval of an arm's level over households: of a rate Wilson's, on as many customers as the households are worth
 * (Kish). While they are few, or few outweigh the others, their spread says little: then a household is worth one
 * customer, and a mean's interval is Student's.
 */
function householdInterval(tally: Tally, measure: Measure, alpha: number): Interval {
  const level = levelOf(tally, measure);
  if (level.state === 'notComputable') return level;
  const { estimate, standardError } = level;
  const worth = tally.households ? worthOfHouseholds(tally.households.conversions) : 0;
  const isFew = worth < HOUSEHOLDS_MIN;
  if (measure === 'conversion') {
    const binomial = estimate * (1 - estimate);
    // where nobody or everybody converted, a household is worth one customer too
    const bySpread = binomial > 0 ? binomial / standardError ** 2 : tally.units;
    const units = isFew ? Math.min(worth, bySpread) : bySpread;
    return intervalOf(wilson({ units, conversions: estimate * units }, alpha));
  }
  const quantile = isFew
    ? studentUpperQuantile(alpha / 2, Math.max(1, worth - 1))
    : normalUpperQuantile(alpha / 2);
  const reach = quantile * standardError;
  return computed({ estimate, lower: estimate - reach, upper: estimate + reach });
}

function rateIntervals(tally: Tally, alpha: number): Pick<ArmFigures, 'rate' | 'exactRate'> {
  const { units, conversions, households } = tally;
  if (households) {
    return {
      rate: householdInterval(tally, 'conversion', alpha),
      exactRate: notComputable('not-for-households'),
    };
  }
  return {
    rate: intervalOf(wilson({ units, conversions }, alpha)),
    exactRate: intervalOf(clopperPearson({ units, conversions }, alpha)),
  };
}

function meanInterval(moments: Moments, alpha: number): Interval {
  const { units, mean } = moments;
  if (units === 0) return notComputable('no-units');
  if (units < 2) return notComputable('too-few-units');
  const reach = studentUpperQuantile(alpha / 2, units - 1) * Math.sqrt(sampleVariance(moments) / units);
  return computed({ estimate: mean, lower: mean - reach, upper: mean + reach });
}

/** Compares every arm with the reference; `alpha` is the level of the intervals. */
export function draftMetric(frame: Frame, metric: MetricData, alpha: number): DraftedMetric {
  const { reference, others } = frame;
  if (reference === null) return { metric, looks: [], drafts: [], uncapped: [] };
  const looks = dailyLooks(metric, { reference, others }, { alpha, plannedUnits: frame.plannedUnits });
  const isCapped = metric.input.measure === 'value' && metric.basis === 'mature';
  const raw: MetricData = { ...metric, cells: metric.rawCells, strata: metric.rawStrata };
  const rawLooks = isCapped
    ? dailyLooks(raw, { reference, others }, { alpha, plannedUnits: frame.plannedUnits })
    : [];
  return {
    metric,
    looks,
    drafts: others.map((arm) => compareArm(frame, metric, looks, { arm, alpha })),
    uncapped: isCapped ? others.map((arm) => compareArm(frame, raw, rawLooks, { arm, alpha })) : [],
  };
}

type Correction = (pValues: readonly (number | null)[]) => (number | null)[];
export const uncorrected: Correction = (pValues) => [...pValues];

/** Bonferroni's: a planned look's scaled p-value is exact at the level of its own bound only, so no step may loosen it. */
function bonferroni(pValues: readonly (number | null)[]): (number | null)[] {
  const count = pValues.filter((pValue) => pValue !== null).length;
  return pValues.map((pValue) => (pValue === null ? null : Math.min(1, pValue * count)));
}

/** What holds the primary metric's comparisons together. */
export function primaryCorrection({ input }: Frame): Correction {
  return input.plan.method.type === 'groupSequential' ? bonferroni : holm;
}

/** Decides the comparisons of several metrics as one family. */
function decideFamily(
  frame: Frame,
  families: readonly { metric: MetricData; drafts: readonly Draft[] }[],
  correct: Correction,
): Comparison[][] {
  const adjusted = correct(families.flatMap(({ drafts }) => drafts.map(({ pValue }) => pValue)));
  const isSequence = frame.input.plan.method.type === 'alwaysValid';
  let index = 0;
  return families.map(({ metric, drafts }) =>
    drafts.map((draft) =>
      decided(draft, adjusted[index++] ?? null, { alpha: frame.alpha, sign: metric.sign, isSequence }),
    ),
  );
}

function meanOf(tally: Tally, alpha: number): Interval {
  if (!tally.households) return meanInterval(tally.values, alpha);
  return householdInterval(tally, 'value', alpha);
}

function armFigures(frame: Frame, metric: MetricData): ArmFigures[] {
  const { input, alpha } = frame;
  const { measure } = metric.input;
  const ids = input.arms.map(({ id }) => id);
  // who cannot be chosen is not the best of those who can
  const chances = chancesOf(
    metric,
    ids.filter((id) => id === frame.reference || frame.choices.includes(id)),
  );
  const moneyPerUnit = measure === 'value' ? input.plan.worth && 1 : input.plan.worth?.perConversion;
  return ids.map((arm) => {
    const tally = armTotal(metric.strata, arm);
    const chance = chances.get(arm);
    return {
      arm,
      ...countsOf(tally),
      mean: measure === 'value' ? meanOf(tally, alpha) : null,
      ...rateIntervals(tally, alpha),
      chanceBest: chance?.chanceBest ?? null,
      expectedLoss: chance?.expectedLoss ?? null,
      expectedLossMoney: chance && moneyPerUnit ? chance.expectedLoss * moneyPerUnit : null,
    };
  });
}

/** Every two arms, with intervals that hold all together at every look; empty for two arms, which have their comparison. */
function matrixOf({ input, alpha }: Frame, metric: MetricData): MetricResult['matrix'] {
  const ids = input.arms.map(({ id }) => id);
  if (ids.length < 3) return [];
  const pairs = ids.flatMap((against, index) => ids.slice(index + 1).map((arm) => ({ arm, against })));
  return pairs.map(({ arm, against }) => {
    const paired = pairUp(metric.strata, metric.input.measure, against, arm);
    const plan = { alpha: alpha / pairs.length, plannedUnits: plannedUnits(input, against, arm) };
    const isMature = metric.basis === 'mature';
    const difference = isMature ? intervalOf(alwaysValidOf(paired, plan)) : notComputable('too-early');
    return { arm, against, difference };
  });
}

/** The finished figures of metrics that are one family of tests. */
export function metricResults(
  frame: Frame,
  drafted: readonly DraftedMetric[],
  correct: Correction,
): MetricResult[] {
  const comparisons = decideFamily(frame, drafted, correct);
  const uncapped = decideFamily(
    frame,
    drafted.map(({ metric, uncapped: drafts }) => ({ metric, drafts })),
    correct,
  );
  return drafted.map(({ metric }, index) => ({
    goal: metric.input.goal,
    measure: metric.input.measure,
    direction: metric.sign === 1 ? 'increase' : 'decrease',
    window: metric.input.window,
    basis: metric.basis,
    arms: armFigures(frame, metric),
    comparisons: comparisons[index] ?? [],
    matrix: matrixOf(frame, metric),
    uncapped: uncapped[index] ?? [],
    topShare: metric.input.topShare,
  }));
}
