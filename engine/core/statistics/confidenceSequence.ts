// Intervals and p-values that stay valid however often they are looked at.
import { z } from 'zod';
import {
  ALPHA_DEFAULT,
  computed,
  intervalFields,
  notComputable,
  resultSchema,
} from '../../../shared/statistic.ts';
import { differenceOf, type Effect, meanOf, rateEffect } from './effect.ts';
import type { RateCounts, TwoRates } from './rates.ts';
import type { TwoMeans } from './welch.ts';

export const alwaysValidSchema = resultSchema({
  ...intervalFields,
  standardError: z.number(),
  /** Half width in standard errors: 1.96 for a fixed look, about 3.04 here at the planned end. */
  criticalValue: z.number(),
  /** Natural logarithm of the e-value; kept in logs because it grows past any number. */
  logEValue: z.number(),
  /** Smallest p-value of all looks so far. */
  pValue: z.number(),
});
export type AlwaysValid = z.infer<typeof alwaysValidSchema>;

export const sequencePlanSchema = z.object({
  /** Planned total of the two arms compared, fixed before the start: where the sequence is tightest. */
  plannedUnits: z.number().gt(0),
  alpha: z.number().gt(0).lt(1).optional(),
  /** p-value of the look before; 1 at the first. */
  pValueBefore: z.number().min(0).max(1).optional(),
});
export type SequencePlan = z.infer<typeof sequencePlanSchema>;

/** The sequence is asymptotic: before this many converters and as many non-converters per arm it promises nothing. */
export const SEQUENCE_CONVERSIONS_MIN = 20;
/** The same for means. */
export const SEQUENCE_UNITS_MIN = 100;

/** Mixing precision ρ² per unit that makes the interval tightest near the planned total. */
export function mixingPrecision(alpha: number, plannedUnits: number): number {
  const double = -2 * Math.log(alpha);
  return (double + Math.log1p(double)) / plannedUnits;
}

/**
 * Asymptotic confidence sequence of an effect, with the e-value and p-value it inverts.
 *
 * @param units  units of both arms behind the effect now
 * Source: I. Waudby-Smith et al., Annals of Statistics 52 (2024) 2613-2640; the same thing as the mSPRT of R. Johari
 * et al. (arXiv 1512.04922) with mixing variance SE²·n·ρ².
 * Edge: no units, or a standard error of 0, is not computable. It does not check that it is early; the two functions
 * below do.
 */
export function confidenceSequence(
  { estimate, standardError }: Effect,
  units: number,
  plan: SequencePlan,
): AlwaysValid {
  if (units === 0) return notComputable('no-units');
  if (!(standardError > 0)) return notComputable('no-variance');
  const { alpha = ALPHA_DEFAULT, plannedUnits, pValueBefore = 1 } = plan;
  const information = units * mixingPrecision(alpha, plannedUnits);
  const criticalValue = Math.sqrt(
    ((information + 1) / information) * (Math.log1p(information) - 2 * Math.log(alpha)),
  );
  const square = (estimate / standardError) ** 2;
  const logEValue = (square * information) / (2 * (information + 1)) - 0.5 * Math.log1p(information);
  return computed({
    estimate,
    lower: estimate - criticalValue * standardError,
    upper: estimate + criticalValue * standardError,
    standardError,
    criticalValue,
    logEValue,
    pValue: Math.min(pValueBefore, Math.exp(-logEValue)),
  });
}

function hasEnough({ conversions, units }: RateCounts): boolean {
  return Math.min(conversions, units - conversions) >= SEQUENCE_CONVERSIONS_MIN;
}

/** Always-valid difference of two rates, treatment − control. Edge: `too-early` below 20 converters and 20 others per arm. */
export function alwaysValidRates(rates: TwoRates, plan: SequencePlan): AlwaysValid {
  const { control, treatment } = rates;
  if (control.units === 0 || treatment.units === 0) return notComputable('no-units');
  if (!hasEnough(control) || !hasEnough(treatment)) return notComputable('too-early');
  return confidenceSequence(rateEffect(rates), control.units + treatment.units, plan);
}

/** Always-valid difference of two means, treatment − control. Edge: `too-early` below 100 units per arm. */
export function alwaysValidMeans({ control, treatment }: TwoMeans, plan: SequencePlan): AlwaysValid {
  if (control.units === 0 || treatment.units === 0) return notComputable('no-units');
  if (Math.min(control.units, treatment.units) < SEQUENCE_UNITS_MIN) return notComputable('too-early');
  const [from, to] = [meanOf(control), meanOf(treatment)];
  if (from.state === 'notComputable') return from;
  if (to.state === 'notComputable') return to;
  return confidenceSequence(differenceOf(from, to), control.units + treatment.units, plan);
}

/**
 * Reach of the one-sided sequence, for guardrails: effect − reach is a lower bound valid at every look.
 *
 * Source: I. Waudby-Smith et al. (2024), one-sided form; ρ is tuned with twice the alpha.
 */
export function oneSidedReach(standardError: number, units: number, plan: SequencePlan): number {
  const { alpha = ALPHA_DEFAULT, plannedUnits } = plan;
  const information = units * mixingPrecision(Math.min(2 * alpha, 0.999), plannedUnits);
  const log = Math.log1p(Math.sqrt(information + 1) / (2 * alpha));
  return standardError * Math.sqrt(((2 * (information + 1)) / information) * log);
}
