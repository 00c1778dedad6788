import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { differenceOf, normalTest } from '../statistics/effect.ts';
import { leftAt, type SurvivalAt, survivalAt } from '../statistics/survivalAt.ts';
import { DAY_MS } from '../time/civil.ts';
import type { MetricInput } from './analysisInput.ts';
import type { Frame } from './frame.ts';
import { intervalOf, withPValue } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { curveTests, rowsOf } from './timeToConvert.ts';

type Retention = Analysis['retention'][number];
type Day = Retention['days'][number];

const DAYS = [30, 60, 90] as const;

function comparisonOf(arm: string, control: SurvivalAt, treatment: SurvivalAt, alpha: number) {
  const missing = [treatment, control].find(({ state }) => state === 'notComputable');
  if (treatment.state === 'notComputable' || control.state === 'notComputable') {
    return { arm, difference: intervalOf(missing ?? control), pValue: null };
  }
  const test = normalTest(differenceOf(control, treatment), alpha);
  return {
    arm,
    difference: intervalOf(withPValue(test, test)),
    pValue: test.state === 'computed' ? test.pValue : null,
  };
}

function dayOf({ input, reference, others, alpha }: Frame, metric: MetricInput, day: number): Day {
  const keptOf = (arm: string) => survivalAt(rowsOf(metric, arm), day, alpha);
  const control = keptOf(reference ?? '');
  return {
    day,
    arms: input.arms.map(({ id }) => ({
      arm: id,
      kept: intervalOf(keptOf(id)),
      left: leftAt(rowsOf(metric, id), day),
    })),
    comparisons: others.map((arm) => comparisonOf(arm, control, keptOf(arm), alpha)),
  };
}

/**
 * How many customers have not done what is bad, 30, 60 and 90 days after their exposure: of every goal that is better
 * the rarer it is, as far as its window reaches. Customers whose window still runs count as long as they were watched.
 */
export function retention(frame: Frame, metrics: readonly MetricData[]): Retention[] {
  const bad = metrics.filter(({ sign, input }) => sign === -1 && input.measure === 'conversion');
  const goals = [...new Set(bad.map(({ input }) => input.goal))];
  return goals.flatMap((goal) => {
    const metric = bad.find(({ input }) => input.goal === goal)?.input;
    const days = DAYS.filter((day) => metric !== undefined && metric.windowMs >= day * DAY_MS);
    if (!metric || days.length === 0) return [];
    return [{ goal, days: days.map((day) => dayOf(frame, metric, day)), tests: curveTests(frame, metric) }];
  });
}
