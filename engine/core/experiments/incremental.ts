import type { Analysis, MetricResult } from '../../../shared/experiment/analysis.ts';
import { computed, notComputable } from '../../../shared/statistic.ts';
import { decidingInterval } from './comparison.ts';
import type { Frame } from './frame.ts';
import { sequencePlanOf } from './horizon.ts';
import { type Interval, intervalOf, scaled } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { alwaysValidOf, pairUp } from './pairing.ts';
import { exposedCustomers } from './unitPart.ts';

type Incremental = Analysis['incremental'][number];

const isSequence = ({ input }: Frame): boolean => input.plan.method.type === 'alwaysValid';

/** Difference in conversions, also where what decides is a value. */
function conversionEffect(frame: Frame, metric: MetricData, arm: string, primary: MetricResult): Interval {
  const comparison = primary.comparisons.find((one) => one.arm === arm);
  if (primary.measure === 'conversion' && comparison) return decidingInterval(comparison, isSequence(frame));
  const paired = pairUp(metric.strata, 'conversion', frame.reference ?? '', arm);
  return intervalOf(alwaysValidOf(paired, sequencePlanOf(frame, arm)));
}

/** 1 − 1/ratio, from the interval of the lift that the plan's method decides by: so it agrees with the difference. */
function fractionOf(lift: Interval): Interval {
  if (lift.state === 'notComputable') return lift;
  if (lift.lower <= -1) return notComputable('denominator-zero');
  const { estimate, lower, upper } = lift;
  return computed({
    estimate: estimate / (1 + estimate),
    lower: lower / (1 + lower),
    upper: upper / (1 + upper),
  });
}

function liftNow(frame: Frame, comparison: MetricResult['comparisons'][number] | undefined): Interval {
  if (!comparison) return notComputable('no-units');
  if (isSequence(frame)) return comparison.alwaysValidLift;
  return comparison.fixed?.lift ?? notComputable('too-early');
}

function armIncremental(frame: Frame, metric: MetricData, arm: string, primary: MetricResult): Incremental {
  const exposed = exposedCustomers(frame.input, arm);
  const comparison = primary.comparisons.find((one) => one.arm === arm);
  const fraction = fractionOf(liftNow(frame, comparison));
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
