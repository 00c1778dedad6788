// How far an experiment is from being able to say something, and what is still missing.
import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { instantText } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { mixingPrecision } from '../statistics/confidenceSequence.ts';
import { instantOf } from '../time/zone.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { exposedUnits, matureUnits } from './checks/maturity.ts';
import { dayAfter, delayMs, localDay, maturingDays } from './days.ts';
import type { Frame } from './frame.ts';
import type { MetricData } from './metricData.ts';
import { missingForSequence, pairEffect, pairUp } from './pairing.ts';

type ChangesWith = Pick<Analysis['verdict'], 'changesWith' | 'changesWithCount'>;

/** Customers a sequence may be told to wait for; beyond, no number is better than one. */
const CUSTOMERS_MAX = 1_000_000_000;

/** Days until the last window is over. */
function daysToMature({ asOfMs, lastExposedAtMs, metrics, plan }: AnalysisInput): number {
  const overMs = (lastExposedAtMs ?? asOfMs) + (metrics[0]?.windowMs ?? 0) + delayMs(plan.delay);
  return Math.max(0, Math.ceil((overMs - asOfMs) / DAY_MS));
}

export function isAllMature(input: AnalysisInput): boolean {
  return matureUnits(input) >= exposedUnits(input);
}

/** What must come before anything is said at all; null when it has. */
export function whatIsMissing(frame: Frame, metric: MetricData): ChangesWith | null {
  const { input, choices, reference } = frame;
  const { asOfMs, firstExposedAtMs, plan } = input;
  const windowMs = metric.input.windowMs + delayMs(plan.delay);
  const sinceFirstMs = asOfMs - (firstExposedAtMs ?? asOfMs);
  if (metric.basis === 'soFar')
    return {
      changesWith: 'days',
      changesWithCount: Math.max(1, Math.ceil((windowMs - sinceFirstMs) / DAY_MS)),
    };
  const daysLeft = Math.ceil(plan.minimumDays - sinceFirstMs / DAY_MS);
  if (daysLeft > 0) return { changesWith: 'days', changesWithCount: daysLeft };
  const missing = choices.map((arm) =>
    missingForSequence(pairUp(metric.strata, metric.input.measure, reference ?? '', arm)),
  );
  const least = Math.min(...missing);
  if (least === 0) return null;
  const changesWith = metric.input.measure === 'value' ? 'customers' : 'conversions';
  return { changesWith, changesWithCount: Number.isFinite(least) ? least : null };
}

/** Customers of two arms at which the sequence would exclude 0, were the effect this one and the spread as now. */
function unitsToDecide(
  effect: number,
  errorPerUnit: number,
  plan: { alpha: number; plannedUnits: number },
): number {
  const isDecided = (units: number): boolean => {
    const information = units * mixingPrecision(plan.alpha, plan.plannedUnits);
    const critical = ((information + 1) / information) * (Math.log1p(information) - 2 * Math.log(plan.alpha));
    return effect ** 2 > (critical * errorPerUnit ** 2) / units;
  };
  let [below, above] = [0, 1];
  while (!isDecided(above) && above < CUSTOMERS_MAX) [below, above] = [above, above * 2];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (isDecided(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** Customers of all arms still needed at the present effect, or at the smallest worth knowing when that is larger. */
function customersNeeded(frame: Frame, metric: MetricData, arm: string): number | null {
  const paired = pairUp(metric.strata, metric.input.measure, frame.reference ?? '', arm);
  const effect = pairEffect(paired);
  if (effect.state === 'notComputable' || !(effect.standardError > 0)) return null;
  const size = Math.max(Math.abs(effect.estimate), frame.input.plan.minimumEffect ?? 0);
  const plan = { alpha: frame.familyAlpha, plannedUnits: frame.plannedUnits.get(arm) ?? 1 };
  const wanted = unitsToDecide(size, effect.standardError * Math.sqrt(paired.units), plan);
  if (wanted >= CUSTOMERS_MAX) return null;
  const all = matureUnits(frame.input);
  return Math.max(1, Math.ceil(((wanted - paired.units) * all) / paired.units));
}

/** What would change a verdict that is still open. */
export function whatWouldChange(
  frame: Frame,
  metric: MetricData,
  comparison: Comparison | undefined,
): ChangesWith {
  const { input } = frame;
  const { method, plannedCustomers } = input.plan;
  if (input.endedAtMs !== null) {
    return isAllMature(input)
      ? { changesWith: 'nothing', changesWithCount: null }
      : { changesWith: 'days', changesWithCount: daysToMature(input) };
  }
  if (method.type !== 'alwaysValid') {
    const left = plannedCustomers === undefined ? null : Math.max(0, plannedCustomers - matureUnits(input));
    return { changesWith: 'plannedEnd', changesWithCount: left };
  }
  const count = comparison ? customersNeeded(frame, metric, comparison.arm) : null;
  return { changesWith: 'customers', changesWithCount: count };
}

/** When the plan is fulfilled at the pace so far; null when it is, or will not be. */
export function readyAt({ plan, asOfMs, zone, exposed, metrics, ...input }: AnalysisInput): string | null {
  const windowMs = (metrics[0]?.windowMs ?? 0) + delayMs(plan.delay);
  if (plan.plannedCustomers === undefined) {
    if (plan.plannedEnd === undefined) return null;
    const [year = 0, month = 1, day = 1] = plan.plannedEnd.split('-').map(Number);
    const endMs = instantOf({ year, month, day, hour: 0, minute: 0 }, zone);
    return endMs > asOfMs ? instantText(endMs) : null;
  }
  let units = 0;
  for (const cell of exposed) {
    units += cell.units;
    if (units < plan.plannedCustomers) continue;
    const over = dayAfter(cell.day, maturingDays(windowMs, 'PT0S'));
    if (over <= localDay(asOfMs, zone)) return null;
    const [year = 0, month = 1, day = 1] = over.split('-').map(Number);
    return instantText(instantOf({ year, month, day, hour: 0, minute: 0 }, zone));
  }
  const { firstExposedAtMs, endedAtMs } = input;
  if (firstExposedAtMs === null || endedAtMs !== null || units === 0) return null;
  const spentMs = Math.max(DAY_MS, asOfMs - firstExposedAtMs);
  const leftMs = ((plan.plannedCustomers - units) * spentMs) / units;
  // a pace that would take longer than a century is none
  if (leftMs > 36_525 * DAY_MS) return null;
  return instantText(Math.ceil(asOfMs + leftMs + windowMs));
}

/** The arm that looks best among those compared. */
export function leadingOf(result: MetricResult | null, sign: 1 | -1): Comparison | undefined {
  const estimateOf = ({ fixedHorizon: { difference } }: Comparison): number =>
    difference.state === 'computed' ? sign * difference.estimate : -Infinity;
  return [...(result?.comparisons ?? [])].sort((one, other) => {
    const [left, right] = [estimateOf(one), estimateOf(other)];
    return left === right ? 0 : left > right ? -1 : 1;
  })[0];
}
