// Goal: the verdict, what would change it and what may be decided follow from the plan and the mature customers alone.
// Method: one experiment per case, table-driven; both directions, every method, before and after the planned end.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { mustCompute } from '../statistics/near.ts';
import { DAY_MS, dayText, experimentInput, FIRST_DAY_MS, trial } from './experimentInput.ts';
import { arms, ended, fixed, planned, running, young } from './plannedTrials.ts';

const contaminated = ['control', 'treatment'].map((arm) => ({
  arm,
  epoch: 1,
  version: 1,
  day: dayText(0),
  units: 250,
}));

interface Case {
  name: string;
  input: AnalysisInput;
  verdict: Partial<Analysis['verdict']>;
  allows: Analysis['rule']['allows'];
}

const cases: Case[] = [
  {
    name: 'a plan that wants no conclusion gets none',
    input: arms(600, { conclusion: 'none' }),
    verdict: { state: 'noConclusion', arm: null, changesWith: 'nothing' },
    allows: ['continue', 'endWithoutDecision'],
  },
  {
    name: 'a plan that wants no conclusion does not keep a failed check quiet',
    input: { ...arms(600, { conclusion: 'none' }), contaminated },
    verdict: { state: 'doNotTrust', failedChecks: ['contamination'], changesWith: 'repair' },
    allows: ['continue', 'endWithoutDecision'],
  },
  {
    name: 'nobody mature yet: wait for the first window',
    input: young(arms(600)),
    verdict: { state: 'collecting', matureCount: 0, changesWith: 'days', changesWithCount: 4 },
    allows: ['continue'],
  },
  {
    name: 'mature before the minimum days: wait for those',
    input: arms(600, { minimumDays: 30 }),
    verdict: { state: 'collecting', changesWith: 'days', changesWithCount: 8 },
    allows: ['continue'],
  },
  {
    name: 'fewer than 20 converters in an arm: wait for the missing ones',
    input: trial([13, 8_000], [60, 8_000]),
    verdict: { state: 'collecting', changesWith: 'conversions', changesWithCount: 7 },
    allows: ['continue'],
  },
  {
    name: 'a small difference: undecided, with the customers still needed at this effect',
    // SciPy 1.17.1: the sequence excludes 0 at 79,044 customers
    input: arms(440, planned),
    verdict: { state: 'undecided', arm: 'treatment', changesWith: 'customers', changesWithCount: 63_044 },
    allows: ['keepControl', 'endWithoutDecision'],
  },
  {
    name: 'the same before its planned end: goes on',
    input: arms(440, running),
    verdict: { state: 'undecided', plannedCount: 40_000, matureCount: 16_000 },
    allows: ['continue'],
  },
  {
    name: 'more conversions: a winner',
    input: arms(560, planned),
    verdict: { state: 'winner', arm: 'treatment', against: 'control', changesWith: 'nothing' },
    allows: ['rollOut'],
  },
  {
    name: 'a winner before the planned end may be rolled out or go on',
    input: arms(560, running),
    verdict: { state: 'winner' },
    allows: ['rollOut', 'continue'],
  },
  {
    name: 'fewer conversions: a loser',
    input: arms(270, planned),
    verdict: { state: 'loser', arm: 'treatment' },
    allows: ['keepControl'],
  },
  {
    name: 'fewer of what should become fewer: a winner',
    input: arms(270, { ...planned, primary: { direction: 'decrease' } }),
    verdict: { state: 'winner', arm: 'treatment' },
    allows: ['rollOut'],
  },
  {
    name: 'more of what should become fewer: a loser',
    input: arms(560, { ...planned, primary: { direction: 'decrease' } }),
    verdict: { state: 'loser', arm: 'treatment' },
    allows: ['keepControl'],
  },
  {
    name: 'an interval within the smallest effect worth knowing: no difference',
    input: arms(402, { ...planned, minimumEffect: 0.012 }),
    verdict: { state: 'noDifference', changesWith: 'nothing' },
    allows: ['keepControl'],
  },
  {
    name: 'a fixed test before its planned end decides nothing',
    input: arms(560, { ...running, ...fixed }),
    verdict: { state: 'undecided', changesWith: 'plannedEnd', changesWithCount: 24_000 },
    allows: ['continue'],
  },
  {
    name: 'a fixed test at its planned end decides',
    input: arms(460, { ...planned, ...fixed }),
    verdict: { state: 'winner' },
    allows: ['rollOut'],
  },
  {
    name: 'two one-sided tests at the planned end show no difference',
    input: arms(402, { ...planned, ...fixed, minimumEffect: 0.007 }),
    verdict: { state: 'noDifference' },
    allows: ['keepControl'],
  },
  {
    name: 'the same margin before the planned end shows nothing',
    input: arms(402, { ...running, ...fixed, minimumEffect: 0.007 }),
    verdict: { state: 'undecided' },
    allows: ['continue'],
  },
  {
    name: 'a planned look decides by its own bound',
    input: arms(560, { plannedCustomers: 32_000, method: { type: 'groupSequential', fractions: [0.5, 1] } }),
    verdict: { state: 'winner' },
    allows: ['rollOut', 'continue'],
  },
  {
    name: 'an early look at what a single test would call significant does not',
    // p 0.037, above the 0.0031 that half the customers may spend
    input: arms(460, { plannedCustomers: 32_000, method: { type: 'groupSequential', fractions: [0.5, 1] } }),
    verdict: { state: 'undecided', changesWith: 'plannedEnd', changesWithCount: 16_000 },
    allows: ['continue'],
  },
  {
    name: 'ended before the plan without its rule: stopped early',
    input: ended(arms(440, running)),
    verdict: { state: 'stoppedEarly', changesWith: 'nothing' },
    allows: ['keepControl', 'endWithoutDecision'],
  },
  {
    name: 'ended in time for the last windows to be over at the planned end: not early',
    // taken in until day 20, windows of seven days, planned end on day 28; as of day 22
    input: { ...arms(440, { ...running, plannedEnd: dayText(28) }), endedAtMs: FIRST_DAY_MS + 20.5 * DAY_MS },
    verdict: { state: 'undecided' },
    allows: ['keepControl', 'endWithoutDecision'],
  },
  {
    name: 'ended a day sooner than that: stopped early',
    input: { ...arms(440, { ...running, plannedEnd: dayText(29) }), endedAtMs: FIRST_DAY_MS + 20.5 * DAY_MS },
    verdict: { state: 'stoppedEarly' },
    allows: ['keepControl', 'endWithoutDecision'],
  },
  {
    name: 'ended before the plan by its rule: a winner',
    input: ended(arms(560, running)),
    verdict: { state: 'winner' },
    allows: ['rollOut'],
  },
  {
    name: 'a fixed test ended before its plan decides nothing any more',
    input: ended(arms(560, { ...running, ...fixed })),
    verdict: { state: 'stoppedEarly', changesWith: 'nothing' },
    allows: ['keepControl', 'endWithoutDecision'],
  },
  {
    name: 'ended with too few conversions, and none can come',
    input: ended(trial([13, 8_000], [60, 8_000])),
    verdict: { state: 'undecided', changesWith: 'nothing' },
    allows: ['keepControl', 'endWithoutDecision'],
  },
  {
    name: 'without a primary metric nothing is concluded',
    input: { ...arms(600), metrics: [] },
    verdict: { state: 'noConclusion', arm: null },
    allows: ['continue', 'endWithoutDecision'],
  },
];

