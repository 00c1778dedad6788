// Goal: what the first week and the time after it came to is the difference of their customers, and no large value bends a slope.
// Method: statsmodels 0.13.5's weighted least squares with known variances; weeks by the primary metric's own interval.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import { expectNear, mustCompute } from '../statistics/near.ts';
import { atPlannedEnd, experimentInput, type Group } from './experimentInput.ts';

const byExposure = (input: AnalysisInput) =>
  analyse(input).overTime.novelty.find(({ by }) => by === 'dayOfExposure');

/** Day, then customers, mean and sum of squared distances of the control and of the treatment; few, one day with large values. */
const DAYS = [
  [0, 10, 5, 40, 12, 5.5, 60],
  [1, 8, 4, 20, 9, 4.2, 25],
  [9, 11, 6, 3_000, 10, 14, 9_000],
  [12, 9, 5, 30, 11, 5, 40],
];

const values = atPlannedEnd(
  experimentInput(
    DAYS.flatMap(([day = 0, ...of]) =>
      ['control', 'treatment'].map((arm, index): Group => {
        const [units = 0, mean = 0, centredSquares = 0] = of.slice(3 * index);
        return { arm, day, units, conversions: 0, capped: { units, mean, centredSquares } };
      }),
    ),
  ),
);

describe('an effect on values by day of exposure', () => {
  const found = byExposure(values);

  test('has the slope of days that weigh by their customers, not by how calm they were', () => {
    const { estimate, upper } = mustCompute(
      found?.slopePerDay ?? { state: 'notComputable', reason: 'no-units' },
    );
    expectNear(estimate, 0.22495312396428488, 1e-9);
    expectNear((upper - estimate) / 1.959963984540054, 0.5444487623450629, 1e-9);
  });

  test('has the plain difference of its customers in the first week and after it', () => {
    const none = { state: 'notComputable' as const, reason: 'no-units' as const };
    expectNear(mustCompute(found?.firstWeek ?? none).estimate, 0.3873015873015877, 1e-9);
    expectNear(mustCompute(found?.later ?? none).estimate, 3.7357142857142867, 1e-9);
    expectNear(found?.lastWeek ?? 0, 3.7357142857142867, 1e-9);
  });
});

describe('an effect on rates that fades after its first week', () => {
  const groups = Array.from({ length: 21 }, (_, day): Group[] => [
    { arm: 'control', day, units: 500, conversions: 25 },
    { arm: 'treatment', day, units: 500, conversions: day < 7 ? 50 : 27 },
  ]).flat();
  const running = experimentInput(groups, { plan: { plannedCustomers: 50_000 } });
  const atEnd = atPlannedEnd(running);

  test('is told as that of the first week alone would be', () => {
    const firstWeek = experimentInput(groups.filter(({ day = 0 }) => day < 7));
    const alone = analyse(atPlannedEnd(firstWeek)).primary?.comparisons[0]?.fixedHorizon.difference;
    expect(byExposure(atEnd)?.firstWeek).toEqual(alone);
  });

  test('is flagged, its last week an estimate without an interval', () => {
    expect(byExposure(atEnd)).toMatchObject({ isFlagged: true, lastWeek: expect.closeTo(0.004, 12) });
  });

  test('has wider intervals and a larger p-value while the test runs', () => {
    const none = { state: 'notComputable' as const, reason: 'no-units' as const };
    const widths = [running, atEnd].map((input) => {
      const { lower, upper } = mustCompute(byExposure(input)?.firstWeek ?? none);
      return upper - lower;
    });
    expect(widths[0]).toBeGreaterThan(1.5 * (widths[1] ?? 0));
    expect(byExposure(running)?.pValue).toBeGreaterThan(byExposure(atEnd)?.pValue ?? 1);
  });

  test('has no last week within its first one', () => {
    expect(byExposure(experimentInput(groups.filter(({ day = 0 }) => day < 7)))?.lastWeek).toBeNull();
  });
});
