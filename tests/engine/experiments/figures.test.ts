// Goal: money, segments, guardrails, curves, covariates and funnels are those of the customers given.
// Method: published survival data, SciPy and NumPy reference values, and small cases that can be added up by hand.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { expectNear, mustCompute } from '../statistics/near.ts';
import { experimentInput, type Group, metricOf, trial } from './experimentInput.ts';

const nothing: Interval = { state: 'notComputable', reason: 'no-units' };
const twoArms = (control: [number, number], treatment: [number, number]): Group[] => [
  { arm: 'control', conversions: control[0], units: control[1] },
  { arm: 'treatment', conversions: treatment[0], units: treatment[1] },
];

describe('money', () => {
  const worth = { currency: 'EUR', perConversion: 50, costPerCustomer: { treatment: 0.4, control: 0.1 } };
  const { money, primary } = analyse(trial([400, 8_000], [560, 8_000], { worth, plannedCustomers: 16_000 }));
  const [arm] = money?.arms ?? [];

  test('is what the arm brought beyond the reference, less what it cost beyond it', () => {
    expect(money?.currency).toBe('EUR');
    const always = mustCompute(primary?.comparisons[0]?.alwaysValid ?? nothing);
    const incremental = mustCompute(arm?.incrementalConversions ?? nothing);
    expectNear(incremental.estimate, 160, 1e-12);
    expectNear(incremental.lower, 8_000 * always.lower, 1e-12);
    expectNear(arm?.cost ?? 0, 2_400, 1e-12);
    expectNear(arm?.costPerIncremental ?? 0, 15, 1e-12);
    const net = mustCompute(arm?.net ?? nothing);
    expectNear(net.estimate, 160 * 50 - 2_400, 1e-12);
    expectNear(net.upper, 8_000 * always.upper * 50 - 2_400, 1e-12);
  });

  test('an arm that brought nothing has no cost per conversion', () => {
    const lost = analyse(trial([560, 8_000], [400, 8_000], { worth })).money?.arms[0];
    expect(lost?.costPerIncremental).toBeNull();
    expect(mustCompute(lost?.net ?? nothing).estimate).toBeLessThan(-8_000);
  });

  test('without a worth per conversion only conversions and cost are told', () => {
    const [bare] =
      analyse(trial([400, 8_000], [560, 8_000], { worth: { currency: 'CNY' } })).money?.arms ?? [];
    expect(bare).toMatchObject({ worth: null, net: null, cost: 0 });
  });

  test('without any there is no money', () => {
    expect(analyse(trial([400, 8_000], [560, 8_000])).money).toBeNull();
  });
});

describe('segments', () => {
  const rows = (value: string, control: [number, number], treatment: [number, number]) =>
    twoArms(control, treatment).map(({ arm, units, conversions }) => ({
      value,
      arm,
      epoch: 1,
      version: 1,
      exposed: units,
      matureUnits: units,
      matureConversions: conversions,
    }));
  const withSegments = (cells: ReturnType<typeof rows>): AnalysisInput => ({
    ...experimentInput(twoArms([320, 6_000], [368, 6_000]), { plan: { segments: ['region'] } }),
    segments: [{ attribute: 'region', cells }],
  });

  test("differ when Cochran's Q says so", () => {
    // NumPy 2.4 and SciPy 1.17.1
    const cells = [
      ...rows('north', [100, 2_000], [160, 2_000]),
      ...rows('south', [100, 2_000], [90, 2_000]),
      ...rows('west', [120, 2_000], [118, 2_000]),
    ];
    const [segment] = analyse(withSegments(cells)).segments;
    expectNear(segment?.heterogeneity?.q ?? 0, 13.049211992125802, 1e-10);
    expectNear(segment?.heterogeneity?.pValue ?? 0, 0.0014668969963898665, 1e-10);
    expect(segment?.differ).toBe(true);
    expect(segment?.values.map(({ value }) => value)).toEqual(['north', 'south', 'west']);
    const smallest = segment?.values[0]?.comparisons[0];
    expect(smallest?.adjustedPValue).toBeLessThan(0.01);
  });

  test('do not differ within noise, however large the effect', () => {
    const cells = [
      ...rows('north', [100, 2_000], [160, 2_000]),
      ...rows('south', [110, 2_000], [165, 2_000]),
    ];
    const [segment] = analyse(withSegments(cells)).segments;
    expect(segment?.differ).toBe(false);
    expect(segment?.heterogeneity?.adjustedPValue).toBeGreaterThan(0.5);
  });

  test('of one value have nothing to differ from', () => {
    const [segment] = analyse(withSegments(rows('north', [100, 2_000], [160, 2_000]))).segments;
    expect(segment).toMatchObject({ heterogeneity: null, differ: false });
  });

  test('of three customers who all converted make no difference', () => {
    const cells = [...rows('north', [100, 2_000], [120, 2_000]), ...rows('isle', [0, 2], [3, 3])];
    expect(analyse(withSegments(cells)).segments[0]?.differ).toBe(false);
  });
});

