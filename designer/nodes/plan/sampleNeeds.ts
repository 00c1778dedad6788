/** How large a test has to be, what the planned one can find, and how long it takes (statistics.md §3.10). */
import { confidenceSequence } from '../../../engine/core/statistics/confidenceSequence.ts';
import { groupSequentialBounds } from '../../../engine/core/statistics/groupSequential.ts';
import {
  type Design,
  detectableDifference,
  detectableRate,
  powerForMeans,
  powerForRates,
  type SampleSize,
  sampleSizeForMeans,
  sampleSizeForRates,
  testDuration,
} from '../../../engine/core/statistics/samplePlan.ts';
import type { GoalHistory } from '../../../shared/api/experiments.ts';
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import type { ArmShare } from '../../../shared/nodes/moment.ts';
import { notComputable } from '../../../shared/statistic.ts';

/** Conversions an arm needs before the always-valid interval says anything. */
const CONVERSIONS_MIN = 20;
const DAYS_PER_WEEK = 7;

export interface SampleQuestion {
  plan: ExperimentPlan;
  arms: readonly (ArmShare & { control: boolean })[];
  /** what is expected of the control: a share of customers, or a value per customer with its deviation */
  baseline: { rate: number } | { mean: number; deviation: number };
  history: Pick<GoalHistory, 'customerCount' | 'perDay'>;
  /** of a split that draws for them, which are then what is planned for: customers of one, and the design effect of the goal */
  households?: { size: number; designEffect: number } | undefined;
  /** customers come together, not day by day */
  isAtOnce: boolean;
  /** window of the goal and the delay of its events */
  windowDays: number;
  /** days from the first entry to the journey's end; null where it has none */
  journeyDays: number | null;
}

export type SampleWarning =
  | 'tooFewCustomers'
  | 'nobodyComes'
  | 'afterJourneyEnd'
  | 'minimumDays'
  | 'fewConversions';

export interface SampleNeeds {
  /** customers of the smallest arm, and of all arms together, or households; null where no number is enough */
  needed: { perArm: number; total: number } | null;
  /** from the first entry until the last window is over */
  duration: { collectDays: number; totalDays: number } | null;
  /** chance to find the plan's smallest effect with its planned customers */
  power: number | null;
  /** smallest effect those find with the plan's power */
  detectable: number | null;
  warnings: SampleWarning[];
}

/** The critical value of the plan's method at its end, each arm tested with its part of alpha. */
export function criticalValueOf(
  { method, alpha }: ExperimentPlan,
  comparisonCount: number,
): number | undefined {
  const each = alpha / Math.max(1, comparisonCount);
  switch (method.type) {
    case 'fixed':
      return undefined;
    case 'groupSequential':
      return groupSequentialBounds({ fractions: method.fractions, alpha: each }).at(-1)?.criticalValue;
    case 'alwaysValid': {
      // at the planned total the value depends on alpha alone
      const planned = { plannedUnits: 1, alpha: each };
      const sequence = confidenceSequence({ estimate: 0, standardError: 1 }, 1, planned);
      return sequence.state === 'computed' ? sequence.criticalValue : undefined;
    }
  }
}

interface Comparison {
  controlShare: number;
  treatmentShare: number;
  design: Design;
}

/** The comparison that is hardest to decide: control against the smallest of the other arms. */
function hardest({ plan, arms }: SampleQuestion): Comparison | null {
  const taken = arms.filter(({ share }) => share > 0);
  const control = taken.find((arm) => arm.control);
  const others = taken.filter((arm) => arm !== control);
  const smallest = Math.min(...others.map(({ share }) => share));
  if (!control || others.length === 0) return null;
  const criticalValue = criticalValueOf(plan, others.length);
  return {
    controlShare: control.share / 100,
    treatmentShare: smallest / 100,
    design: {
      alpha: plan.alpha / others.length,
      power: plan.power,
      allocation: smallest / control.share,
      ...(criticalValue === undefined ? {} : { criticalValue }),
    },
  };
}

interface Found {
  needed: SampleSize;
  powerWith(controlUnits: number): number | null;
  detectableWith(controlUnits: number): number | null;
}