test.each(cases)('$name', ({ input, verdict, allows }) => {
  const analysis = analyse(input);
  expect(analysis.verdict).toMatchObject(verdict);
  expect(analysis.rule.allows).toEqual(allows);
});

describe('what everybody did so far', () => {
  const { primary, verdict } = analyse(young(arms(600)));

  test('is shown while nobody is mature, and never decided on', () => {
    expect(primary?.basis).toBe('soFar');
    expect(primary?.arms.map(({ units, conversions }) => [units, conversions])).toEqual([
      [8_000, 400],
      [8_000, 600],
    ]);
    expect(primary?.comparisons[0]).toMatchObject({
      fixed: null,
      alwaysValidPValue: null,
      isBetter: null,
      chanceToWin: null,
    });
    expect(verdict.effect).toEqual({ state: 'notComputable', reason: 'too-early' });
  });

  test('gives way to the mature ones as soon as there are any', () => {
    const input = young(arms(600));
    const [metric] = input.metrics;
    const [first] = metric?.cells ?? [];
    if (!metric || !first) throw new Error('no cell');
    const cells = metric.cells.map((cell) =>
      cell === first ? { ...cell, matureUnits: 3, matureConversions: 1 } : cell,
    );
    const mature = analyse({ ...input, metrics: [{ ...metric, cells }] }).primary;
    expect(mature).toMatchObject({ basis: 'mature' });
    expect(mature?.arms.map(({ units }) => units)).toEqual([3, 0]);
  });
});

