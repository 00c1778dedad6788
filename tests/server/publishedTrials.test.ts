// Goal: randomised trials fed over the API as customers, exposures and events read as they were published and as other programs compute them.
// Method: one real server on a SQLite file; every trial drawn, published and fed over HTTP, its dates those of the trial; SciPy's and statsmodels' figures in the fixture.
import { describe, expect, test } from 'vitest';
import type { Analysis, Comparison, MetricResult } from '../../shared/experiment/analysis.ts';
import { expectNear, mustCompute } from '../engine/statistics/near.ts';
import fixture from '../fixtures/experiments/fedTrials.json' with { type: 'json' };
import { analysedTrials } from './analysedTrials.ts';
import { DAY_MS, type Trial, type TrialCustomer, type TrialEvent } from './feedTrial.ts';

type Row = (typeof fixture.trials)[number];
type Interval = Comparison['alwaysValid'];

const { incomes } = fixture;
const NOON_MS = DAY_MS / 2;
/** SciPy's quadrature and root finding, against ours */
const CLOSE = 1e-7;

const noonOf = (date: string, days: number): number => Date.parse(date) + NOON_MS + days * DAY_MS;
const totalOf = (units: readonly number[]): number => units.reduce((sum, count) => sum + count, 0);
const directionOf = (text: string) => (text === 'decrease' ? 'decrease' : 'increase');

/** Spread evenly over the customers of an arm, as many of them as converted. */
const hasConverted = (n: number, conversions: number, units: number): boolean =>
  Math.floor(((n + 1) * conversions) / units) > Math.floor((n * conversions) / units);

function customersOf(row: Row): TrialCustomer[] {
  return row.arms.flatMap(({ id: arm, units }, armIndex) =>
    Array.from({ length: units }, (_, n): TrialCustomer => {
      const exposedAtMs = noonOf(row.start, Math.floor((n * row.days) / units));
      const events = row.goals.flatMap(({ id, counts, lagDays }): TrialEvent[] =>
        hasConverted(n, counts[armIndex] ?? 0, units) ? [{ name: id, afterDays: lagDays }] : [],
      );
      return { id: `${row.id}-${arm}-${n}`, arm, exposedAtMs, events };
    }),
  );
}

function trialOf(row: Row): Trial {
  const [primary, ...others] = row.goals;
  return {
    id: row.id,
    goals: row.goals.map(({ id, window }, index) => ({
      id,
      event: id,
      within: window,
      primary: index === 0,
    })),
    arms: row.arms.map(({ id, share }, index) => ({ id, share, control: index === 0 })),
    plan: {
      primary: { direction: directionOf(primary?.direction ?? '') },
      secondary: others.map(({ id, direction }) => ({ goal: id, direction: directionOf(direction) })),
      method: row.method === 'fixed' ? { type: 'fixed' } : { type: 'alwaysValid' },
      plannedCustomers: totalOf(row.arms.map(({ units }) => units)),
      minimumDays: Math.max(7, Math.min(14, row.days)),
      ...(row.minimumEffect === undefined ? {} : { minimumEffect: row.minimumEffect }),
    },
    customers: customersOf(row),
  };
}

/** Men who were paid in 1978, and those of the first sample of whom nothing is told but their arm. */
function incomeTrial(): Trial {
  const armOf = (arm: string, earnings: readonly number[]): TrialCustomer[] =>
    earnings.map((dollars, n) => ({
      id: `nsw-${arm}-${n}`,
      arm,
      exposedAtMs: noonOf('1976-06-01', Math.floor((n * 300) / earnings.length)),
      events: dollars > 0 ? [{ name: 'earned', afterDays: 600, properties: { dollars } }] : [],
    }));
  return {
    id: 'supported-work',
    goals: [{ id: 'earned', event: 'earned', within: 'P2Y', value: 'dollars' }],
    arms: [
      { id: 'control', share: 58.43, control: true },
      { id: 'job', share: 41.57 },
    ],
    plan: { primary: { measure: 'value' }, plannedCustomers: 445 },
    customers: [...armOf('control', incomes.control), ...armOf('job', incomes.treatment)],
  };
}