function ofRates(rate: number, { primary, minimumEffect }: ExperimentPlan, design: Design): Found {
  const { direction } = primary;
  const wanted =
    minimumEffect === undefined ? null : rate + (direction === 'increase' ? 1 : -1) * minimumEffect;
  const isPossible = wanted !== null && wanted >= 0 && wanted <= 1;
  return {
    needed: isPossible ? sampleSizeForRates(rate, wanted, design) : notComputable('not-achievable'),
    powerWith: (units) => (isPossible ? powerForRates(rate, wanted, units, design) : null),
    detectableWith: (units) => {
      const found = detectableRate(rate, units, direction, design);
      return found.state === 'computed' ? Math.abs(found.detectable - rate) : null;
    },
  };
}

function ofMeans(deviation: number, { minimumEffect }: ExperimentPlan, design: Design): Found {
  return {
    needed:
      minimumEffect === undefined
        ? notComputable('not-achievable')
        : sampleSizeForMeans(minimumEffect, deviation, design),
    powerWith: (units) =>
      minimumEffect === undefined ? null : powerForMeans(minimumEffect, deviation, units, design),
    detectableWith: (units) => {
      const found = detectableDifference(deviation, units, design);
      return found.state === 'computed' ? found.detectable : null;
    },
  };
}

/** Independent customers that a unit of the plan is worth: one customer, or what a household says. */
function worthOf({ households }: SampleQuestion): number {
  return households ? households.size / households.designEffect : 1;
}

/** Units of the plan that come: customers, or the households they are in. */
function unitsOfHistory({ history: { customerCount, perDay }, households }: SampleQuestion) {
  const size = households?.size ?? 1;
  return { count: customerCount / size, perDay: perDay === null ? null : perDay / size };
}

function durationOf(question: SampleQuestion, units: number): SampleNeeds['duration'] {
  const { isAtOnce, windowDays, plan } = question;
  const { perDay } = unitsOfHistory(question);
  const wholeWeeks = (days: number) => DAYS_PER_WEEK * Math.ceil(days / DAYS_PER_WEEK);
  if (isAtOnce) return { collectDays: 0, totalDays: Math.max(Math.ceil(windowDays), plan.minimumDays) };
  if (perDay === null) return null;
  const found = testDuration({ units, unitsPerDay: perDay, windowDays: Math.ceil(windowDays) });
  if (found.state !== 'computed') return null;
  const collectDays = Math.max(found.collectDays, wholeWeeks(plan.minimumDays));
  return { collectDays, totalDays: collectDays + Math.ceil(windowDays) };
}

function warningsOf(question: SampleQuestion, needs: Omit<SampleNeeds, 'warnings'>): SampleWarning[] {
  const { isAtOnce, journeyDays, plan, baseline, arms } = question;
  const { needed, duration } = needs;
  const { count, perDay } = unitsOfHistory(question);
  const warnings: SampleWarning[] = [];
  if (needed && isAtOnce && needed.total > count) warnings.push('tooFewCustomers');
  if (!isAtOnce && perDay === 0) warnings.push('nobodyComes');
  if (duration && journeyDays !== null && duration.totalDays > journeyDays) warnings.push('afterJourneyEnd');
  const pace = perDay ?? 0;
  if (needed && !isAtOnce && pace > 0 && needed.total / pace < plan.minimumDays) warnings.push('minimumDays');
  const control = arms.find((arm) => arm.control);
  const units = ((plan.plannedCustomers ?? needed?.total ?? 0) * (control?.share ?? 0)) / 100;
  if ('rate' in baseline && units > 0 && baseline.rate * units * worthOf(question) < CONVERSIONS_MIN)
    warnings.push('fewConversions');
  return warnings;
}

/** Null while there is nothing to compare: no control, or no other arm. */
export function sampleNeeds(question: SampleQuestion): SampleNeeds | null {
  const { plan, baseline } = question;
  const comparison = hardest(question);
  if (!comparison) return null;
  const { controlShare, treatmentShare, design } = comparison;
  const found =
    'rate' in baseline ? ofRates(baseline.rate, plan, design) : ofMeans(baseline.deviation, plan, design);
  const worth = worthOf(question);
  const total =
    found.needed.state === 'computed' ? Math.ceil(found.needed.controlUnits / controlShare / worth) : null;
  const needed =
    total === null ? null : { perArm: Math.ceil(total * Math.min(controlShare, treatmentShare)), total };
  const planned = plan.plannedCustomers === undefined ? null : plan.plannedCustomers * controlShare * worth;
  const needs = {
    needed,
    duration: needed && durationOf(question, needed.total),
    power: planned === null ? null : found.powerWith(planned),
    detectable: planned === null ? null : found.detectableWith(planned),
  };
  return { ...needs, warnings: warningsOf(question, needs) };
}
