// An estimate and its standard error: the common currency between methods, and the normal test of it.
import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  computed,
  type NotComputable,
  notComputable,
  resultSchema,
  testFields,
} from '../../../shared/statistic.ts';
import { type Moments, sampleVariance } from './moments.ts';
import { type RateCounts, rateDifference, type TwoRates } from './rates.ts';
import { normalTwoSided, normalUpperQuantile } from './special/normal.ts';

export const effectSchema = z.object({ estimate: z.number(), standardError: z.number().min(0) });
export type Effect = z.infer<typeof effectSchema>;

export const effectResultSchema = resultSchema({ estimate: z.number(), standardError: z.number() });
export type EffectResult = z.infer<typeof effectResultSchema>;

export const effectTestSchema = resultSchema({ ...testFields, standardError: z.number() });
export type EffectTest = z.infer<typeof effectTestSchema>;

/** Why the means of two arms have no standard error, if so. */
export function whyNoStandardError(
  control: { units: number },
  treatment: { units: number },
): NotComputable | undefined {
  if (control.units === 0 || treatment.units === 0) return notComputable('no-units');
  if (control.units < 2 || treatment.units < 2) return notComputable('too-few-units');
  return undefined;
}

/** Mean with its standard error; needs two units. */
export function meanOf(moments: Moments): EffectResult {
  if (moments.units === 0) return notComputable('no-units');
  if (moments.units < 2) return notComputable('too-few-units');
  return computed({
    estimate: moments.mean,
    standardError: Math.sqrt(sampleVariance(moments) / moments.units),
  });
}

/** Difference of two rates with its unpooled standard error; both arms need units. */
export function rateEffect(rates: TwoRates): Effect {
  const varianceOf = ({ conversions, units }: RateCounts) =>
    (conversions / units) * ((units - conversions) / units / units);
  return {
    estimate: rateDifference(rates),
    standardError: Math.sqrt(varianceOf(rates.control) + varianceOf(rates.treatment)),
  };
}

/** Treatment − control of two independent estimates. */
export function differenceOf(control: Effect, treatment: Effect): Effect {
  return {
    estimate: treatment.estimate - control.estimate,
    standardError: Math.hypot(control.standardError, treatment.standardError),
  };
}

/**
 * Two-sided normal test of "no effect" with its interval, in the unit of the estimate.
 *
 * Edge: a standard error of 0 is not computable.
 */
export function normalTest({ estimate, standardError }: Effect, alpha: number = ALPHA_DEFAULT): EffectTest {
  if (!(standardError > 0)) return notComputable('no-variance');
  const z = estimate / standardError;
  const reach = normalUpperQuantile(alpha / 2) * standardError;
  return computed({
    estimate,
    lower: estimate - reach,
    upper: estimate + reach,
    z,
    pValue: normalTwoSided(z),
    standardError,
  });
}