function unevenTrial(): Trial {
  const [controls = 0, jobs = 0] = incomes.asTold.units;
  const armOf = (arm: string, units: number): TrialCustomer[] =>
    Array.from({ length: units }, (_, n) => ({
      id: `first-${arm}-${n}`,
      arm,
      exposedAtMs: noonOf('1976-06-01', Math.floor((n * 20) / units)),
      events: [],
    }));
  return {
    id: 'first-sample',
    goals: [{ id: 'earned', event: 'earned', within: 'P2Y' }],
    arms: [
      { id: 'control', share: 50, control: true },
      { id: 'job', share: 50 },
    ],
    plan: {},
    customers: [...armOf('control', controls), ...armOf('job', jobs)],
  };
}

const { analysed } = analysedTrials([...fixture.trials.map(trialOf), incomeTrial(), unevenTrial()], {
  withinMs: 180_000,
});

const metricsOf = ({ primary, secondary }: Analysis): MetricResult[] =>
  primary ? [primary, ...secondary] : [];

function expectInterval(interval: Interval, wanted: readonly number[], relative: number, where: string) {
  const { estimate, lower, upper } = mustCompute(interval);
  const found = [estimate, lower, upper].slice(3 - wanted.length);
  for (const [index, value] of wanted.entries()) expectNear(found[index] ?? 0, value, relative, where);
}

const goalRows = fixture.trials.flatMap((row) =>
  row.goals.map((goal, index) => ({ name: `${row.id}, ${goal.id}`, row, goal, index })),
);

describe.each(goalRows)('$name', ({ row, goal, index }) => {
  const metric = () => {
    const found = metricsOf(analysed(row.id))[index];
    if (!found) throw new Error('no such metric');
    return found;
  };
  const pairs = () =>
    goal.comparisons.map((wanted) => {
      const found = metric().comparisons.find(({ arm }) => arm === wanted.arm);
      if (!found) throw new Error(`nothing of ${wanted.arm}`);
      return { wanted, found };
    });

  test('every customer and every conversion counts, in rates as other programs give them', () => {
    for (const [armIndex, arm] of metric().arms.entries()) {
      expect([arm.units, arm.conversions]).toEqual([row.arms[armIndex]?.units, goal.counts[armIndex]]);
      expectInterval(arm.rate, goal.wilson[armIndex] ?? [], CLOSE, 'Wilson');
      expectInterval(arm.exactRate, goal.exact[armIndex] ?? [], CLOSE, 'Clopper-Pearson');
    }
  });

  test('difference, lift, Newcombe’s interval and the fixed test', () => {
    for (const { wanted, found } of pairs()) {
      expectInterval(found.fixedHorizon.difference, wanted.difference, CLOSE, 'difference');
      expectInterval(found.fixedHorizon.lift, wanted.lift, CLOSE, 'lift');
      expectInterval(
        found.fixedHorizon.newcombe ?? found.fixedHorizon.difference,
        wanted.newcombe,
        CLOSE,
        'Newcombe',
      );
      const fixed = mustCompute(found.fixed?.test ?? { state: 'notComputable' as const });
      expectNear(fixed.pValue, wanted.fixedP, CLOSE, 'p');
      expect(found.fixed?.method).toBe(wanted.isSmall && wanted.fisherP > wanted.scoreP ? 'exact' : 'score');
      if (row.method === 'fixed') expectNear(found.adjustedPValue ?? 0, wanted.holmP, CLOSE, 'Holm');
    }
  });

  test('what holds at every look, chance to win and loss', () => {
    for (const { wanted, found } of pairs()) {
      if (wanted.alwaysValid) {
        expectInterval(found.alwaysValid, wanted.alwaysValid, CLOSE, 'sequence');
        expectNear(found.alwaysValidPValue ?? 0, wanted.alwaysValidP ?? 0, CLOSE, 'p at every look');
      } else expect(found.alwaysValid.state).toBe('notComputable');
      expectNear(found.chanceToWin ?? 0, wanted.chanceToWin, CLOSE, 'chance to win');
      const [only] = goal.comparisons.length === 1 ? metric().arms.slice(1) : [];
      if (only) expectNear(only.expectedLoss ?? 0, wanted.expectedLoss, 1e-5, 'expected loss');
    }
  });
});

