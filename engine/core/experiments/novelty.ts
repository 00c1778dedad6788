import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { computed, notComputable } from '../../../shared/statistic.ts';
import type { Effect, EffectTest } from '../statistics/effect.ts';
import { hasSmallCells } from '../statistics/fisherExact.ts';
import type { RateCounts, TwoRates } from '../statistics/rates.ts';
import { type TimedEffect, weightedMean, weightedTrend } from '../statistics/weightedTrend.ts';
import { dayNumber } from './days.ts';
import type { Frame } from './frame.ts';
import { besideTest, curveHorizonOf, partTest } from './horizon.ts';
import { type Interval, type IntervalTest, intervalOf } from './interval.ts';
import type { DayCell, MetricData } from './metricData.ts';
import { levelOf, type Pair, type Paired, pairEffect, pairUp, stratumEffects } from './pairing.ts';
import { strataOf } from './tally.ts';

type Novelty = Analysis['overTime']['novelty'][number];

/** Those who convert on a day since exposure among those who still could, in the reference and the arm. */
export type SinceExposure = TwoRates & { day: number };

/** Effect of a day, and of how many customers. */
type DayEffect = TimedEffect & { units: number };

const TREND_ALPHA = 0.01;
const WEEK_DAYS = 7;

/** Standard error of a single customer of each arm; of rates each day has its own. */
function errorPerUnit({ total, measure, estimator }: Paired): ((pair: Pair) => number) | null {
  if (estimator === 'rate') return null;
  const [control, treatment] = [total.control, total.treatment].map((tally) => {
    const level = levelOf(tally, measure);
    return level.state === 'computed' ? level.standardError * Math.sqrt(tally.units) : 0;
  });
  return (pair) =>
    Math.hypot(
      (control ?? 0) / Math.sqrt(pair.control.units),
      (treatment ?? 0) / Math.sqrt(pair.treatment.units),
    );
}

/**
 * Effect within each day of exposure, at its distance from the first.
 *
 * The error of a mean is that of its arm, for so many customers: a day's own spread is small on days without a large
 * value, which would then weigh most.
 */
function effectsByDay(metric: MetricData, reference: string, arm: string): DayEffect[] {
  const days = [...new Set(metric.cells.map(({ day }) => day))];
  const first = dayNumber(days[0] ?? '1970-01-01');
  const whole = pairUp(metric.strata, metric.input.measure, reference, arm);
  const errorOf = errorPerUnit(whole);
  return days.flatMap((day) => {
    const strata = strataOf(metric.cells.filter((cell) => cell.day === day));
    const paired = { ...pairUp(strata, metric.input.measure, reference, arm), expected: whole.expected };
    return paired.pairs.flatMap((pair): DayEffect[] => {
      const [effect] = stratumEffects({ ...paired, pairs: [pair] });
      if (!effect) return [];
      const standardError = errorOf ? errorOf(pair) : effect.standardError;
      return standardError > 0 ? [{ ...effect, standardError, at: dayNumber(day) - first }] : [];
    });
  });
}

/**
 * Logarithm of the ratio of the two arms' rates on a day since exposure. Days too thin for a normal approximation are left out.
 *
 * Relative, because most customers convert early: a difference would shrink by day without the effect fading.
 */
function logRatios(days: readonly SinceExposure[]): DayEffect[] {
  return days
    .filter((rates) => !hasSmallCells(rates))
    .filter(({ control, treatment }) => Math.min(control.conversions, treatment.conversions) > 0)
    .map(({ day, control, treatment }) => {
      const varianceOf = ({ conversions, units }: RateCounts) => 1 / conversions - 1 / units;
      const ratio = (treatment.conversions * control.units) / (control.conversions * treatment.units);
      const variance = varianceOf(control) + varianceOf(treatment);
      const units = control.units + treatment.units;
      return { at: day, estimate: Math.log(ratio), standardError: Math.sqrt(variance), units };
    })
    .filter(({ standardError }) => standardError > 0);
}

/** A logarithm of a ratio as the relative change it stands for. */
function asChange(interval: Interval): Interval {
  if (interval.state === 'notComputable') return interval;
  const { estimate, lower, upper } = interval;
  return computed({ estimate: Math.expm1(estimate), lower: Math.expm1(lower), upper: Math.expm1(upper) });
}

