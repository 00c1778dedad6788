// Goal: an analysis of published randomised trials gives what was published, and independently computed reference values.
// Method: their counts as an experiment's groups; reference values by mpmath, SciPy and NumPy in the fixture.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Comparison } from '../../../shared/experiment/analysis.ts';
import fixture from '../../fixtures/experiments/trials.json' with { type: 'json' };
import { expectNear, mustCompute } from '../statistics/near.ts';
import { atPlannedEnd, experimentInput, metricOf, trial } from './experimentInput.ts';

type Row = (typeof fixture.rows)[number];

const pairOf = ([conversions = 0, units = 0]: readonly number[]): [number, number] => [conversions, units];

function analysed(row: Row, method: 'alwaysValid' | 'fixed' = 'alwaysValid') {
  const [control, treatment] = [pairOf(row.control), pairOf(row.treatment)];
  const direction = row.direction === 'decrease' ? ('decrease' as const) : ('increase' as const);
  const plan = {
    primary: { direction },
    method: { type: method },
    plannedCustomers: control[1] + treatment[1],
  };
  return analyse(trial(control, treatment, plan));
}

function expectInterval(
  interval: Comparison['alwaysValid'],
  wanted: readonly number[],
  relative: number,
  where: string,
) {
  const { estimate, lower, upper } = mustCompute(interval);
  const [first = 0, second = 0, third = 0] = wanted;
  expectNear(estimate, first, relative, `${where} estimate`);
  expectNear(lower, second, relative, `${where} lower`);
  expectNear(upper, third, relative, `${where} upper`);
}

describe.each(fixture.rows.map((row) => ({ name: row.name, row })))('$name', ({ row }) => {
  const { primary, checks } = analysed(row);
  const comparison = primary?.comparisons[0];
  if (!comparison) throw new Error('no comparison');

  test('difference, fixed test and lift', () => {
    expectInterval(comparison.fixedHorizon.difference, row.difference, 1e-9, 'difference');
    const fixed = mustCompute(comparison.fixed?.test ?? { state: 'notComputable' as const });
    if (comparison.fixed?.method === 'exact') expectNear(fixed.pValue, row.fisher, 1e-8, 'Fisher');
    else expectNear(fixed.pValue, row.score, 1e-8, 'score');
    if (row.lift) expectInterval(comparison.fixedHorizon.lift, row.lift, 1e-8, 'lift');
    else expect(row.control[0] === 0).toBe(comparison.fixedHorizon.lift.state === 'notComputable');
  });

  test('rates of the arms', () => {
    for (const [index, counts] of [row.wilson.control, row.wilson.treatment].entries()) {
      const arm = primary?.arms[index];
      if (!arm) throw new Error('no arm');
      expectInterval(arm.rate, counts, 1e-9, 'Wilson');
      const exact = mustCompute(arm.exactRate);
      const [lower = 0, upper = 0] = index === 0 ? row.exact.control : row.exact.treatment;
      expectNear(exact.lower, lower, 1e-8, 'Clopper-Pearson lower');
      expectNear(exact.upper, upper, 1e-8, 'Clopper-Pearson upper');
    }
  });

  test('confidence sequence and chance to win', () => {
    if (row.sequence && Math.min(row.control[0] ?? 0, row.treatment[0] ?? 0) >= 20) {
      const { lower, upper } = mustCompute(comparison.alwaysValid);
      expectNear(lower, row.sequence.interval[0] ?? 0, 1e-9, 'lower');
      expectNear(upper, row.sequence.interval[1] ?? 0, 1e-9, 'upper');
      expectNear(comparison.alwaysValidPValue ?? 0, row.sequence.pValue, 1e-8, 'p');
    } else {
      expect(comparison.alwaysValid).toEqual({ state: 'notComputable', reason: 'too-early' });
    }
    const chance = row.direction === 'increase' ? row.chanceHigher : 1 - row.chanceHigher;
    expect(comparison.chanceToWin).toBeCloseTo(chance, 6);
  });

  test('nothing is wrong with how its customers were shared out', () => {
    expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
  });
});

/** What the reports themselves say, to the digits they print. */
const published: { name: string; lift: readonly [number, number, number]; digits: number }[] = [
  // New England Journal of Medicine 321 (1989) 129-135: relative risk 0.56 (0.45 to 0.70), adjusted for age and treatment
  { name: "Physicians' Health Study", lift: [-0.44, -0.55, -0.3], digits: 1.2 },
  // NEJM 383 (2020) 2603: efficacy 95.0 % (90.3 to 97.6), by person-time
  { name: 'BNT162b2', lift: [-0.95, -0.976, -0.903], digits: 2.2 },
  // NEJM 384 (2021) 403: efficacy 94.1 % (89.3 to 96.8), by person-time
  { name: 'mRNA-1273', lift: [-0.941, -0.968, -0.893], digits: 2.2 },
  // NEJM 361 (2009) 2209: efficacy 31.2 % (1.1 to 52.1), by person-time
  { name: 'RV144', lift: [-0.312, -0.521, -0.011], digits: 1.5 },
  // American Economic Review 94 (2004) 991: ratio 1.50
  { name: 'Bertrand and Mullainathan', lift: [0.5, 0.23, 0.82], digits: 2 },
  // NEJM 344 (2001) 699: relative risk reduction 19.4 % (6.6 to 30.5), stratified
  { name: 'PROWESS', lift: [-0.194, -0.305, -0.066], digits: 1.5 },
];