test.each(fixture.trials)('customers of $id are shared out as planned', ({ id, ratioP }) => {
  const { checks } = analysed(id);
  expectNear(checks.find((check) => check.id === 'exposedRatio')?.value ?? 0, ratioP, CLOSE, 'p');
  expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
});

/** What the reports print, to the digits they print: the primary rates in percent. */
const published: { id: string; percents: readonly number[]; verdict: object }[] = [
  { id: 'physicians', percents: [1.7, 0.9], verdict: { state: 'winner', arm: 'aspirin', isTooGood: false } },
  { id: 'neighbours', percents: [31.5, 37.8], verdict: { state: 'winner', arm: 'neighbours' } },
  { id: 'screener', percents: [11.8, 11.3], verdict: { state: 'undecided' } },
  { id: 'heart-drugs', percents: [25.4, 25.5, 24.4], verdict: { state: 'undecided' } },
  { id: 'newborns', percents: [40, 0], verdict: { state: 'collecting', changesWith: 'conversions' } },
];

test.each(published)('$id reads as it was published', ({ id, percents, verdict }) => {
  const { primary, verdict: found } = analysed(id);
  const rates = primary?.arms.map(({ rate }) => Number((100 * mustCompute(rate).estimate).toFixed(1)));
  expect(rates).toEqual(percents);
  expect(found).toMatchObject(verdict);
});

test('the screener’s intervals are those of its report, and its second goal is the one that moved', () => {
  const [paid, enrolled] = metricsOf(analysed('screener')).map(({ comparisons }) => comparisons[0]);
  const digits = ({ lower, upper }: { lower: number; upper: number }) => [lower.toFixed(4), upper.toFixed(4)];
  const none = { state: 'notComputable' as const, reason: 'no-units' as const };
  expect(digits(mustCompute(paid?.fixedHorizon.difference ?? none))).toEqual(['-0.0116', '0.0019']);
  expect(digits(mustCompute(enrolled?.fixedHorizon.difference ?? none))).toEqual(['-0.0291', '-0.0120']);
  expect([paid?.isBetter, enrolled?.isBetter]).toEqual([null, true]);
});

describe('the supported work’s earnings', () => {
  test('mean per man, Welch’s difference, Fieller’s lift', () => {
    const { primary } = analysed('supported-work');
    for (const [index, mean] of incomes.means.entries())
      expectInterval(primary?.arms[index]?.mean ?? missing, mean, 1e-9, 'mean');
    const comparison = primary?.comparisons[0];
    expectInterval(comparison?.fixedHorizon.difference ?? missing, incomes.difference, 1e-9, 'Welch');
    expectInterval(comparison?.fixedHorizon.lift ?? missing, incomes.fieller, 1e-9, 'Fieller');
    expectInterval(comparison?.alwaysValid ?? missing, incomes.alwaysValid, 1e-9, 'sequence');
    const fixed = mustCompute(comparison?.fixed?.test ?? { state: 'notComputable' as const });
    expectNear(fixed.pValue, incomes.pValue, 1e-9, 'p');
    expectNear(comparison?.chanceToWin ?? 0, incomes.chanceToWin, 1e-9, 'chance to win');
    // the 1,794 dollars of the report
    expect(Math.round(mustCompute(comparison?.fixedHorizon.difference ?? missing).estimate)).toBe(1794);
  });

  test('are not enough for who looks at them every day', () => {
    expect(analysed('supported-work').verdict.state).toBe('undecided');
  });

  test('of a sample that lost more of one arm, told to be equal halves, are not to be trusted', () => {
    const { verdict, checks, rule } = analysed('first-sample');
    const ratio = checks.find(({ id }) => id === 'assignedRatio');
    expect(ratio).toMatchObject({ state: 'failed', advice: 'ratioOff' });
    expectNear(ratio?.value ?? 1, incomes.asTold.ratioP, CLOSE, 'p');
    expect(verdict.state).toBe('doNotTrust');
    expect(rule.allows).not.toContain('rollOut');
  });
});

const missing: Interval = { state: 'notComputable', reason: 'no-units' };
