import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';
import { newcombe } from '../statistics/newcombe.ts';
import { adjustedEffect } from './adjustedEffect.ts';
import { chanceToWin } from './chances.ts';
import { type DailyLook, smallestPValue } from './dailyLooks.ts';
import { fixedTest, liftOf, liftSequence } from './fixedTest.ts';
import type { Frame } from './frame.ts';
import { intervalOf } from './interval.ts';
import type { Look } from './looks.ts';
import type { MetricData } from './metricData.ts';
import { alwaysValidOf, type Paired, pairUp } from './pairing.ts';
import { strataOf } from './tally.ts';

/** A comparison before the correction for its family. */
export interface Draft {
  comparison: Comparison;
  /** of the plan's method; null while it has none */
  pValue: number | null;
}

type Fixed = NonNullable<Comparison['fixed']>;

function fixedAt(frame: Frame, metric: MetricData, look: Look, pair: { arm: string; alpha: number }): Fixed {
  const cells = metric.cells.filter(({ day }) => day <= look.untilDay);
  const paired = pairUp(strataOf(cells), metric.input.measure, frame.reference ?? '', pair.arm);
  const threshold = frame.thresholds(pair.alpha)[look.index] ?? pair.alpha;
  const { method, test } = fixedTest(paired, threshold);
  const lift = liftOf(paired, threshold);
  return { method, test, lift, threshold, untilDay: look.untilDay, units: paired.units };
}

/**
 * The fixed test at the last look taken, and the p-value of all looks: scaled by each look's bound, so that it is at
 * most alpha exactly when one of them rejected.
 */
function plannedTests(
  frame: Frame,
  metric: MetricData,
  pair: { arm: string; alpha: number },
): { fixed: Fixed | null; pValue: number | null } {
  const tests = frame.looks.map((look) => fixedAt(frame, metric, look, pair));
  const pValues = tests.flatMap(({ test, threshold }) =>
    test.state === 'computed' ? [Math.min(1, (test.pValue * pair.alpha) / threshold)] : [],
  );
  return { fixed: tests.at(-1) ?? null, pValue: pValues.length === 0 ? null : Math.min(...pValues) };
}

function adjustment(frame: Frame, metric: MetricData, arm: string): Comparison['adjusted'] {
  const { covariate, metrics } = frame.input;
  const isPrimary = metric.input === metrics[0];
  if (!covariate || !isPrimary || metric.basis === 'soFar' || frame.reference === null) return null;
  return adjustedEffect(frame, covariate, metric, arm);
}

/** One arm against the reference. */
export function compareArm(
  frame: Frame,
  metric: MetricData,
  looks: readonly DailyLook[],
  pair: { arm: string; alpha: number },
): Draft {
  const { arm, alpha } = pair;
  const { measure } = metric.input;
  const reference = frame.reference ?? '';
  const paired: Paired = pairUp(metric.strata, measure, reference, arm);
  const isMature = metric.basis === 'mature';
  const alwaysValid = isMature
    ? alwaysValidOf(paired, { alpha, plannedUnits: frame.plannedUnits.get(arm) ?? 1 })
    : notComputable('too-early');
  const sequencePValue = smallestPValue(looks, arm);
  const { fixed, pValue } = isMature ? plannedTests(frame, metric, pair) : { fixed: null, pValue: null };
  const isSequence = frame.input.plan.method.type === 'alwaysValid';
  const [only] = paired.pairs;
  const hasCounts = paired.estimator === 'rate' && paired.pairs.length === 1 && only !== undefined;
  const comparison: Comparison = {
    arm,
    against: reference,
    fixedHorizon: {
      difference: intervalOf(fixedTest(paired, alpha).test),
      lift: liftOf(paired, alpha),
      newcombe: hasCounts ? intervalOf(newcombe({ ...only, alpha })) : null,
    },
    alwaysValid: intervalOf(alwaysValid),
    alwaysValidLift: liftSequence(paired, alwaysValid),
    alwaysValidPValue: sequencePValue,
    fixed,
    adjustedPValue: null,
    chanceToWin: isMature ? chanceToWin(paired, metric.sign) : null,
    adjusted: adjustment(frame, metric, arm),
    isBetter: null,
  };
  return { comparison, pValue: isSequence ? sequencePValue : pValue };
}

/** The interval the plan's method decides by: of the sequence, or of the last planned look once there was one. */
export function decidingInterval(
  { alwaysValid, fixed }: Comparison,
  isSequence: boolean,
): Comparison['alwaysValid'] {
  return isSequence || !fixed ? alwaysValid : intervalOf(fixed.test);
}

/**
 * Fills in what the correction for the family gave, and with it the decision.
 *
 * The interval must exclude 0 as well: a look before may have crossed the bound and the data have come back since, and a
 * step of Holm's may reject what the intervals that hold together leave open.
 */
export function decided(
  { comparison }: Draft,
  adjustedPValue: number | null,
  question: { alpha: number; sign: 1 | -1; isSequence: boolean },
): Comparison {
  const { alpha, sign, isSequence } = question;
  const rejects = adjustedPValue !== null && adjustedPValue <= alpha;
  const interval = decidingInterval(comparison, isSequence);
  const isShown = interval.state === 'computed' && interval.lower * interval.upper > 0;
  const isBetter = rejects && isShown ? interval.estimate * sign > 0 : null;
  return { ...comparison, adjustedPValue, isBetter };
}
