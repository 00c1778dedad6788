// Goal: an operator reads how long a release takes before choosing its rate.
// Method: counts and rates against the time in the largest unit that says it.
import { expect, test } from 'vitest';
import { releaseTime } from '../../../designer/pages/editor/useReleaseTime.ts';

test.each([
  { count: 1, perSecond: 1, value: 1, unit: 'second' },
  { count: 60, perSecond: 1, value: 59, unit: 'second' },
  { count: 61, perSecond: 1, value: 1, unit: 'minute' },
  { count: 5_000, perSecond: 50, value: 2, unit: 'minute' },
  { count: 100_000, perSecond: 1, value: 2, unit: 'day' },
  { count: 11, perSecond: 0.001, value: 3, unit: 'hour' },
])('$count at $perSecond a second take $value $unit', ({ count, perSecond, value, unit }) => {
  expect(releaseTime(count, perSecond)).toEqual({ value, unit });
});
