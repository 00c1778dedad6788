// Goal: values, covariates, funnels and rules on the loss are those of the customers given.
// Method: SciPy and NumPy reference values, and small cases that can be added up by hand.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import fixture from '../../fixtures/statistics/segmentValues.json' with { type: 'json' };
import { expectNear, mustCompute } from '../statistics/near.ts';
import { atPlannedEnd, experimentInput, type Group, metricOf, trial } from './experimentInput.ts';

const nothing: Interval = { state: 'notComputable', reason: 'no-units' };

describe('a covariate', () => {
  // least squares of NumPy 1.24 on 150 and 160 customers, of whom 12 and 9 lack it: at its mean, with an indicator
  const groups: Group[] = [
    {
      arm: 'control',
      units: 150,
      conversions: 0,
      capped: { units: 150, mean: 47.5, centredSquares: 21_479.5 },
    },
    {
      arm: 'treatment',
      units: 160,
      conversions: 0,
      capped: { units: 160, mean: 51.54375, centredSquares: 19_071.69375 },
    },
  ];
  const covariate = [
    {
      arm: 'control',
      epoch: 1,
      version: 1,
      missing: 12,
      pairs: {
        units: 138,
        meanY: 47.61594202898551,
        meanX: 96.68840579710145,
        centredYY: 20858.644927536232,
        centredXX: 45335.60144927536,
        centredXY: 23878.48550724638,
      },
    },
    {
      arm: 'treatment',
      epoch: 1,
      version: 1,
      missing: 9,
      pairs: {
        units: 151,
        meanY: 51.52980132450331,
        meanX: 98.3112582781457,
        centredYY: 18215.615894039736,
        centredXX: 51472.370860927156,
        centredXY: 22611.099337748346,
      },
    },
  ];
  const { primary, checks } = analyse({ ...atPlannedEnd(experimentInput(groups)), covariate });
  const adjusted = primary?.comparisons[0]?.adjusted;

  test('adjusts the difference of everybody, those without it included', () => {
    const { estimate, lower, upper } = mustCompute(adjusted?.difference ?? nothing);
    expectNear(estimate, 3.2863343059189347, 1e-9, 'estimate');
    expectNear(lower, 1.5714833400308168, 1e-9, 'lower');
    expectNear(upper, 5.001185271807053, 1e-9, 'upper');
    expectNear(adjusted?.varianceReduction ?? 0, 0.5525171522722128, 1e-9, 'reduction');
    expect(adjusted).toMatchObject({ changesSign: false, changesDecision: false });
  });

  test('stands beside the raw difference, which decides', () => {
    expectNear(
      mustCompute(primary?.comparisons[0]?.fixedHorizon.difference ?? nothing).estimate,
      4.04375,
      1e-12,
    );
  });

  test('is compared between the arms', () => {
    const balance = checks.find(({ id }) => id === 'balance');
    expect(balance?.state).toBe('ok');
    expect(balance?.details).toEqual([
      expect.objectContaining({
        kind: 'covariate',
        label: 'treatment',
        observed: 98.3112582781457,
        expected: 96.68840579710145,
      }),
    ]);
  });
});

describe('values', () => {
  const moments = (units: number, mean: number, deviation: number) => ({
    units,
    mean,
    centredSquares: deviation ** 2 * (units - 1),
  });
  const groups: Group[] = [
    {
      arm: 'control',
      units: 2_000,
      conversions: 400,
      capped: moments(2_000, 20, 60),
      raw: moments(2_000, 25, 900),
    },
    {
      arm: 'treatment',
      units: 2_000,
      conversions: 420,
      capped: moments(2_000, 28, 65),
      raw: moments(2_000, 20, 300),
    },
  ];
  const input = experimentInput(groups, {
    plan: { primary: { measure: 'value', cap: 500 }, plannedCustomers: 4_000, worth: { currency: 'EUR' } },
  });
  const analysis = analyse({ ...input, metrics: [metricOf(groups, { topShare: 0.4 })] });

  test('decide capped, and stand uncapped beside', () => {
    const { primary, verdict } = analysis;
    expectNear(mustCompute(primary?.comparisons[0]?.fixedHorizon.difference ?? nothing).estimate, 8, 1e-12);
    expectNear(mustCompute(primary?.uncapped[0]?.fixedHorizon.difference ?? nothing).estimate, -5, 1e-12);
    expect(primary?.topShare).toBe(0.4);
    expect(verdict).toMatchObject({ state: 'winner', perThousand: { conversions: null } });
    expectNear(mustCompute(verdict.perThousand?.value ?? nothing).estimate, 8_000, 1e-12);
  });

  test("have means with Student's interval, and chances by the normal posterior", () => {
    const [control, treatment] = analysis.primary?.arms ?? [];
    const { lower, upper } = mustCompute(control?.mean ?? nothing);
    // SciPy 1.17.1: t quantile 1.9611514 with 1,999 degrees of freedom
    expectNear(upper - lower, (2 * 1.9611514201705613 * 60) / Math.sqrt(2_000), 1e-9);
    expectNear((control?.chanceBest ?? 0) + (treatment?.chanceBest ?? 0), 1, 1e-9);
    expect(treatment?.chanceBest).toBeGreaterThan(0.99);
  });

  test('are worth what they are, while the money of conversions needs a price', () => {
    const [arm] = analysis.money?.arms ?? [];
    expectNear(mustCompute(arm?.worth ?? nothing).estimate, 16_000, 1e-12);
    expectNear(mustCompute(analysis.incremental[0]?.value ?? nothing).estimate, 16_000, 1e-12);
    expectNear(mustCompute(analysis.incremental[0]?.conversions ?? nothing).estimate, 20, 1e-12);
  });
});

