/** Effects on the scales a reader may choose: absolute, relative, per 1,000 customers, in money. */
import {
  SEQUENCE_CONVERSIONS_MIN,
  SEQUENCE_UNITS_MIN,
} from '../../../engine/core/statistics/confidenceSequence.ts';
import { hasSmallCells } from '../../../engine/core/statistics/fisherExact.ts';
import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { instantMs } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';

export const SCALES = ['absolute', 'lift', 'perThousand', 'money'] as const;
export type ScaleId = (typeof SCALES)[number];

export interface Range {
  lower: number;
  upper: number;
}

/** How the numbers of a scale come about and what they are called. */
export interface Scale {
  id: ScaleId;
  unit: 'points' | 'percent' | 'conversions' | 'value' | 'money';
  /** what an effect in the analysis' own unit is multiplied by */
  factor: number;
  /** of money */
  currency: string | null;
}

/** a relative effect in percent */
const LIFT_FACTOR = 100;

/** Of an effect that is relative already, whatever the reader chose. */
export const RELATIVE_SCALE: Scale = { id: 'lift', unit: 'percent', factor: LIFT_FACTOR, currency: null };

/** An effect ready to be drawn: an estimate, the range valid at every look, and the one of the planned look. */
export interface EffectLine {
  estimate: number | null;
  outer: Range | null;
  /** only once the plan allows that look */
  inner: Range | null;
}

const MONTH_DAYS = 30;

/** Customers who would meet the split in a month, at the pace so far; null before the first. */
export function customersPerMonth({ startedAt, lastExposedAt, arms }: Analysis): number | null {
  if (startedAt === null || lastExposedAt === null) return null;
  const days = Math.max(1, (instantMs(lastExposedAt) - instantMs(startedAt)) / DAY_MS);
  return (arms.reduce((sum, { exposed, customers = exposed }) => sum + customers, 0) / days) * MONTH_DAYS;
}

/** Rate or mean of an arm; null while it has none. */
export function levelOf(metric: MetricResult, arm: string): number | null {
  const figures = metric.arms.find((candidate) => candidate.arm === arm);
  const level = metric.measure === 'value' ? figures?.mean : figures?.rate;
  return level?.state === 'computed' ? level.estimate : null;
}

/** Who converted among customers, where units are households too. */
const countsOf = ({ units, customers = units, conversions }: MetricResult['arms'][number]) => ({
  units: customers,
  conversions,
});

/** Arms too few for a lift: a ratio of hardly any conversions is an accident, whatever its size. */
export function tooFewForLift({ arms, measure }: MetricResult, { reference }: Analysis): string[] {
  const control = arms.find(({ arm }) => arm === reference);
  const isTooFew = (one: MetricResult['arms'][number]): boolean => {
    if (measure === 'value') return one.units < SEQUENCE_UNITS_MIN;
    const counts = countsOf(one);
    if (Math.min(counts.conversions, counts.units - counts.conversions) < SEQUENCE_CONVERSIONS_MIN)
      return true;
    return control !== undefined && hasSmallCells({ control: countsOf(control), treatment: counts });
  };
  return arms.filter(isTooFew).map(({ arm }) => arm);
}

/** The scale of that name for a metric; null where the plan or the data do not allow it. */
export function scaleOf(id: ScaleId, metric: MetricResult, analysis: Analysis): Scale | null {
  const { worth } = analysis.plan;
  const isRate = metric.measure === 'conversion';
  if (id === 'absolute') {
    return { id, unit: isRate ? 'points' : 'value', factor: isRate ? 100 : 1, currency: null };
  }
  if (id === 'perThousand') {
    return { id, unit: isRate ? 'conversions' : 'value', factor: 1000, currency: null };
  }
  if (id === 'lift') {
    if (tooFewForLift(metric, analysis).length > 0) return null;
    const level = analysis.reference === null ? null : levelOf(metric, analysis.reference);
    return level === null || level === 0
      ? null
      : { id, unit: 'percent', factor: 100 / level, currency: null };
  }
  const perUnit = isRate ? worth?.perConversion : worth && 1;
  const monthly = customersPerMonth(analysis);
  if (perUnit === undefined || monthly === null || !worth) return null;
  return { id, unit: 'money', factor: perUnit * monthly, currency: worth.currency };
}

type Interval = Comparison['alwaysValid'] | NonNullable<Comparison['fixed']>['test'];

function timesOf(interval: Interval, factor: number): Range | null {
  return interval.state === 'computed'
    ? { lower: interval.lower * factor, upper: interval.upper * factor }
    : null;
}

/** A comparison on a scale. */
export function effectLine(comparison: Comparison, scale: Scale): EffectLine {
  const { fixedHorizon, alwaysValid, alwaysValidLift, fixed } = comparison;
  // a ratio has its own estimate and intervals, since the reference's level is uncertain too
  const isLift = scale.id === 'lift';
  const factor = isLift ? LIFT_FACTOR : scale.factor;
  const own = isLift ? fixedHorizon.lift : fixedHorizon.difference;
  const outer = isLift ? alwaysValidLift : alwaysValid;
  const inner = isLift ? fixed?.lift : fixed?.test;
  const known = own.state === 'computed' ? own : outer;
  return {
    estimate: known.state === 'computed' ? known.estimate * factor : null,
    outer: timesOf(outer, factor),
    inner: inner === undefined ? null : timesOf(inner, factor),
  };
}

/** Every number of some lines, so that all of them can be shown to the same precision. */
export function numbersOf(lines: readonly EffectLine[]): number[] {
  return lines.flatMap(({ estimate, outer, inner }) => [
    ...(estimate === null ? [] : [estimate]),
    ...[outer, inner].flatMap((range) => (range === null ? [] : [range.lower, range.upper])),
  ]);
}

/** An interval without an inner one. */
export function lineOf(interval: Comparison['alwaysValid'], scale: Scale): EffectLine {
  if (interval.state !== 'computed') return { estimate: null, outer: null, inner: null };
  return {
    estimate: interval.estimate * scale.factor,
    outer: { lower: interval.lower * scale.factor, upper: interval.upper * scale.factor },
    inner: null,
  };
}
