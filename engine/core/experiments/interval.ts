import { computed, type NotComputable } from '../../../shared/statistic.ts';

export interface Bounds {
  estimate: number;
  lower: number;
  upper: number;
}
type Computed<Fields> = { state: 'computed' } & Fields;
export type Interval = Computed<Bounds> | NotComputable;
export type IntervalTest = Computed<Bounds & { pValue: number }> | NotComputable;

/** Only what belongs to an interval, whatever else its method told. */
export function intervalOf(result: Computed<Bounds> | NotComputable): Interval {
  if (result.state === 'notComputable') return result;
  const { estimate, lower, upper } = result;
  return computed({ estimate, lower, upper });
}

/** An interval with the p-value of the test that decides beside it. */
export function withPValue(
  interval: Computed<Bounds> | NotComputable,
  test: Computed<{ pValue: number }> | NotComputable,
): IntervalTest {
  if (interval.state === 'notComputable') return interval;
  if (test.state === 'notComputable') return test;
  const { estimate, lower, upper } = interval;
  return computed({ estimate, lower, upper, pValue: test.pValue });
}

/** An interval in another unit: per 1,000 customers, in money, among all exposed. */
export function scaled(interval: Interval, factor: number, shift = 0): Interval {
  if (interval.state === 'notComputable') return interval;
  const [one, other] = [interval.lower * factor + shift, interval.upper * factor + shift];
  return computed({
    estimate: interval.estimate * factor + shift,
    lower: Math.min(one, other),
    upper: Math.max(one, other),
  });
}
