import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { computed } from '../../../shared/statistic.ts';
import { instantText } from '../../../shared/time.ts';
import type { EffectTest } from '../statistics/effect.ts';
import { hasSmallCells } from '../statistics/fisherExact.ts';
import { miettinenNurminenDifference } from '../statistics/miettinenNurminenDifference.ts';
import type { RateCounts, TwoRates } from '../statistics/rates.ts';
import { type TimedEffect, weightedMean, weightedTrend } from '../statistics/weightedTrend.ts';
import { DAY_MS } from '../time/civil.ts';
import { instantOf } from '../time/zone.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { dayAfter, dayNumber, maturingDays } from './days.ts';
import type { Frame } from './frame.ts';
import { besideTest, curveHorizonOf, horizonOf } from './horizon.ts';
import { type Interval, type IntervalTest, intervalOf } from './interval.ts';
import type { MetricData } from './metricData.ts';
import type { DraftedMetric } from './metricResult.ts';
import { pairUp, stratumEffects } from './pairing.ts';
import { strataOf } from './tally.ts';

type OverTime = Analysis['overTime'];

const TREND_ALPHA = 0.01;
const WEEK_DAYS = 7;

/** Per day since exposure: those who convert on it among those who still could, in the reference and the arm. */
function daysSinceExposure(
  { input }: MetricData,
  reference: string,
  arm: string,
): (TwoRates & { day: number })[] {
  // every day of the window, those without conversions too: a line from one day with some to the next would tell of more
  const windowDays = Math.max(1, Math.ceil(input.windowMs / DAY_MS));
  const lastOf = (rows: MetricData['input']['times']) => Math.max(-1, ...rows.map(({ day }) => day));
  const lastConversion = lastOf(input.times.filter(({ events }) => events > 0));
  const lastDay = Math.max(lastConversion, Math.min(lastOf(input.times), windowDays - 1));
  const days = Array.from({ length: lastDay + 1 }, (_, day) => day);
  const left = new Map([reference, arm].map((id) => [id, 0]));
  for (const row of input.times) {
    const before = left.get(row.arm);
    if (before !== undefined) left.set(row.arm, before + row.events + row.censored);
  }
  return days.flatMap((day) => {
    const countOf = (id: string) => {
      const rows = input.times.filter((row) => row.arm === id && row.day === day);
      const conversions = rows.reduce((sum, { events }) => sum + events, 0);
      const units = left.get(id) ?? 0;
      left.set(id, units - conversions - rows.reduce((sum, { censored }) => sum + censored, 0));
      return { conversions, units };
    };
    const rates = { control: countOf(reference), treatment: countOf(arm), day };
    const isEmpty = rates.control.units === 0 || rates.treatment.units === 0;
    return isEmpty ? [] : [rates];
  });
}

/** Effect of a day, and of how many customers. */
type DayEffect = TimedEffect & { units: number };

/** Effect within each day of exposure, at its distance from the first. */
function effectsByDay(metric: MetricData, reference: string, arm: string): DayEffect[] {
  const days = [...new Set(metric.cells.map(({ day }) => day))];
  const first = dayNumber(days[0] ?? '1970-01-01');
  const { expected } = pairUp(metric.strata, metric.input.measure, reference, arm);
  return days.flatMap((day) => {
    const strata = strataOf(metric.cells.filter((cell) => cell.day === day));
    return stratumEffects({ ...pairUp(strata, metric.input.measure, reference, arm), expected })
      .filter(({ standardError }) => standardError > 0)
      .map((effect) => ({ ...effect, at: dayNumber(day) - first }));
  });
}

/**
 * Logarithm of the ratio of the two arms' rates on a day since exposure. Days too thin for a normal approximation are left out.
 *
 * Relative, because most customers convert early: a difference would shrink by day without the effect fading.
 */