test.each(published)('$name agrees with its report', ({ name, lift, digits }) => {
  const row = fixture.rows.find((one) => one.name.startsWith(name));
  const comparison = row && analysed(row).primary?.comparisons[0];
  const { estimate, lower, upper } = mustCompute(
    comparison?.fixedHorizon.lift ?? { state: 'notComputable' as const },
  );
  for (const [index, value] of [estimate, lower, upper].entries())
    expect(Math.abs(value - (lift[index] ?? 0)), `${index}`).toBeLessThan(10 ** -digits);
});

const verdicts: { name: string; always: string; fixed: string }[] = [
  { name: "Physicians' Health Study", always: 'winner', fixed: 'winner' },
  { name: 'Salk', always: 'winner', fixed: 'winner' },
  { name: 'ISIS-2 1988, vascular death on aspirin', always: 'winner', fixed: 'winner' },
  { name: "Women's Health Initiative 2002, coronary", always: 'undecided', fixed: 'loser' },
  { name: "Women's Health Initiative 2002, invasive", always: 'undecided', fixed: 'loser' },
  { name: 'Bertrand', always: 'winner', fixed: 'winner' },
  { name: 'RV144', always: 'undecided', fixed: 'winner' },
  { name: 'RECOVERY', always: 'undecided', fixed: 'winner' },
  { name: 'PROWESS', always: 'undecided', fixed: 'winner' },
  { name: 'Gerber', always: 'winner', fixed: 'winner' },
  { name: 'MRC streptomycin', always: 'collecting', fixed: 'collecting' },
  { name: 'nobody converts', always: 'collecting', fixed: 'collecting' },
];

test.each(verdicts)('$name is a $always at every look, a $fixed at one', ({ name, always, fixed }) => {
  const row = fixture.rows.find((one) => one.name.startsWith(name));
  if (!row) throw new Error('no row');
  expect(analysed(row).verdict.state).toBe(always);
  expect(analysed(row, 'fixed').verdict.state).toBe(fixed);
});

test('a vaccine that halves the cases and more is to be looked at twice', () => {
  const salk = fixture.rows.find(({ name }) => name.startsWith('Salk'));
  const hearts = fixture.rows.find(({ name }) => name.startsWith('Physicians'));
  expect(salk && analysed(salk).verdict.isTooGood).toBe(true);
  expect(hearts && analysed(hearts).verdict.isTooGood).toBe(false);
});

/** Gerber, Green and Larimer, American Political Science Review 102 (2008) 33-48: four letters against none. */
const letters: Record<string, readonly [number, number]> = {
  control: [56_730, 191_243],
  civic: [12_021, 38_218],
  hawthorne: [12_316, 38_204],
  self: [13_191, 38_218],
  neighbours: [14_438, 38_201],
};

describe('social pressure and turnout, five arms', () => {
  const groups = Object.entries(letters).map(([arm, [conversions, units]]) => ({ arm, conversions, units }));
  // a share is what the plan said; households were drawn five to one, one and so on
  const shares = { control: 5, civic: 1, hawthorne: 1, self: 1, neighbours: 1 };
  const plan = { plannedCustomers: 344_084, method: { type: 'fixed' as const } };
  const { primary, verdict } = analyse(experimentInput(groups, { plan, shares }));

  test('effects in points as published', () => {
    const points = (primary?.comparisons ?? []).map(
      ({ fixedHorizon }) => 100 * mustCompute(fixedHorizon.difference).estimate,
    );
    expect(points.map((point) => Number(point.toFixed(1)))).toEqual([1.8, 2.6, 4.9, 8.1]);
  });

  test("Holm's correction on the score test's p-values", () => {
    // SciPy 1.17.1: score p of each arm, times 1, 2, 3 and 4 from the largest to the smallest
    const wanted = [
      3.0895388516622808e-12,
      2 * 1.3373907503720567e-23,
      3 * 6.189309846509477e-79,
      4 * 5.861229291303635e-216,
    ];
    for (const [index, { adjustedPValue }] of (primary?.comparisons ?? []).entries())
      expectNear(adjustedPValue ?? 1, wanted[index] ?? 0, 1e-9, `arm ${index}`);
  });

  test('the best of the arms that beat the control wins', () => {
    expect(verdict).toMatchObject({ state: 'winner', arm: 'neighbours', against: 'control' });
  });

  test('intervals of the four arms hold together', () => {
    const alone = analyse(trial([56_730, 191_243], [12_021, 38_218])).primary?.comparisons[0];
    const narrow = mustCompute(alone?.fixedHorizon.difference ?? { state: 'notComputable' as const });
    const wide = mustCompute(
      primary?.comparisons[0]?.fixedHorizon.difference ?? { state: 'notComputable' as const },
    );
    expect(wide.upper - wide.lower).toBeGreaterThan(1.2 * (narrow.upper - narrow.lower));
  });
});

