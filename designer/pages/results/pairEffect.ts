/** Effects between any two arms, as the run tells them. Pure. */
import type { Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';

type Interval = Comparison['alwaysValid'];

/** Arm `row` minus arm `column`; the intervals of all pairs hold together, at every look. */
export function pairEffect({ matrix }: MetricResult, row: string, column: string): Interval {
  const own = matrix.find(({ arm, against }) => arm === row && against === column);
  if (own) return own.difference;
  const turned = matrix.find(({ arm, against }) => arm === column && against === row);
  return turned ? negated(turned.difference) : notComputable('no-units');
}

function negated(interval: Interval): Interval {
  return interval.state === 'computed'
    ? { ...interval, estimate: -interval.estimate, lower: -interval.upper, upper: -interval.lower }
    : interval;
}
