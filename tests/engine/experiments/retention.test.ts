// Goal: a goal that is better the rarer it is tells who was kept after 30, 60 and 90 days, and how sure that is.
// Method: seeded life times analysed by statsmodels; then windows, directions and times at which nothing can be said.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput, MetricInput } from '../../../engine/core/experiments/analysisInput.ts';
import fixture from '../../fixtures/statistics/retention.json' with { type: 'json' };
import { atPlannedEnd, DAY_MS, experimentInput, metricOf, twoArms } from './experimentInput.ts';

const closeTo = (value: number) => expect.closeTo(value, 9);
const counts = twoArms([50, 1_000], [60, 1_000]);

/** A guardrail on leaving, watched for so many days. */
function withLeaving(
  times: MetricInput['times'],
  { days = 90, direction = 'decrease' }: { days?: number; direction?: 'increase' | 'decrease' } = {},
): AnalysisInput {
  const plan = { secondary: [{ goal: 'left', direction }] };
  const input = experimentInput(counts, { plan });
  const leaving = metricOf(counts, { goal: 'left', windowMs: days * DAY_MS, times });
  return { ...input, metrics: [...input.metrics, leaving] };
}

/** The plan is fulfilled and nobody's window runs. */
const whenOver = (input: AnalysisInput): AnalysisInput => ({
  ...atPlannedEnd(input),
  asOfMs: input.asOfMs + 200 * DAY_MS,
});

describe.each(fixture.cases.map((given, index) => ({ ...given, index })))(
  'case $index',
  ({ rows, days, logRank }) => {
    const [found] = analyse(whenOver(withLeaving(rows))).retention;

    test.each(days)('after $day days as many are kept as statsmodels says', (expected) => {
      const here = found?.days.find(({ day }) => day === expected.day);
      expect(here?.arms).toEqual(
        expected.arms.map(({ kept, lower, upper, left }, index) => ({
          arm: ['control', 'treatment'][index],
          kept: { state: 'computed', estimate: closeTo(kept), lower: closeTo(lower), upper: closeTo(upper) },
          left,
        })),
      );
      expect(here?.comparisons).toEqual([
        {
          arm: 'treatment',
          difference: {
            state: 'computed',
            estimate: closeTo(expected.difference),
            lower: closeTo(expected.lower),
            upper: closeTo(expected.upper),
          },
          pValue: closeTo(expected.pValue),
        },
      ]);
    });

    test('the whole curves differ by the log-rank test', () => {
      expect(found?.horizon).toBe('plannedEnd');
      const test = { state: 'computed', pValue: closeTo(logRank) };
      expect(found?.tests).toEqual([{ arm: 'treatment', test }]);
    });
  },
);

const [{ rows = [] } = {}] = fixture.cases;

test('days beyond the window of the goal are not shown, nor a goal whose window ends before the first', () => {
  const daysOf = (days: number) =>
    analyse(withLeaving(rows, { days })).retention.map((one) => one.days.map(({ day }) => day));
  expect([29, 30, 60, 89].map(daysOf)).toEqual([[], [[30]], [[30, 60]], [[30, 60]]]);
});

test('a goal that is better the more often it is reached keeps nobody', () => {
  expect(analyse(withLeaving(rows, { direction: 'increase' })).retention).toEqual([]);
});

describe('while the experiment runs', () => {
  const [found] = analyse(withLeaving(rows)).retention;
  const [over] = analyse(whenOver(withLeaving(rows))).retention;

  test('intervals hold at every look: the same estimates, wider, and no whole test', () => {
    expect(found?.horizon).toBe('everyLook');
    for (const [index, { arms, comparisons }] of (found?.days ?? []).entries()) {
      const atEnd = over?.days[index];
      expect(arms).toEqual(atEnd?.arms);
      const [wide, narrow] = [comparisons[0]?.difference, atEnd?.comparisons[0]?.difference];
      if (wide?.state !== 'computed' || narrow?.state !== 'computed') throw new Error('no interval');
      expect(wide.estimate).toBe(narrow.estimate);
      const errors = (wide.upper - wide.lower) / (narrow.upper - narrow.lower);
      // of the sequence at a level of 5 % at most that far from its N*
      expect(errors).toBeGreaterThan(3 / 1.96);
      expect(comparisons[0]?.pValue).toBeGreaterThanOrEqual(atEnd?.comparisons[0]?.pValue ?? 1);
    }
    const hidden = { state: 'notComputable', reason: 'until-planned-end' };
    expect(found?.tests).toEqual([{ arm: 'treatment', test: hidden }]);
  });

  test('the window of one customer is enough to keep it running', () => {
    const input = whenOver(withLeaving(rows));
    const lastExposedAtMs = input.asOfMs - 90 * DAY_MS + 1;
    expect(analyse({ ...input, lastExposedAtMs }).retention[0]?.horizon).toBe('everyLook');
  });

  test('fewer than twenty who left promise nothing', () => {
    const times = ofBoth([
      { day: 10, events: 19, censored: 0 },
      { day: 90, events: 0, censored: 400 },
    ]);
    const early = { state: 'notComputable', reason: 'too-early' };
    const comparison = { arm: 'treatment', difference: early, pValue: null };
    expect(analyse(withLeaving(times)).retention[0]?.days[0]?.comparisons).toEqual([comparison]);
  });
});

const ofBoth = (given: Omit<MetricInput['times'][number], 'arm'>[]) =>
  ['control', 'treatment'].flatMap((arm) => given.map((row) => ({ arm, ...row })));

const unknown = [
  {
    says: 'nobody was watched so long',
    times: ofBoth([{ day: 20, events: 5, censored: 50 }]),
    reason: 'no-information-yet',
  },
  { says: 'nobody has left yet', times: ofBoth([{ day: 40, events: 0, censored: 50 }]), reason: 'no-events' },
  { says: 'all have left', times: ofBoth([{ day: 20, events: 50, censored: 0 }]), reason: 'nobody-left' },
  { says: 'nobody came', times: [], reason: 'no-units' },
];

test.each(unknown)('where $says, no share is made up', ({ times, reason }) => {
  const [first] = analyse(withLeaving(times)).retention[0]?.days ?? [];
  const missing = { state: 'notComputable', reason };
  expect(first?.arms[0]?.kept).toEqual(missing);
  expect(first?.comparisons).toEqual([{ arm: 'treatment', difference: missing, pValue: null }]);
});

test('who leaves on the thirtieth day is gone after 30 days, who leaves on the next is not', () => {
  const [first] =
    analyse(
      withLeaving(
        ofBoth([
          { day: 29, events: 10, censored: 0 },
          { day: 30, events: 20, censored: 0 },
          { day: 90, events: 0, censored: 70 },
        ]),
      ),
    ).retention[0]?.days ?? [];
  expect(first?.arms[0]).toMatchObject({ kept: { estimate: closeTo(0.9) }, left: 90 });
});