describe('National Supported Work, earnings in 1978', () => {
  // R. Dehejia and S. Wahba, JASA 94 (1999) 1053-1062: 185 and 260 men, effect 1,794 dollars
  const moments = (units: number, mean: number, deviation: number) => ({
    units,
    mean,
    centredSquares: deviation ** 2 * (units - 1),
  });
  const groups = [
    { arm: 'control', units: 260, conversions: 168, capped: moments(260, 4554.801126, 5483.836001) },
    {
      arm: 'treatment',
      units: 185,
      conversions: 140,
      capped: moments(185, 6349.14353027027, 7867.402218074063),
    },
  ];
  const input = experimentInput(groups, {
    plan: { primary: { measure: 'value' }, plannedCustomers: 445 },
    shares: { control: 260, treatment: 185 },
  });
  const { primary } = analyse({ ...input, metrics: [metricOf(groups)] });
  const comparison = primary?.comparisons[0];

  test("Welch's interval and Fieller's lift", () => {
    // SciPy 1.17.1, ttest_ind_from_stats with unequal variances; Fieller's formula in NumPy
    const wanted = [1794.34240427027, 474.01046918643215, 3114.674339354108];
    expectInterval(
      comparison?.fixedHorizon.difference ?? { state: 'notComputable', reason: 'no-units' },
      wanted,
      1e-9,
      'Welch',
    );
    const lift = [0.39394527985595085, 0.09770671222588967, 0.7511980362281894];
    expectInterval(
      comparison?.fixedHorizon.lift ?? { state: 'notComputable', reason: 'no-units' },
      lift,
      1e-9,
      'Fieller',
    );
    const fixed = mustCompute(comparison?.fixed?.test ?? { state: 'notComputable' as const });
    expectNear(fixed.pValue, 0.007892977743721013, 1e-9, 'p');
    expectNear(comparison?.chanceToWin ?? 0, 0.9962540032097407, 1e-9, 'chance to win');
  });
});

describe('graduate admissions at Berkeley, 1973', () => {
  // P. Bickel, E. Hammel and J. O'Connell, Science 187 (1975) 398-404: men and women by department, no experiment,
  // but the published case of pooled and stratified differences that point in opposite directions
  const departments = [
    [512, 825, 89, 108],
    [353, 560, 17, 25],
    [120, 325, 202, 593],
    [138, 417, 131, 375],
    [53, 191, 94, 393],
    [22, 373, 24, 341],
  ];
  const groups = departments.flatMap(([x = 0, n = 0, y = 0, m = 0], index) => [
    { arm: 'control', epoch: index + 1, conversions: x, units: n },
    { arm: 'treatment', epoch: index + 1, conversions: y, units: m },
  ]);
  const { strata, primary, checks } = analyse(atPlannedEnd(experimentInput(groups)));
  const [combined] = strata.combined;

  test('the stratified difference, Mantel-Haenszel and the pooled one', () => {
    // NumPy 2.4: weighted by size; Greenland-Robins estimate with Sato's variance
    const none = { state: 'notComputable' as const, reason: 'no-units' as const };
    expectInterval(
      combined?.stratified ?? none,
      [0.042636797771302914, 0.00675920671233439, 0.07851438883027144],
      1e-9,
      'stratified',
    );
    expectInterval(
      combined?.mantelHaenszel ?? none,
      [0.018425196190852512, -0.010632042964837208, 0.04748243534654223],
      1e-9,
      'Mantel-Haenszel',
    );
    expectNear(combined?.pooledDifference ?? 0, -0.14164542824654186, 1e-12, 'pooled');
    expectNear(combined?.heterogeneityPValue ?? 0, 0.00011712008016755137, 1e-9, 'Q');
    expect(primary?.comparisons[0]?.fixedHorizon.difference).toEqual(combined?.stratified);
  });

  test('the page warns of the paradox', () => {
    expect(combined?.hasSimpsonWarning).toBe(true);
    expect(checks.find(({ id }) => id === 'epochs')).toMatchObject({ state: 'warning', advice: 'simpson' });
  });
});
