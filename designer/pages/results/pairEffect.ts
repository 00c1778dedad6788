/** Effects between two arms neither of which is the reference: from what the run says of each arm. Pure. */
import { confidenceSequence } from '../../../engine/core/statistics/confidenceSequence.ts';
import { differenceOf, type Effect } from '../../../engine/core/statistics/effect.ts';
import { normalUpperQuantile } from '../../../engine/core/statistics/special/normal.ts';
import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';

type Interval = Comparison['alwaysValid'];
type ArmFigures = MetricResult['arms'][number];

/** Level of an arm with its standard error; null while there is none. */
function effectOf({ units, conversions, mean }: ArmFigures, alpha: number): Effect | null {
  if (units === 0) return null;
  if (mean === null) {
    const rate = conversions / units;
    return { estimate: rate, standardError: Math.sqrt((rate * (1 - rate)) / units) };
  }
  if (mean.state !== 'computed') return null;
  const standardError = (mean.upper - mean.lower) / (2 * normalUpperQuantile(alpha / 2));
  return { estimate: mean.estimate, standardError };
}

/** Arm `row` minus arm `column`, valid at every look; the run's own comparison where it has one. */
export function pairEffect(metric: MetricResult, analysis: Analysis, row: string, column: string): Interval {
  const own = metric.comparisons.find(({ arm, against }) => arm === row && against === column);
  if (own) return own.alwaysValid;
  const turned = metric.comparisons.find(({ arm, against }) => arm === column && against === row);
  if (turned) return negated(turned.alwaysValid);
  // only the run knows how much households differ
  if (analysis.unit) return inMatrix(metric, row, column);
  const { alpha, plannedCustomers } = analysis.plan;
  const [one, other] = [row, column].map((id) => metric.arms.find(({ arm }) => arm === id));
  const from = other && effectOf(other, alpha);
  const to = one && effectOf(one, alpha);
  if (!from || !to || !one || !other) return notComputable('no-units');
  if (Math.min(one.conversions, other.conversions) < CONVERSIONS_MIN) return notComputable('too-early');
  const units = one.units + other.units;
  // the plan's customers are of all arms together
  const plannedUnits = ((plannedCustomers ?? units) * 2) / metric.arms.length;
  return confidenceSequence(differenceOf(from, to), units, { plannedUnits, alpha });
}

function inMatrix({ matrix }: MetricResult, row: string, column: string): Interval {
  const own = matrix.find(({ arm, against }) => arm === row && against === column);
  if (own) return own.difference;
  const turned = matrix.find(({ arm, against }) => arm === column && against === row);
  return turned ? negated(turned.difference) : notComputable('no-units');
}

/** Fewer make no normal approximation */
const CONVERSIONS_MIN = 20;

function negated(interval: Interval): Interval {
  return interval.state === 'computed'
    ? { ...interval, estimate: -interval.estimate, lower: -interval.upper, upper: -interval.lower }
    : interval;
}
