import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { confidenceSequence, SEQUENCE_CONVERSIONS_MIN } from '../statistics/confidenceSequence.ts';
import { differenceOf, type Effect, normalTest } from '../statistics/effect.ts';
import type { TimeCount } from '../statistics/kaplanMeier.ts';
import { leftAt, survivalAt } from '../statistics/survivalAt.ts';
import type { MetricInput } from './analysisInput.ts';
import type { Frame } from './frame.ts';
import { curveHorizonOf, levelAtEnd, sequencePlanOf } from './horizon.ts';
import { type IntervalTest, intervalOf, withPValue } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { curveTests, rowsOf } from './timeToConvert.ts';

type Retention = Analysis['retention'][number];
type Day = Retention['days'][number];

const DAYS = [30, 60, 90] as const;

/** Events by the day, and customers kept: of fewer, the sequence promises nothing. */
function isTooEarly(rows: readonly TimeCount[], day: number): boolean {
  const events = rows.reduce((sum, row) => sum + (row.time < day ? row.events : 0), 0);
  return Math.min(events, leftAt(rows, day)) < SEQUENCE_CONVERSIONS_MIN;
}

/** At the end one test; before it the sequence of the primary metric, which its effect is held against. */
function testOf(frame: Frame, metric: MetricInput, arm: string, day: number, effect: Effect): IntervalTest {
  if (curveHorizonOf(frame, metric) === 'plannedEnd') {
    const test = normalTest(effect, levelAtEnd(frame));
    return withPValue(test, test);
  }
  const both = [frame.reference ?? '', arm].map((id) => rowsOf(metric, id));
  if (both.some((rows) => isTooEarly(rows, day))) return notComputable('too-early');
  const units = both.flat().reduce((sum, { events, censored }) => sum + events + censored, 0);
  const sequence = confidenceSequence(effect, units, sequencePlanOf(frame, arm));
  return withPValue(sequence, sequence);
}

function comparisonOf(frame: Frame, metric: MetricInput, arm: string, day: number) {
  const keptOf = (id: string) => survivalAt(rowsOf(metric, id), day, frame.alpha);
  const [control, treatment] = [keptOf(frame.reference ?? ''), keptOf(arm)];
  const missing = [treatment, control].find(({ state }) => state === 'notComputable');
  if (treatment.state === 'notComputable' || control.state === 'notComputable') {
    return { arm, difference: intervalOf(missing ?? control), pValue: null };
  }
  const test = testOf(frame, metric, arm, day, differenceOf(control, treatment));
  return { arm, difference: intervalOf(test), pValue: test.state === 'computed' ? test.pValue : null };
}

function dayOf(frame: Frame, metric: MetricInput, day: number): Day {
  const { input, others, alpha } = frame;
  return {
    day,
    arms: input.arms.map(({ id }) => ({
      arm: id,
      kept: intervalOf(survivalAt(rowsOf(metric, id), day, alpha)),
      left: leftAt(rowsOf(metric, id), day),
    })),
    comparisons: others.map((arm) => comparisonOf(frame, metric, arm, day)),
  };
}

/**
 * How many customers have not done what is bad, 30, 60 and 90 days after their exposure: of every goal that is better
 * the rarer it is, as far as its window reaches. Customers whose window still runs count as long as they were watched.
 * Source: sequences of Kaplan-Meier estimates over staggered entries have independent increments, as means have.
 */
export function retention(frame: Frame, metrics: readonly MetricData[]): Retention[] {
  const bad = metrics.filter(({ sign, input }) => sign === -1 && input.measure === 'conversion');
  const goals = [...new Set(bad.map(({ input }) => input.goal))];
  return goals.flatMap((goal) => {
    const metric = bad.find(({ input }) => input.goal === goal)?.input;
    const days = DAYS.filter((day) => metric !== undefined && metric.windowMs >= day * DAY_MS);
    if (!metric || days.length === 0) return [];
    return {
      goal,
      days: days.map((day) => dayOf(frame, metric, day)),
      tests: curveTests(frame, metric),
      horizon: curveHorizonOf(frame, metric),
    };
  });
}