describe('guardrails', () => {
  const withGuardrail = (
    control: [number, number],
    treatment: [number, number],
    margin: number,
    plannedCustomers = 40_000,
  ) => {
    const plan: ExperimentPlanInput = { plannedCustomers, guardrails: [{ goal: 'unsubscribed', margin }] };
    const input = trial([1_000, 20_000], [1_200, 20_000], plan);
    return analyse({
      ...input,
      metrics: [...input.metrics, metricOf(twoArms(control, treatment), { goal: 'unsubscribed' })],
    });
  };

  test('within its margin is safe, by the non-inferiority test', () => {
    const { guardrails, rule } = withGuardrail([200, 20_000], [220, 20_000], 0.005);
    expect(guardrails[0]?.arms[0]).toMatchObject({ arm: 'treatment', state: 'safe' });
    // SciPy 1.17.1: normal tail of (margin − harm) over the unpooled standard error
    expectNear(guardrails[0]?.arms[0]?.pValue ?? 1, 4.349038088326544e-5, 1e-9);
    expect(rule).toMatchObject({ allows: ['rollOut'], arm: 'treatment' });
  });

  test('not yet shown to be within keeps a winner from being rolled out', () => {
    const { guardrails, rule, verdict } = withGuardrail([200, 20_000], [220, 20_000], 0.001);
    expect(guardrails[0]?.arms[0]?.state).toBe('notYetProvenSafe');
    expect(verdict.state).toBe('winner');
    expect(rule.allows).not.toContain('rollOut');
  });

  test('surely worse is harm, at any look, though the reference has hardly any', () => {
    const { guardrails, rule } = withGuardrail([2, 20_000], [80, 20_000], 0.001, 400_000);
    expect(guardrails[0]?.arms[0]?.state).toBe('harmed');
    expect(rule.allows).toEqual(['keepControl', 'continue']);
  });

  test('without a single event is safe when that says enough', () => {
    expect(withGuardrail([0, 20_000], [0, 20_000], 0.001).guardrails[0]?.arms[0]?.state).toBe('safe');
  });

  test('of few customers is not called safe for having no event', () => {
    expect(withGuardrail([0, 50], [0, 50], 0.001).guardrails[0]?.arms[0]?.state).toBe('notYetProvenSafe');
  });

  test('before the planned end is safe only by what holds at every look', () => {
    expect(withGuardrail([200, 20_000], [220, 20_000], 0.003, 400_000).guardrails[0]?.arms[0]?.state).toBe(
      'notYetProvenSafe',
    );
    expect(withGuardrail([200, 20_000], [220, 20_000], 0.02, 400_000).guardrails[0]?.arms[0]?.state).toBe(
      'safe',
    );
  });
});

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
  const { timeToConvert, overTime } = analyse({
    ...input,
    metrics: [metricOf(twoArms([21, 21], [9, 21]), { times })],
  });
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

  test('has no interval where nobody is left', () => {
    const last = curves?.arms.find(({ arm }) => arm === 'control')?.points.at(-1);
    expect(last).toMatchObject({ day: 23, converted: 1, lower: null, upper: null, atRisk: 1 });
  });

  test('is compared by the log-rank test', () => {
    // chi-square 16.793 on one degree of freedom: p 4.17e-5
    expectNear(curves?.tests[0]?.pValue ?? 1, 4.17e-5, 2e-3);
  });

  test('the effect by day since exposure counts those who still could', () => {
    const first = overTime.sinceExposure[0];
    expect(first).toMatchObject({ at: '1', arm: 'treatment', units: 42 });
    expectNear(mustCompute(first?.effect ?? nothing).estimate, -2 / 21, 1e-12);
    const sixth = overTime.sinceExposure.find(({ at }) => at === '6');
    expect(sixth?.units).toBe(12 + 21);
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

describe('a covariate', () => {
  // NumPy 2.4 on 150 and 160 customers, of whom 12 and 9 lack it and stand at its mean
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
  const { primary, checks } = analyse({ ...experimentInput(groups), covariate });
  const adjusted = primary?.comparisons[0]?.adjusted;

  test('adjusts the difference of everybody, those without it included', () => {
    const { estimate, lower, upper } = mustCompute(adjusted?.difference ?? nothing);
    expectNear(estimate, 3.312209244129506, 1e-9, 'estimate');
    expectNear(lower, 1.5967247423906812, 1e-9, 'lower');
    expectNear(upper, 5.027693745868331, 1e-9, 'upper');
    expectNear(adjusted?.varianceReduction ?? 0, 0.5521864543867163, 1e-9, 'reduction');
    expect(adjusted).toMatchObject({ changesSign: false, changesDecision: false });
  });

  test('stands beside the raw difference, which decides', () => {
    expectNear(mustCompute(primary?.comparisons[0]?.difference ?? nothing).estimate, 4.04375, 1e-12);
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
    expectNear(mustCompute(primary?.comparisons[0]?.difference ?? nothing).estimate, 8, 1e-12);
    expectNear(mustCompute(primary?.uncapped[0]?.difference ?? nothing).estimate, -5, 1e-12);
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
    expectNear(mustCompute(arm?.incrementalConversions ?? nothing).estimate, 20, 1e-12);
  });
});

test('the funnel follows the messages of an arm, and an arm without has its ends only', () => {
  const input = trial([400, 8_000], [560, 8_000]);
  const messages = [
    { arm: 'control', planned: 0, reached: 0, refused: {}, delivered: 0, opened: 0, clicked: 0 },
    {
      arm: 'treatment',
      planned: 8_000,
      reached: 7_960,
      refused: { consent: 40 },
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
  const { falsePositiveRisk } = analyse({ ...trial([400, 8_000], [560, 8_000]), successShare });
  expect(falsePositiveRisk).toBeCloseTo(risk, 3);
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
