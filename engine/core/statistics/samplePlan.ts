// How many units a test needs, what it can find with those it has, and how long that takes.
import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  alphaSchema,
  computed,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import { normalCdf, normalUpperQuantile } from './special/normal.ts';
import { findBoundary } from './special/roots.ts';

const POWER_DEFAULT = 0.8;

export const designSchema = z.object({
  alpha: alphaSchema.optional(),
  /** Chance to find the effect if it is there. */
  power: z.number().gt(0).lt(1).optional(),
  /** Units of the treatment arm per unit of the control arm. */
  allocation: z.number().gt(0).optional(),
  /** Instead of the two-sided normal quantile: the always-valid critical value at the planned end, about 3.04. */
  criticalValue: z.number().gt(0).optional(),
});
export type Design = z.infer<typeof designSchema>;

export const sampleSizeSchema = resultSchema({ controlUnits: z.number(), treatmentUnits: z.number() });
export type SampleSize = z.infer<typeof sampleSizeSchema>;

export const detectableSchema = resultSchema({
  /** Treatment rate, or difference of means, that is just found with the wanted power. */
  detectable: z.number(),
});
export type Detectable = z.infer<typeof detectableSchema>;

interface Quantiles {
  readonly critical: number;
  readonly forPower: number;
  readonly allocation: number;
}

function quantilesOf({
  alpha = ALPHA_DEFAULT,
  power = POWER_DEFAULT,
  allocation = 1,
  criticalValue,
}: Design): Quantiles {
  const critical = criticalValue ?? normalUpperQuantile(alpha / 2);
  return { critical, forPower: normalUpperQuantile(1 - power), allocation };
}

/** Whole units, both arms rounded up; the tiny slack keeps an exact result from gaining a unit by rounding. */
function wholeUnits(controlUnits: number, allocation: number): SampleSize {
  const control = Math.ceil(controlUnits * (1 - 1e-12));
  return computed({ controlUnits: control, treatmentUnits: Math.ceil(control * allocation * (1 - 1e-12)) });
}

/** Standard deviations of the difference times √n_C: if there is no effect, and if there is. */
function deviations(
  controlRate: number,
  treatmentRate: number,
  allocation: number,
): { under: number; without: number } {
  const pooled = (controlRate + allocation * treatmentRate) / (1 + allocation);
  return {
    without: Math.sqrt((1 + 1 / allocation) * pooled * (1 - pooled)),
    under: Math.sqrt(controlRate * (1 - controlRate) + (treatmentRate * (1 - treatmentRate)) / allocation),
  };
}

/**
 * Units per arm to tell two rates apart.
 *
 * Source: J. Fleiss, A. Tytun and H. Ury, Biometrics 36 (1980) 343-346, without continuity correction.
 * Edge: `not-achievable` when the rates are equal.
 */
export function sampleSizeForRates(
  controlRate: number,
  treatmentRate: number,
  design: Design = {},
): SampleSize {
  if (controlRate === treatmentRate) return notComputable('not-achievable');
  const { critical, forPower, allocation } = quantilesOf(design);
  const { under, without } = deviations(controlRate, treatmentRate, allocation);
  const needed = ((critical * without + forPower * under) / (treatmentRate - controlRate)) ** 2;
  return wholeUnits(needed, allocation);
}

/** Chance to find the difference between two rates with this many control units; the formula above, solved for power. */
export function powerForRates(
  controlRate: number,
  treatmentRate: number,
  controlUnits: number,
  design: Design = {},
): number {
  const { critical, allocation } = quantilesOf(design);
  const { under, without } = deviations(controlRate, treatmentRate, allocation);
  const distance = Math.abs(treatmentRate - controlRate) * Math.sqrt(controlUnits) - critical * without;
  return under === 0 ? Number(distance > 0) : normalCdf(distance / under);
}

/**
 * Treatment rate nearest to the control's that this many control units find with the wanted power.
 *
 * @param direction  look above or below the control rate
 * Edge: `not-achievable` when not even a rate of 1 (or 0) would be found.
 */
export function detectableRate(
  controlRate: number,
  controlUnits: number,
  direction: 'increase' | 'decrease',
  design: Design = {},
): Detectable {
  const { power = POWER_DEFAULT } = design;
  const end = direction === 'increase' ? 1 : 0;
  const isFound = (rate: number) => powerForRates(controlRate, rate, controlUnits, design) >= power;
  if (controlRate === end || !isFound(end)) return notComputable('not-achievable');
  return computed({ detectable: findBoundary(end, controlRate, isFound) });
}

/** Variance that is left after adjusting for a covariate of the given correlation (CUPED). */
export function adjustedDeviation(deviation: number, correlation: number): number {
  return deviation * Math.sqrt(1 - correlation * correlation);
}

/**
 * Units per arm to find a difference of means, both arms with the same deviation.
 *
 * Source: n_C = (1 + 1/r) σ² (z + z)² / δ², two-sided normal approximation.
 * Edge: `not-achievable` when the difference is 0; `no-variance` when the deviation is.
 */
export function sampleSizeForMeans(difference: number, deviation: number, design: Design = {}): SampleSize {
  if (difference === 0) return notComputable('not-achievable');
  if (!(deviation > 0)) return notComputable('no-variance');
  const { critical, forPower, allocation } = quantilesOf(design);
  const needed = (1 + 1 / allocation) * (((critical + forPower) * deviation) / difference) ** 2;
  return wholeUnits(needed, allocation);
}

/** Chance to find a difference of means with this many control units. */
export function powerForMeans(
  difference: number,
  deviation: number,
  controlUnits: number,
  design: Design = {},
): number {
  if (deviation === 0) return Number(difference !== 0);
  const { critical, allocation } = quantilesOf(design);
  const standardError = deviation * Math.sqrt((1 + 1 / allocation) / controlUnits);
  return normalCdf(Math.abs(difference) / standardError - critical);
}

/** Difference of means that this many control units find with the wanted power. Edge: no units is not computable. */
export function detectableDifference(
  deviation: number,
  controlUnits: number,
  design: Design = {},
): Detectable {
  if (controlUnits === 0) return notComputable('no-units');
  if (!(deviation > 0)) return notComputable('no-variance');
  const { critical, forPower, allocation } = quantilesOf(design);
  return computed({
    detectable: (critical + forPower) * deviation * Math.sqrt((1 + 1 / allocation) / controlUnits),
  });
}

export const durationSchema = resultSchema({ collectDays: z.number(), totalDays: z.number() });
export type Duration = z.infer<typeof durationSchema>;

/**
 * Days until a test can be read: whole weeks of collecting, so that weekdays balance, plus the conversion window.
 *
 * Edge: `not-achievable` without entries.
 */
export function testDuration(plan: { units: number; unitsPerDay: number; windowDays: number }): Duration {
  if (!(plan.unitsPerDay > 0)) return notComputable('not-achievable');
  const collectDays = 7 * Math.ceil(plan.units / plan.unitsPerDay / 7);
  return computed({ collectDays, totalDays: collectDays + plan.windowDays });
}
