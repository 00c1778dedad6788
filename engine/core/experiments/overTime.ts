import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { computed } from '../../../shared/statistic.ts';
import { instantText } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { hasSmallCells } from '../statistics/fisherExact.ts';
import { miettinenNurminenDifference } from '../statistics/miettinenNurminenDifference.ts';
import type { RateCounts, TwoRates } from '../statistics/rates.ts';
import { type TimedEffect, weightedMean, weightedTrend } from '../statistics/weightedTrend.ts';
import { instantOf } from '../time/zone.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { dayAfter, dayNumber, maturingDays } from './days.ts';
import type { Frame } from './frame.ts';
import { type Interval, intervalOf } from './interval.ts';
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

/** Effect within each day of exposure, at its distance from the first. */
function effectsByDay(metric: MetricData, reference: string, arm: string): TimedEffect[] {
  const days = [...new Set(metric.cells.map(({ day }) => day))];
  const first = dayNumber(days[0] ?? '1970-01-01');
  const { expected } = pairUp(metric.strata, metric.input.measure, reference, arm);
  return days.flatMap((day) => {
    const strata = strataOf(metric.cells.filter((cell) => cell.day === day));
    return stratumEffects({ ...pairUp(strata, metric.input.measure, reference, arm), expected })
      .filter(({ standardError }) => standardError > 0)
      .map(({ estimate, standardError }) => ({ at: dayNumber(day) - first, estimate, standardError }));
  });
}

/**
 * Logarithm of the ratio of the two arms' rates on a day since exposure. Days too thin for a normal approximation are left out.
 *
 * Relative, because most customers convert early: a difference would shrink by day without the effect fading.
 */
function logRatios(days: readonly (TwoRates & { day: number })[]): TimedEffect[] {
  return days
    .filter((rates) => !hasSmallCells(rates))
    .filter(({ control, treatment }) => Math.min(control.conversions, treatment.conversions) > 0)
    .map(({ day, control, treatment }) => {
      const varianceOf = ({ conversions, units }: RateCounts) => 1 / conversions - 1 / units;
      const ratio = (treatment.conversions * control.units) / (control.conversions * treatment.units);
      const variance = varianceOf(control) + varianceOf(treatment);
      return { at: day, estimate: Math.log(ratio), standardError: Math.sqrt(variance) };
    })
    .filter(({ standardError }) => standardError > 0);
}

/** A logarithm of a ratio as the relative change it stands for. */
function asChange(interval: Interval): Interval {
  if (interval.state === 'notComputable') return interval;
  const { estimate, lower, upper } = interval;
  return computed({ estimate: Math.expm1(estimate), lower: Math.expm1(lower), upper: Math.expm1(upper) });
}

function trendOf(
  arm: string,
  by: OverTime['novelty'][number]['by'],
  points: readonly TimedEffect[],
  alpha: number,
): OverTime['novelty'][number] {
  const slope = weightedTrend(points, alpha);
  const pValue = slope.state === 'computed' ? slope.pValue : null;
  const shown = by === 'daySinceExposure' ? asChange : intervalOf;
  const isInFirstWeek = ({ at }: TimedEffect) => at < WEEK_DAYS;
  return {
    arm,
    by,
    slopePerDay: intervalOf(slope),
    firstWeek: shown(intervalOf(weightedMean(points.filter(isInFirstWeek), alpha))),
    later: shown(
      intervalOf(
        weightedMean(
          points.filter((point) => !isInFirstWeek(point)),
          alpha,
        ),
      ),
    ),
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
      trendOf(arm, 'daySinceExposure', logRatios(days), alpha),
      trendOf(arm, 'dayOfExposure', effectsByDay(metric, reference, arm), alpha),
    ]),
    markers,
    plannedEnd,
  };
}
