// Goal: curves over time, and effects that fade, are those of the customers given.
// Method: published survival data, and made-up effects whose course is known.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import { expectNear, mustCompute } from '../statistics/near.ts';
import { atPlannedEnd, DAY_MS, experimentInput, type Group, metricOf, twoArms } from './experimentInput.ts';

const nothing: Interval = { state: 'notComputable', reason: 'no-units' };

describe('time to convert', () => {
  // E. Freireich et al., Blood 21 (1963) 699-716: weeks of remission; 6-MP against placebo, the textbook case of
  // Kaplan-Meier and log-rank (chi-square 16.79)
  const remission = {
    events: [6, 6, 6, 7, 10, 13, 16, 22, 23],
    censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
  };
  const placebo = {
    events: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
    censored: [],
  };
  const rows = (arm: string, { events, censored }: { events: number[]; censored: number[] }) =>
    [...new Set([...events, ...censored])].map((day) => ({
      arm,
      day,
      events: events.filter((at) => at === day).length,
      censored: censored.filter((at) => at === day).length,
    }));
  const input = experimentInput(twoArms([21, 21], [9, 21]));
  const times = [...rows('control', placebo), ...rows('treatment', remission)];
  const running = { ...input, metrics: [metricOf(twoArms([21, 21], [9, 21]), { times })] };
  const { timeToConvert, overTime } = analyse(atPlannedEnd(running));
  const [curves] = timeToConvert;

  test("is Kaplan and Meier's curve", () => {
    const points = curves?.arms.find(({ arm }) => arm === 'treatment')?.points ?? [];
    expect(points.map(({ day, atRisk }) => [day, atRisk])).toEqual([
      [6, 21],
      [7, 17],
      [10, 15],
      [13, 12],
      [16, 11],
      [22, 7],
      [23, 6],
    ]);
    const survival = points.map(({ converted }) => Number((1 - converted).toFixed(4)));
    expect(survival).toEqual([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]);
  });

  test('runs until nobody can convert any more, whether that is by converting or by the end of watching', () => {
    expect(curves?.arms.map(({ arm, untilDay }) => [arm, untilDay])).toEqual([
      ['control', 23],
      ['treatment', 35],
    ]);
  });

  test('has no interval where nobody is left', () => {
    const last = curves?.arms.find(({ arm }) => arm === 'control')?.points.at(-1);
    expect(last).toMatchObject({ day: 23, converted: 1, lower: null, upper: null, atRisk: 1 });
  });

  test('is compared by the log-rank test', () => {
    // chi-square 16.793 on one degree of freedom: p 4.17e-5
    const found = curves?.tests[0]?.test;
    expectNear(found?.state === 'computed' ? found.pValue : 1, 4.17e-5, 2e-3);
  });

  const hidden = { state: 'notComputable', reason: 'until-planned-end' };
  test.each([
    ['while the plan runs', running],
    [
      'while somebody’s window runs',
      { ...atPlannedEnd(running), lastExposedAtMs: input.asOfMs - 7 * DAY_MS + 1 },
    ],
  ])('has no test %s, only curves with an interval for each day', (_, given) => {
    const [early] = analyse(given).timeToConvert;
    expect(early?.tests).toEqual([{ arm: 'treatment', test: hidden }]);
    expect(early?.arms).toEqual(curves?.arms);
  });

  test('the effect by day since exposure counts those who still could', () => {
    const [none, first] = overTime.sinceExposure;
    expect(none).toMatchObject({ at: '0', arm: 'treatment', units: 42, effect: { estimate: 0 } });
    expect(first).toMatchObject({ at: '1', arm: 'treatment', units: 42 });
    expectNear(mustCompute(first?.effect ?? nothing).estimate, -2 / 21, 1e-12);
    const sixth = overTime.sinceExposure.find(({ at }) => at === '6');
    expect(sixth?.units).toBe(12 + 21);
    // a day on which nobody converts is a day without effect, not one without figures
    const days = overTime.sinceExposure.map(({ at }) => Number(at));
    expect(days).toEqual(days.map((_, index) => index));
  });
});

describe('an effect that fades', () => {
  const groups = (gains: readonly number[]): Group[] =>
    gains.flatMap((gain, day) =>
      twoArms([100, 1_000], [100 + gain, 1_000]).map((group) => ({ ...group, day })),
    );
  const noveltyOf = (gains: readonly number[]) =>
    analyse(experimentInput(groups(gains))).overTime.novelty.find(({ by }) => by === 'dayOfExposure');

  test('by day of exposure is flagged, with the first week above the rest', () => {
    const novelty = noveltyOf([80, 70, 70, 60, 50, 50, 40, 30, 30, 20, 10, 10, 0, 0]);
    expect(novelty?.isFlagged).toBe(true);
    expect(mustCompute(novelty?.slopePerDay ?? nothing).upper).toBeLessThan(0);
    const [first, later] = [
      mustCompute(novelty?.firstWeek ?? nothing),
      mustCompute(novelty?.later ?? nothing),
    ];
    expect(first.lower).toBeGreaterThan(later.upper);
  });

  test('and one that stays is not', () => {
    expect(noveltyOf([40, 35, 45, 40, 40, 38, 42, 40, 41, 39, 40, 43, 37, 40])?.isFlagged).toBe(false);
  });
});

describe('conversions by days since exposure', () => {
  // per day: those who convert among 5,000 an arm who have not yet
  const noveltyOf = (control: readonly number[], treatment: readonly number[]) => {
    const rows = (arm: string, events: readonly number[]) => [
      ...events.map((count, day) => ({ arm, day, events: count, censored: 0 })),
      { arm, day: 14, events: 0, censored: 5_000 - events.reduce((sum, count) => sum + count, 0) },
    ];
    const groups = twoArms([300, 5_000], [400, 5_000]);
    const times = [...rows('control', control), ...rows('treatment', treatment)];
    const { overTime } = analyse({ ...experimentInput(groups), metrics: [metricOf(groups, { times })] });
    return overTime.novelty.find(({ by }) => by === 'daySinceExposure');
  };
  const falling = [90, 60, 45, 35, 28, 22, 20, 18, 15, 14, 12, 11, 10, 10];

  test('of an arm that is better by as much on every day are not flagged, though most come early', () => {
    const novelty = noveltyOf(
      falling,
      falling.map((count) => Math.round(1.4 * count)),
    );
    expect(novelty?.isFlagged).toBe(false);
    expect(mustCompute(novelty?.firstWeek ?? nothing).estimate).toBeCloseTo(0.4, 1);
  });

  test('of an arm that is better on the first days only are', () => {
    const gains = [2, 1.9, 1.7, 1.5, 1.2, 1, 1, 0.9, 0.9, 0.8, 0.8, 0.8, 0.7, 0.7];
    const novelty = noveltyOf(
      falling,
      falling.map((count, day) => Math.round(count * (gains[day] ?? 1))),
    );
    expect(novelty?.isFlagged).toBe(true);
    expect(mustCompute(novelty?.later ?? nothing).estimate).toBeLessThan(0);
  });
});
