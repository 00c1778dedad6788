import type { Analysis, MetricResult } from '../../../shared/experiment/analysis.ts';
import { exposedUnits } from './checks/maturity.ts';
import { decidingInterval } from './comparison.ts';
import type { Frame } from './frame.ts';
import { type Interval, intervalOf, scaled } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { alwaysValidOf, pairUp } from './pairing.ts';

type Money = NonNullable<Analysis['money']>;

/** Difference in conversions, also where what decides is a value. */
function conversionEffect(frame: Frame, metric: MetricData, arm: string, primary: MetricResult): Interval {
  const comparison = primary.comparisons.find((one) => one.arm === arm);
  if (primary.measure === 'conversion' && comparison)
    return decidingInterval(comparison, frame.input.plan.method.type === 'alwaysValid');
  const paired = pairUp(metric.strata, 'conversion', frame.reference ?? '', arm);
  const plan = { alpha: frame.familyAlpha, plannedUnits: frame.plannedUnits.get(arm) ?? 1 };
  return intervalOf(alwaysValidOf(paired, plan));
}

function armMoney(
  frame: Frame,
  metric: MetricData,
  arm: string,
  primary: MetricResult,
): Money['arms'][number] {
  const { input, reference } = frame;
  const { perConversion, costPerCustomer = {} } = input.plan.worth ?? {};
  const exposed = exposedUnits(input, arm);
  const incremental = scaled(conversionEffect(frame, metric, arm, primary), exposed);
  const comparison = primary.comparisons.find((one) => one.arm === arm);
  const isSequence = input.plan.method.type === 'alwaysValid';
  const ofValue =
    primary.measure === 'value' && comparison
      ? scaled(decidingInterval(comparison, isSequence), exposed)
      : null;
  const worth = ofValue ?? (perConversion === undefined ? null : scaled(incremental, perConversion));
  const cost = ((costPerCustomer[arm] ?? 0) - (costPerCustomer[reference ?? ''] ?? 0)) * exposed;
  const gained = incremental.state === 'computed' ? incremental.estimate : 0;
  return {
    arm,
    incrementalConversions: incremental,
    worth,
    cost,
    costPerIncremental: gained > 0 ? cost / gained : null,
    net: worth && scaled(worth, 1, -cost),
  };
}

/** What the arms brought beyond the reference among all exposed, where the plan says what that is worth. */
export function money(
  frame: Frame,
  metric: MetricData | undefined,
  primary: MetricResult | null,
): Money | null {
  const { worth } = frame.input.plan;
  if (!worth || !metric || !primary) return null;
  return {
    currency: worth.currency,
    arms: frame.others.map((arm) => armMoney(frame, metric, arm, primary)),
  };
}
