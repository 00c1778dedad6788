import type { Analysis, MetricResult } from '../../../shared/experiment/analysis.ts';
import { computed, notComputable } from '../../../shared/statistic.ts';
import { decidingInterval } from './comparison.ts';
import { levelsOf } from './fixedTest.ts';
import type { Frame } from './frame.ts';
import { type Interval, intervalOf, scaled } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { alwaysValidOf, type Paired, pairEffect, pairUp } from './pairing.ts';
import { exposedCustomers } from './unitPart.ts';

type Incremental = Analysis['incremental'][number];

const isSequence = ({ input }: Frame): boolean => input.plan.method.type === 'alwaysValid';

/** Difference in conversions, also where what decides is a value. */
function conversionEffect(frame: Frame, metric: MetricData, arm: string, primary: MetricResult): Interval {
  const comparison = primary.comparisons.find((one) => one.arm === arm);
  if (primary.measure === 'conversion' && comparison) return decidingInterval(comparison, isSequence(frame));
  const paired = pairUp(metric.strata, 'conversion', frame.reference ?? '', arm);
  return intervalOf(alwaysValidOf(paired, sequencePlan(frame, arm)));
}

function sequencePlan(frame: Frame, arm: string) {
  return { alpha: frame.familyAlpha, plannedUnits: frame.plannedUnits.get(arm) ?? 1 };
}

/** 1 − 1/ratio, the larger the ratio the larger. */
const shareOf = (logRatio: number): number => -Math.expm1(-logRatio);

/** At every look: the logarithm of the ratio with the error of both levels, as wide as the sequence is just then. */
function fractionNow(frame: Frame, paired: Paired, arm: string): Interval {
  const sequence = alwaysValidOf(paired, sequencePlan(frame, arm));
  if (sequence.state === 'notComputable') return sequence;
  const effect = pairEffect(paired);
  if (effect.state === 'notComputable') return effect;
  const { control, treatment } = levelsOf(paired);
  if (control.state === 'notComputable') return control;
  if (treatment.state === 'notComputable') return treatment;
  if (control.estimate <= 0) return notComputable('control-mean-not-distinguishable-from-zero');
  if (treatment.estimate <= 0) return notComputable('denominator-zero');
  const errors = (sequence.upper - sequence.estimate) / effect.standardError;
  const logRatio = Math.log(treatment.estimate / control.estimate);
  const reach =
    errors *
    Math.hypot(control.standardError / control.estimate, treatment.standardError / treatment.estimate);
  return computed({
    estimate: shareOf(logRatio),
    lower: shareOf(logRatio - reach),
    upper: shareOf(logRatio + reach),
  });
}

/** Once the plan allowed a look: from the interval of that look's lift, which agrees with its test. */
function fractionAtLook({ fixed }: MetricResult['comparisons'][number]): Interval {
  if (!fixed) return notComputable('too-early');
  const { lift } = fixed;
  if (lift.state === 'notComputable') return lift;
  if (lift.lower <= -1) return notComputable('denominator-zero');
  const { estimate, lower, upper } = lift;
  return computed({
    estimate: estimate / (1 + estimate),
    lower: lower / (1 + lower),
    upper: upper / (1 + upper),
  });
}

function armIncremental(frame: Frame, metric: MetricData, arm: string, primary: MetricResult): Incremental {
  const { input, reference } = frame;
  const exposed = exposedCustomers(input, arm);
  const comparison = primary.comparisons.find((one) => one.arm === arm);
  const paired = pairUp(metric.strata, metric.input.measure, reference ?? '', arm);
  const fraction = isSequence(frame)
    ? fractionNow(frame, paired, arm)
    : comparison
      ? fractionAtLook(comparison)
      : notComputable('no-units');
  return {
    arm,
    exposed,
    conversions: scaled(conversionEffect(frame, metric, arm, primary), exposed),
    value:
      primary.measure === 'value' && comparison
        ? scaled(decidingInterval(comparison, isSequence(frame)), exposed)
        : null,
    attributableFraction: metric.basis === 'mature' ? fraction : notComputable('too-early'),
  };
}

/**
 * What the arms brought beyond the reference: of a journey's holdout, what the journey brought.
 * Source: p_T − p_C times the customers exposed, and (p_T − p_C)/p_T; statistics.md 3.16.
 */
export function incremental(
  frame: Frame,
  metric: MetricData | undefined,
  primary: MetricResult | null,
): Incremental[] {
  if (!metric || !primary) return [];
  return frame.others.map((arm) => armIncremental(frame, metric, arm, primary));
}