const lastOf = (points: readonly DayEffect[]): number => Math.max(...points.map(({ at }) => at));

/** What the slope says, flagged at its own level. */
function slopeFields(slope: IntervalTest): Pick<Novelty, 'slopePerDay' | 'pValue' | 'isFlagged'> {
  const pValue = slope.state === 'computed' ? slope.pValue : null;
  return { slopePerDay: intervalOf(slope), pValue, isFlagged: pValue !== null && pValue < TREND_ALPHA };
}

/** By days since exposure, which share their customers: those at risk on the first of some days stand for all of them. */
function sinceExposure(
  frame: Frame,
  metric: MetricData,
  arm: string,
  days: readonly SinceExposure[],
): Novelty {
  const points = logRatios(days);
  const horizon = curveHorizonOf(frame, metric.input);
  const testOf = (test: EffectTest, some: readonly DayEffect[]): IntervalTest => {
    if (test.state === 'notComputable') return test;
    const effect: Effect & { units: number } = {
      estimate: test.estimate,
      standardError: test.standardError,
      units: Math.max(...some.map(({ units }) => units)),
    };
    return besideTest(frame, arm, effect, horizon);
  };
  const meanOf = (isIn: (at: number) => boolean): Interval => {
    const some = points.filter(({ at }) => isIn(at));
    return asChange(intervalOf(testOf(weightedMean(some), some)));
  };
  const last = lastOf(points);
  const lastWeek = last < WEEK_DAYS ? null : meanOf((at) => at > last - WEEK_DAYS);
  return {
    arm,
    by: 'daySinceExposure',
    ...slopeFields(testOf(weightedTrend(points), points)),
    firstWeek: meanOf((at) => at < WEEK_DAYS),
    later: meanOf((at) => at >= WEEK_DAYS),
    lastWeek: lastWeek?.state === 'computed' ? lastWeek.estimate : null,
  };
}

/** By day of exposure: the difference itself, of the customers of a week as of any others. */
function byExposure(frame: Frame, metric: MetricData, arm: string): Novelty {
  const reference = frame.reference ?? '';
  const points = effectsByDay(metric, reference, arm);
  const first = dayNumber(metric.cells[0]?.day ?? '1970-01-01');
  const pairedIn = (isIn: (at: number) => boolean): Paired => {
    const cells = metric.cells.filter(({ day }: DayCell) => isIn(dayNumber(day) - first));
    return pairUp(strataOf(cells), metric.input.measure, reference, arm);
  };
  const effectIn = (isIn: (at: number) => boolean): Interval => {
    const paired = pairedIn(isIn);
    return paired.units === 0
      ? notComputable('no-units')
      : intervalOf(partTest(frame, paired, arm, metric.basis));
  };
  const trend = weightedTrend(points);
  const units = points.reduce((sum, point) => sum + point.units, 0);
  const slope: IntervalTest =
    metric.basis === 'soFar'
      ? notComputable('too-early')
      : trend.state === 'computed'
        ? besideTest(frame, arm, { estimate: trend.estimate, standardError: trend.standardError, units })
        : trend;
  const last = lastOf(points);
  // another set of customers at every look: no sequence has an interval for it
  const lastWeek = last < WEEK_DAYS ? null : pairEffect(pairedIn((at) => at > last - WEEK_DAYS));
  return {
    arm,
    by: 'dayOfExposure',
    ...slopeFields(slope),
    firstWeek: effectIn((at) => at < WEEK_DAYS),
    later: effectIn((at) => at >= WEEK_DAYS),
    lastWeek: lastWeek?.state === 'computed' ? lastWeek.estimate : null,
  };
}

/**
 * Does the effect fade or grow, with the days since exposure and with the day of exposure? Tests and intervals hold for
 * the horizon; what the last week came to is an estimate only.
 * Source: R. Kohavi, D. Tang and Y. Xu, Trustworthy Online Controlled Experiments (2020), ch. 23.
 */
export function novelty(
  frame: Frame,
  metric: MetricData,
  arm: string,
  days: readonly SinceExposure[],
): Novelty[] {
  return [sinceExposure(frame, metric, arm, days), byExposure(frame, metric, arm)];
}