function logRatios(days: readonly (TwoRates & { day: number })[]): DayEffect[] {
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

type Novelty = OverTime['novelty'][number];

/** Customers behind the effects of some days: each day of exposure has its own, days since exposure share them. */
function unitsOf(by: Novelty['by'], points: readonly DayEffect[]): number {
  const all = points.map(({ units }) => units);
  return by === 'dayOfExposure' ? all.reduce((sum, units) => sum + units, 0) : Math.max(0, ...all);
}

/** Does the effect follow the days? Tests and intervals hold for the horizon; the last week is an estimate only. */
function trendOf(
  frame: Frame,
  { arm, by }: Pick<Novelty, 'arm' | 'by'>,
  points: readonly DayEffect[],
  horizon: Analysis['horizon'],
): Novelty {
  const shown = by === 'daySinceExposure' ? asChange : intervalOf;
  const testOf = (test: EffectTest, some: readonly DayEffect[]): IntervalTest =>
    test.state === 'computed' ? besideTest(frame, arm, { ...test, units: unitsOf(by, some) }, horizon) : test;
  const meanOf = (isIn: (at: number) => boolean) => {
    const some = points.filter(({ at }) => isIn(at));
    return shown(intervalOf(testOf(weightedMean(some), some)));
  };
  const last = Math.max(...points.map(({ at }) => at));
  const lastWeek = meanOf((at) => at > last - WEEK_DAYS);
  const slope = testOf(weightedTrend(points), points);
  const pValue = slope.state === 'computed' ? slope.pValue : null;
  return {
    arm,
    by,
    slopePerDay: intervalOf(slope),
    firstWeek: meanOf((at) => at < WEEK_DAYS),
    later: meanOf((at) => at >= WEEK_DAYS),
    // another set of customers at every look: no sequence has an interval for it
    lastWeek: last >= WEEK_DAYS && lastWeek.state === 'computed' ? lastWeek.estimate : null,
    pValue,
    isFlagged: pValue !== null && pValue < TREND_ALPHA,
  };
}

function markersOf({ markers, plan, zone }: AnalysisInput): OverTime['markers'] {
  const all: { atMs: number; type: OverTime['markers'][number]['type']; version: number | null }[] = [
    ...markers,
  ];
  if (plan.plannedEnd !== undefined) {
    const [year = 0, month = 1, day = 1] = plan.plannedEnd.split('-').map(Number);
    const atMs = instantOf({ year, month, day, hour: 0, minute: 0 }, zone);
    all.push({ atMs, type: 'plannedEnd', version: null });
  }
  return all
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ atMs, type, version }) => ({ at: instantText(atMs), type, version }));
}

/** How the primary metric's effect came about, by day, and whether it fades. */
export function overTime(frame: Frame, primary: DraftedMetric | undefined): OverTime {
  const { input, reference, others, alpha } = frame;
  const markers = markersOf(input);
  const plannedEnd = input.plan.plannedEnd ?? null;
  if (!primary || reference === null)
    return { cumulative: [], sinceExposure: [], novelty: [], markers, plannedEnd };
  const { metric, looks } = primary;
  const window = maturingDays(metric.input.windowMs, input.plan.delay);
  const since = others.map((arm) => ({ arm, days: daysSinceExposure(metric, reference, arm) }));
  return {
    cumulative: looks.map(({ arm, day, units, alwaysValid }) => ({
      at: dayAfter(day, window),
      arm,
      units,
      effect: intervalOf(alwaysValid),
    })),
    sinceExposure: since.flatMap(({ arm, days }) =>
      days.map(({ day, ...rates }) => ({
        at: String(day),
        arm,
        units: rates.control.units + rates.treatment.units,
        effect: intervalOf(miettinenNurminenDifference({ ...rates, alpha })),
      })),
    ),
    novelty: since.flatMap(({ arm, days }) => [
      trendOf(frame, { arm, by: 'daySinceExposure' }, logRatios(days), curveHorizonOf(frame, metric.input)),
      trendOf(frame, { arm, by: 'dayOfExposure' }, effectsByDay(metric, reference, arm), horizonOf(frame)),
    ]),
    markers,
    plannedEnd,
  };
}
