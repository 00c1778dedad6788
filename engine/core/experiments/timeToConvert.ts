import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { computed, notComputable } from '../../../shared/statistic.ts';
import { kaplanMeier, type TimeCount } from '../statistics/kaplanMeier.ts';
import { logRank } from '../statistics/logRank.ts';
import type { MetricInput } from './analysisInput.ts';
import type { Frame } from './frame.ts';
import { curveHorizonOf } from './horizon.ts';

type TimeToConvert = Analysis['timeToConvert'][number];
type Curve = TimeToConvert['arms'][number];

/** How long the customers of an arm were watched, in days, and whether they reached the goal then. */
export function rowsOf({ times }: MetricInput, arm: string): TimeCount[] {
  return times
    .filter((row) => row.arm === arm)
    .map(({ day, events, censored }) => ({ time: day, events, censored }));
}

function curveOf(metric: MetricInput, arm: string, alpha: number): Curve {
  const rows = rowsOf(metric, arm);
  const curve = kaplanMeier(rows, alpha);
  if (curve.state === 'notComputable') return { arm, untilDay: null, points: [] };
  const untilDay = Math.max(
    ...rows.filter(({ events, censored }) => events + censored > 0).map(({ time }) => time),
  );
  const points = curve.points.map(({ time, converted, convertedInterval, atRisk }) => ({
    day: time,
    converted,
    lower: convertedInterval.state === 'computed' ? convertedInterval.lower : null,
    upper: convertedInterval.state === 'computed' ? convertedInterval.upper : null,
    atRisk,
  }));
  return { arm, untilDay, points };
}

/** Log-rank of every arm against the reference; one look, so none before the end. */
export function curveTests(frame: Frame, metric: MetricInput): TimeToConvert['tests'] {
  const { reference, others } = frame;
  const isAtEnd = curveHorizonOf(frame, metric) === 'plannedEnd';
  return others.map((arm) => {
    if (!isAtEnd) return { arm, test: notComputable('until-planned-end') };
    const test = logRank(rowsOf(metric, reference ?? ''), rowsOf(metric, arm));
    return { arm, test: test.state === 'computed' ? computed({ pValue: test.pValue }) : test };
  });
}

/** How fast the customers of each arm reach each goal, windows over or not. */
export function timeToConvert(frame: Frame): TimeToConvert[] {
  const { input, alpha } = frame;
  const goals = [...new Set(input.metrics.map(({ goal }) => goal))];
  return goals.flatMap((goal) => {
    const metric = input.metrics.find((one) => one.goal === goal);
    if (!metric) return [];
    const arms = input.arms.map(({ id }) => curveOf(metric, id, alpha));
    return [{ goal, arms, tests: curveTests(frame, metric) }];
  });
}
