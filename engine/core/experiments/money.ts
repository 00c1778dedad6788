import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { Frame } from './frame.ts';
import { scaled } from './interval.ts';

type Money = NonNullable<Analysis['money']>;
type Incremental = Analysis['incremental'][number];

function armMoney(
  { input, reference }: Frame,
  { arm, exposed, conversions, value }: Incremental,
): Money['arms'][number] {
  const { perConversion, costPerCustomer = {} } = input.plan.worth ?? {};
  const worth = value ?? (perConversion === undefined ? null : scaled(conversions, perConversion));
  const cost = ((costPerCustomer[arm] ?? 0) - (costPerCustomer[reference ?? ''] ?? 0)) * exposed;
  const gained = conversions.state === 'computed' ? conversions.estimate : 0;
  return {
    arm,
    worth,
    cost,
    costPerIncremental: gained > 0 ? cost / gained : null,
    net: worth && scaled(worth, 1, -cost),
  };
}

/** What the arms' increments are worth and cost, where the plan says so. */
export function money(frame: Frame, increments: readonly Incremental[]): Money | null {
  const { worth } = frame.input.plan;
  if (!worth || increments.length === 0) return null;
  return { currency: worth.currency, arms: increments.map((one) => armMoney(frame, one)) };
}