test('the funnel follows the messages of an arm, and an arm without has its ends only', () => {
  const input = trial([400, 8_000], [560, 8_000]);
  const messages = [
    { arm: 'control', planned: 0, reached: 0, refused: {}, epochs: [], delivered: 0, opened: 0, clicked: 0 },
    {
      arm: 'treatment',
      planned: 8_000,
      reached: 7_960,
      refused: { consent: 40 },
      epochs: [{ epoch: 1, planned: 8_000, lost: 40 }],
      delivered: 7_900,
      opened: 3_000,
      clicked: 700,
    },
  ];
  const { funnel } = analyse({ ...input, messages });
  expect(funnel.map(({ stages }) => stages.map(({ count }) => count))).toEqual([
    [8_000, 400],
    [8_000, 8_000, 7_960, 7_900, 3_000, 700, 560],
  ]);
});

test.each([
  // R. Kohavi, A. Deng and L. Vermeer, KDD 2022, table 2: 26.4 %, 22.0 % and 5.9 % at 8 %, 10 % and 33 % of successes
  { successShare: 0.08, risk: 0.264 },
  { successShare: 0.1, risk: 0.22 },
  { successShare: 1 / 3, risk: 0.059 },
])('of wins where $successShare succeed, $risk are false', ({ successShare, risk }) => {
  const analysis = analyse({ ...trial([400, 8_000], [560, 8_000]), successShare });
  expect(analysis.falsePositiveRisk).toBeCloseTo(risk, 3);
  expect(analysis.successShare).toBe(successShare);
});

test('without a share of one’s own a usual one is taken, and said not to be one’s own', () => {
  const input = trial([400, 8_000], [560, 8_000]);
  const analysis = analyse({ ...input, successShare: null });
  const usual = analyse({ ...input, successShare: 0.15 });
  expect(analysis.falsePositiveRisk).toBe(usual.falsePositiveRisk);
  expect(analysis.successShare).toBeNull();
});

describe('a rule on the expected loss', () => {
  const analysis = (maximumLoss: number) =>
    analyse(
      trial([400, 8_000], [440, 8_000], {
        plannedCustomers: 40_000,
        worth: { currency: 'EUR', perConversion: 100 },
        automation: { rule: 'expectedLoss', maximumLoss },
      }),
    );

  test('allows the arm whose loss is small enough, though no test has decided', () => {
    const { rule, verdict, primary } = analysis(0.05);
    expect(verdict.state).toBe('undecided');
    const loss = primary?.arms[1]?.expectedLoss ?? 0;
    expectNear(primary?.arms[1]?.expectedLossMoney ?? 0, 100 * loss, 1e-12);
    expect(rule).toEqual({ allows: ['rollOut', 'continue'], arm: 'treatment' });
  });

  test('allows nothing where every arm may still cost more', () => {
    expect(analysis(0.0001).rule).toEqual({ allows: ['continue'], arm: null });
  });
});

describe('segments of values', () => {
  const cells = Object.entries(fixture.cells).flatMap(([value, arms]) =>
    arms.map(({ units, conversions, mean, centredSquares }, index) => ({
      value,
      arm: index === 0 ? 'control' : 'treatment',
      epoch: 1,
      version: 1,
      exposed: units,
      matureUnits: units,
      matureConversions: conversions,
      values: { units, mean, centredSquares },
    })),
  );
  const groups = cells.map(
    ({ arm, matureUnits, matureConversions, values }): Group => ({
      arm,
      units: matureUnits,
      conversions: matureConversions,
      capped: values,
    }),
  );
  const [segment] = analyse({
    ...atPlannedEnd(experimentInput(groups)),
    segments: [{ attribute: 'region', cells }],
  }).segments;

  test('differ when Cochran’s Q of their means says so', () => {
    expectNear(segment?.heterogeneity?.q ?? 0, fixture.q, 1e-9);
    expectNear(segment?.heterogeneity?.pValue ?? 0, fixture.pValue, 1e-9);
    expect(segment?.differ).toBe(fixture.pValue < 0.05);
  });

  test.each(fixture.tests)(
    'show the difference of the means in $value by Welch, corrected for all values',
    ({ value, estimate, lower, upper, adjustedPValue }) => {
      const found = segment?.values.find((one) => one.value === value);
      const [comparison] = found?.comparisons ?? [];
      const interval = mustCompute(comparison?.difference ?? nothing);
      expectNear(interval.estimate, estimate, 1e-9);
      expectNear(interval.lower, lower, 1e-9);
      expectNear(interval.upper, upper, 1e-9);
      expectNear(comparison?.adjustedPValue ?? 0, adjustedPValue, 1e-9);
      const given = cells.find((cell) => cell.value === value);
      expect(found?.arms[0]?.mean).toBe(given?.values.mean);
    },
  );

  test('of fewer than 100 customers in an arm make no difference', () => {
    const isle = ['control', 'treatment'].map((arm, index) => ({
      value: 'isle',
      arm,
      epoch: 1,
      version: 1,
      exposed: 99,
      matureUnits: 99,
      matureConversions: 99,
      values: { units: 99, mean: 1000 * index, centredSquares: 1 },
    }));
    const withIsle = {
      ...experimentInput(groups),
      segments: [{ attribute: 'region', cells: [...cells, ...isle] }],
    };
    expectNear(analyse(withIsle).segments[0]?.heterogeneity?.q ?? 0, fixture.q, 1e-9);
  });
});
