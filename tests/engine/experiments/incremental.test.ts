// Goal: what an arm brought beyond the reference is told with or without a price, and what share of its conversions that is.
// Method: Fieller's formula at the sequence's critical value, in Python; statsmodels 0.13.5's score interval of the ratio.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import { expectNear, mustCompute } from '../statistics/near.ts';
import { experimentInput, trial, twoArms } from './experimentInput.ts';

const nothing: Interval = { state: 'notComputable', reason: 'no-units' };

const cases: {
  says: string;
  control: [number, number];
  treatment: [number, number];
  atAnyLook: [number, number, number];
  atTheEnd: [number, number];
}[] = [
  {
    says: 'an arm that converts more',
    control: [400, 8_000],
    treatment: [560, 8_000],
    atAnyLook: [0.2857142857142857, 0.13538007793668927, 0.4138527425236186],
    atTheEnd: [0.1910994919537916, 0.369315623369205],
  },
  {
    says: 'an arm that converts less, beside a small control',
    control: [30, 4_000],
    treatment: [45, 36_000],
    atAnyLook: [-5.0, -11.743629355244384, -1.4554586512838643],
    atTheEnd: [-8.471905573880196, -2.7987911982826112],
  },
  {
    says: 'an arm that converts less',
    control: [900, 9_000],
    treatment: [700, 9_000],
    atAnyLook: [-0.2857142857142858, -0.4912131986211048, -0.11181722472750577],
    atTheEnd: [-0.4129287496784919, -0.1700219233561926],
  },
];

describe.each(cases)('the attributable fraction of $says', ({ control, treatment, atAnyLook, atTheEnd }) => {
  test('at any look comes from the lift that is valid then', () => {
    const { incremental } = analyse(trial(control, treatment, { plannedCustomers: 16_000 }));
    const found = mustCompute(incremental[0]?.attributableFraction ?? nothing);
    const [estimate, lower, upper] = atAnyLook;
    expectNear(found.estimate, estimate, 1e-9);
    expectNear(found.lower, lower, 1e-9);
    expectNear(found.upper, upper, 1e-9);
  });

  test('at the planned look comes from the interval of the lift', () => {
    const plan = { method: { type: 'fixed' as const }, plannedCustomers: 100 };
    const { incremental } = analyse(trial(control, treatment, plan));
    const found = mustCompute(incremental[0]?.attributableFraction ?? nothing);
    const [lower, upper] = atTheEnd;
    expectNear(found.estimate, atAnyLook[0], 1e-9);
    expectNear(found.lower, lower, 1e-5);
    expectNear(found.upper, upper, 1e-5);
  });
});

test('is not told before the plan allows a look, or while too few converted', () => {
  const planned = trial([400, 8_000], [560, 8_000], { method: { type: 'fixed' }, plannedCustomers: 50_000 });
  const missing = { state: 'notComputable', reason: 'too-early' };
  expect(analyse(planned).incremental[0]).toMatchObject({ attributableFraction: missing });
  expect(analyse(trial([3, 8_000], [5, 8_000])).incremental[0]).toMatchObject({
    conversions: missing,
    attributableFraction: missing,
  });
});

test('a plan without a price has its increments all the same, among all exposed', () => {
  const [control, treatment] = twoArms([400, 8_000], [560, 8_000]);
  if (!control || !treatment) throw new Error('two arms were asked for');
  const running = { ...treatment, units: 10_000, matureUnits: 8_000, matureConversions: 560 };
  const { money, incremental } = analyse(experimentInput([control, running]));
  expect(money).toBeNull();
  expect(incremental).toMatchObject([{ arm: 'treatment', exposed: 10_000, value: null }]);
  expectNear(mustCompute(incremental[0]?.conversions ?? nothing).estimate, 200, 1e-12);
});

test('customers of a journey are held against those held out of it', () => {
  const held = experimentInput(
    [
      { arm: 'treated', units: 9_000, conversions: 700 },
      { arm: 'holdout', units: 1_000, conversions: 50 },
    ],
    { shares: { holdout: 10, treated: 90 } },
    { node: '' },
  );
  const [found] = analyse(held).incremental;
  expect(found?.arm).toBe('treated');
  expectNear(mustCompute(found?.conversions ?? nothing).estimate, 250, 1e-9);
  expectNear(mustCompute(found?.attributableFraction ?? nothing).estimate, 250 / 700, 1e-9);
});
