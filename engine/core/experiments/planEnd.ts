import { exposedUnits } from './checks/maturity.ts';
import { dayAfter, localDay, maturingDays } from './days.ts';
import type { Frame } from './frame.ts';

/** Whether the last look of the plan has been taken. */
export function isPlanComplete({ input, looks }: Frame): boolean {
  const { method } = input.plan;
  const last = method.type === 'groupSequential' ? method.fractions.length - 1 : 0;
  return looks.some(({ index }) => index === last);
}

/** Whether the split took in its last customer too early for what the plan names. */
export function endedBeforePlan(frame: Frame): boolean {
  const { endedAtMs, plan, zone, metrics } = frame.input;
  const { plannedCustomers, plannedEnd } = plan;
  if (endedAtMs === null || isPlanComplete(frame)) return false;
  const lacksCustomers = plannedCustomers === undefined || exposedUnits(frame.input) < plannedCustomers;
  const lastOver = dayAfter(
    localDay(endedAtMs, zone),
    maturingDays(metrics[0]?.windowMs ?? 0, plan.delay) + 1,
  );
  const lacksDays = plannedEnd === undefined || lastOver < plannedEnd;
  return (plannedCustomers !== undefined || plannedEnd !== undefined) && lacksCustomers && lacksDays;
}