describe('three arms', () => {
  const shares = { control: 34, b: 33, c: 33 };
  const groups = (b: number, c: number) => [
    { arm: 'control', units: 8_000, conversions: 400 },
    { arm: 'b', units: 8_000, conversions: b },
    { arm: 'c', units: 8_000, conversions: c },
  ];
  const verdictOf = (b: number, c: number) =>
    analyse(experimentInput(groups(b, c), { shares, plan: { plannedCustomers: 24_000 } }));

  test('the best of two winners wins', () => {
    expect(verdictOf(560, 640).verdict).toMatchObject({ state: 'winner', arm: 'c' });
  });

  test('a winner beside a loser wins', () => {
    expect(verdictOf(270, 580).verdict).toMatchObject({ state: 'winner', arm: 'c' });
  });

  test('a loser beside an open arm is named, and the control not kept for it', () => {
    const { verdict, rule } = verdictOf(260, 410);
    expect(verdict).toMatchObject({ state: 'loser', arm: 'b' });
    expect(rule.allows).toEqual(['keepControl', 'endWithoutDecision']);
  });

  test('stand against each other in a matrix, wider than two arms alone would', () => {
    const { primary } = verdictOf(560, 640);
    expect(primary?.matrix.map(({ arm, against }) => `${arm}-${against}`)).toEqual([
      'b-control',
      'c-control',
      'c-b',
    ]);
    const third = mustCompute(primary?.matrix[2]?.difference ?? { state: 'notComputable' as const });
    expect(third.estimate).toBeCloseTo(0.01, 12);
    const alone = mustCompute(
      analyse(trial([560, 8_000], [640, 8_000], planned)).primary?.comparisons[0]?.alwaysValid ?? {
        state: 'notComputable' as const,
      },
    );
    expect(third.upper - third.lower).toBeGreaterThan(1.1 * (alone.upper - alone.lower));
    expect(analyse(arms(560)).primary?.matrix).toEqual([]);
  });

  test('without a control the first arm is the reference', () => {
    const input = experimentInput(groups(560, 410), { shares });
    const nameless = { ...input, arms: input.arms.map((arm) => ({ ...arm, control: false })) };
    expect(analyse(nameless).reference).toBe('control');
    const second = { ...input, arms: input.arms.map((arm) => ({ ...arm, control: arm.id === 'c' })) };
    const { reference, primary } = analyse(second);
    expect(reference).toBe('c');
    expect(primary?.comparisons.map(({ arm, against }) => `${arm}-${against}`)).toEqual(['control-c', 'b-c']);
  });
});

test('a sequence that crossed its bound and came back is undecided again, whatever its smallest p-value', () => {
  const day = (at: number, converted: number) => [
    { arm: 'control', day: at, units: 4_000, conversions: 200 },
    { arm: 'treatment', day: at, units: 4_000, conversions: converted },
  ];
  const early = [...day(0, 290)];
  const groups = [...early, ...day(5, 190), ...day(9, 170)];
  expect(analyse(experimentInput(early, { plan: running })).verdict.state).toBe('winner');
  const { verdict, primary } = analyse(experimentInput(groups, { plan: running }));
  const [comparison] = primary?.comparisons ?? [];
  expect(comparison?.alwaysValidPValue).toBeLessThan(0.05);
  expect(mustCompute(comparison?.alwaysValid ?? { state: 'notComputable' as const }).lower).toBeLessThan(0);
  expect(verdict.state).toBe('undecided');
});

test('the customers needed are those for the smallest effect worth knowing, when the present one is smaller', () => {
  const needed = (minimumEffect: number) =>
    analyse(arms(404, { ...running, minimumEffect })).verdict.changesWithCount ?? 0;
  expect(needed(0.01)).toBeLessThan(needed(0.005) / 3);
  expect(needed(0.0001)).toBe(analyse(arms(404, running)).verdict.changesWithCount);
});
