// Goal: a split that is broken on purpose is called broken by the right check, and a sound one is not.
// Method: one fault planted at a time in an experiment whose treatment seems to win; seeded sound experiments beside.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { Check } from '../../../shared/experiment/check.ts';
import type { EntrySource } from '../../../shared/experiment/entrySource.ts';
import { dayText, experimentInput, type Group, metricOf } from './experimentInput.ts';

const DAYS = 20;

/** Twenty days of 500 customers an arm, at 5 % and 7 %. */
const soundGroups: Group[] = Array.from({ length: DAYS }, (_, day): Group[] => [
  { arm: 'control', day, units: 500, conversions: 25 },
  { arm: 'treatment', day, units: 500, conversions: 35 },
]).flat();

const sound = experimentInput(soundGroups);

const withUnits = (change: (group: Group) => number): AnalysisInput =>
  experimentInput(soundGroups.map((group) => ({ ...group, units: change(group) })));

const cell = (arm: string, units: number, day = 3) => ({
  arm,
  epoch: 1,
  version: 1,
  day: dayText(day),
  units,
});

const entered = (arm: string, entry: EntrySource, units: number) => ({
  arm,
  epoch: 1,
  version: 1,
  entry,
  units,
});

const pairs = (units: number, meanX: number) => ({
  units,
  meanY: 0.05,
  meanX,
  centredYY: units / 20,
  centredXX: units * 400,
  centredXY: units / 10,
});
const covariate = (arm: string, meanX: number) => ({
  arm,
  epoch: 1,
  version: 1,
  missing: 0,
  pairs: pairs(10_000, meanX),
});
const before = (arm: string, conversions: number) => ({
  arm,
  epoch: 1,
  version: 1,
  units: 10_000,
  conversions,
});
const messages = (arm: string, planned: number, refused: number) => ({
  arm,
  epochs: [{ epoch: 1, planned, lost: refused }],
  planned,
  reached: planned - refused,
  refused: { consent: refused },
  delivered: planned - refused,
  opened: 0,
  clicked: 0,
});
const otherSplit = (cells: readonly [string, string, number][]): AnalysisInput['overlaps'] => [
  {
    journeyId: 'loan',
    node: 'test',
    reference: 'a',
    cells: cells.map(([arm, otherArm, units]) => ({ arm, epoch: 1, version: 1, otherArm, units })),
    outcomes: null,
  },
];

const faults: { fault: string; input: AnalysisInput; check: Check['id']; advice: Check['advice'] }[] = [
  {
    fault: 'an assignment of 52 to 48 where 50 to 50 was planned',
    input: withUnits(({ arm }) => (arm === 'control' ? 520 : 480)),
    check: 'assignedRatio',
    advice: 'ratioOff',
  },
  {
    fault: 'an arm that lost half its customers on one day',
    input: withUnits(({ arm, day }) => (arm === 'control' && day === 8 ? 300 : 500)),
    check: 'exposedRatio',
    advice: 'ratioOffInSlice',
  },
  {
    fault: 'customers in an arm whose share is 0',
    input: {
      ...experimentInput(soundGroups, { shares: { control: 50, treatment: 50, off: 0 } }),
      contaminated: [cell('off', 3)],
    },
    check: 'assignedRatio',
    advice: 'strayCustomers',
  },
  {
    fault: 'a lag that leaves windows of one arm open',
    input: experimentInput(
      soundGroups.map((group) =>
        group.arm === 'treatment' && (group.day ?? 0) > 15
          ? { ...group, matureUnits: 0, matureConversions: 0 }
          : group,
      ),
    ),
    check: 'analysedRatio',
    advice: 'ratioOff',
  },
  {
    fault: 're-entries that change the arm',
    input: { ...sound, contaminated: [cell('control', 150), cell('treatment', 150)] },
    check: 'contamination',
    advice: 'seenInSeveralArms',
  },
  {
    fault: 'a filter that only the treatment passes through',
    input: {
      ...withUnits(({ arm }) => (arm === 'control' ? 500 : 460)),
      ineligible: soundGroups
        .filter(({ arm }) => arm === 'treatment')
        .map(({ day }) => cell('treatment', 40, day)),
    },
    check: 'exposureLoss',
    advice: 'lossDiffers',
  },
  {
    fault: 'messages refused in one arm more than in another',
    input: { ...sound, messages: [messages('control', 10_000, 300), messages('treatment', 10_000, 700)] },
    check: 'exposureLoss',
    advice: 'lossDiffers',
  },
  {
    fault: 'arms that converted differently before the experiment',
    input: { ...sound, before: [before('control', 500), before('treatment', 700)] },
    check: 'balance',
    advice: 'differedBefore',
  },
  {
    fault: 'arms of different balances before the experiment',
    input: { ...sound, covariate: [covariate('control', 100), covariate('treatment', 102)] },
    check: 'balance',
    advice: 'differedBefore',
  },
  {
    fault: 'another split with the same salt',
    input: {
      ...sound,
      overlaps: otherSplit([
        ['control', 'a', 3000],
        ['treatment', 'b', 3000],
        ['control', 'b', 20],
        ['treatment', 'a', 20],
      ]),
    },
    check: 'overlap',
    advice: 'overlapUneven',
  },
  {
    fault: 'customers of another journey who nearly all go to one arm, made up for by the others',
    input: {
      ...sound,
      entries: [
        entered('control', 'trigger', 9_950),
        entered('treatment', 'trigger', 9_850),
        entered('control', 'journey', 50),
        entered('treatment', 'journey', 150),
      ],
    },
    check: 'exposedRatio',
    advice: 'ratioOffInSlice',
  },
  {
    fault: 'inputs that wait for an hour',
    input: {
      ...sound,
      freshness: { ...sound.freshness, waitingInputCount: 900, oldestWaitingAtMs: sound.asOfMs - 3_600_000 },
    },
    check: 'freshness',
    advice: 'inputsWaiting',
  },
];

test('the sound split that the faults are planted in is a winner with nothing wrong', () => {
  const { verdict, checks } = analyse(sound);
  expect(verdict).toMatchObject({ state: 'winner', arm: 'treatment', failedChecks: [] });
  expect(checks.filter(({ state }) => state === 'failed' || state === 'warning')).toEqual([]);
});

describe.each(faults)('$fault', ({ input, check, advice }) => {
  const { checks, verdict, rule } = analyse(input);

  test('fails its check, with what was measured beyond the threshold', () => {
    const found = checks.find(({ id }) => id === check);
    expect(found).toMatchObject({ state: 'failed', advice });
    expect(found?.details.length).toBeGreaterThan(0);
  });

  test('is not to be trusted, and may not be rolled out', () => {
    expect(verdict.state).toBe('doNotTrust');
    expect(verdict.failedChecks).toContain(check);
    expect(verdict.changesWith).toBe('repair');
    expect(rule.allows).not.toContain('rollOut');
  });
});

test('an assignment that was off for a week and made up for it later stays called off by the test of every day', () => {
  const share = (arm: string, day: number) =>
    (arm === 'control' ? [300, 200] : [200, 300])[day < 10 ? 0 : 1] ?? 0;
  const made = experimentInput(
    soundGroups.map((group) => ({ ...group, units: share(group.arm, group.day ?? 0) })),
  );
  const found = analyse(made).checks.find(({ id }) => id === 'assignedRatio');
  expect(found).toMatchObject({ state: 'failed', threshold: 0.01 });
  expect(found?.value).toBeLessThan(0.01);
  const arms = found?.details.filter(({ kind }) => kind === 'arm');
  expect(arms?.map(({ observed, expected }) => [observed, expected])).toEqual([
    [5_000, 5_000],
    [5_000, 5_000],
  ]);
});

const warnings: { fault: string; input: AnalysisInput; check: Check['id']; advice: Check['advice'] }[] = [
  {
    fault: 'one customer in 500 seen in both arms',
    input: { ...sound, contaminated: [cell('control', 20), cell('treatment', 20)] },
    check: 'contamination',
    advice: 'seenInSeveralArms',
  },
  {
    fault: 'a control without message, and a treatment of which a tenth gets none',
    input: { ...sound, messages: [messages('control', 0, 0), messages('treatment', 10_000, 1_000)] },
    check: 'exposureLoss',
    advice: 'lossUnknown',
  },
  {
    fault: 'a goal whose event never came in',
    input: { ...sound, freshness: { ...sound.freshness, lastGoalEventAtMs: null } },
    check: 'freshness',
    advice: 'goalNeverSeen',
  },
  {
    fault: 'fewer mature customers than planned',
    input: experimentInput(soundGroups, { plan: { plannedCustomers: 50_000 } }),
    check: 'maturity',
    advice: 'fewMature',
  },
];

test.each(warnings)('$fault is a warning only', ({ input, check, advice }) => {
  const { checks, verdict } = analyse(input);
  expect(checks.find(({ id }) => id === check)).toMatchObject({ state: 'warning', advice });
  expect(verdict.state).toBe('winner');
});

test('a difference in refusals below a point is nothing, however sure', () => {
  const refusals = [messages('control', 1_000_000, 30_000), messages('treatment', 1_000_000, 35_000)];
  const found = analyse({ ...sound, messages: refusals }).checks.find(({ id }) => id === 'exposureLoss');
  expect(found).toMatchObject({ state: 'ok', advice: 'none', threshold: 0.01 });
  expect(found?.value).toBeCloseTo(0.005, 12);
});

test('ways in share the limit with the days, and one way in is no slice', () => {
  const shown = (entries: AnalysisInput['entries']) =>
    analyse({ ...sound, entries }).checks.find(({ id }) => id === 'exposedRatio');
  // by hand 80 : 120, p 0.0047 alone; times 20 days and 2 ways in
  const found = shown([
    entered('control', 'trigger', 9_920),
    entered('treatment', 'trigger', 9_880),
    entered('control', 'deed', 80),
    entered('treatment', 'deed', 120),
  ]);
  expect(found?.state).toBe('ok');
  const slices = found?.details.filter(({ kind }) => kind === 'entry');
  expect(slices?.map(({ label, observed }) => [label, observed])).toEqual([
    ['trigger', 19_800],
    ['deed', 200],
  ]);
  expect(slices?.[1]?.pValue).toBeCloseTo(22 * 0.004677734981047266, 12);
  const one = shown([entered('control', 'trigger', 10_000), entered('treatment', 'trigger', 10_000)]);
  expect(one?.details.filter(({ kind }) => kind === 'entry')).toEqual([]);
});

test('five in ten thousand seen in both arms are nothing', () => {
  const { checks } = analyse({ ...sound, contaminated: [cell('control', 5), cell('treatment', 5)] });
  expect(checks.find(({ id }) => id === 'contamination')?.state).toBe('ok');
});

test('five of a hundred in an arm of one percent are no alarm', () => {
  // exact binomial tail 0.0034, where the chi-square of such a cell would say 0.00006
  const groups = [
    { arm: 'control', units: 95, conversions: 30 },
    { arm: 'treatment', units: 5, conversions: 2 },
  ];
  const { checks } = analyse(experimentInput(groups, { shares: { control: 99, treatment: 1 } }));
  expect(checks.find(({ id }) => id === 'assignedRatio')?.state).toBe('ok');
  expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
});

test('two comparisons from before the exposure share the limit of one', () => {
  // score p 0.00076: below 0.001 alone, above it twice
  const conversions = [before('control', 500), before('treatment', 609)];
  const alone = analyse({ ...sound, before: conversions }).checks.find(({ id }) => id === 'balance');
  expect(alone).toMatchObject({ state: 'failed' });
  const both = analyse({
    ...sound,
    before: conversions,
    covariate: [covariate('control', 100), covariate('treatment', 100)],
  }).checks.find(({ id }) => id === 'balance');
  expect(both).toMatchObject({ state: 'ok' });
  expect(both?.value).toBeCloseTo(2 * (alone?.value ?? 0), 12);
});

test('a metric without any customer leaves the checks unknown, not passed', () => {
  const empty = experimentInput([]);
  const { verdict, checks } = analyse({
    ...empty,
    firstExposedAtMs: null,
    lastExposedAtMs: null,
    metrics: [metricOf([])],
  });
  expect(verdict.state).toBe('draft');
  expect(verdict.changesWith).toBe('exposures');
  expect(checks.filter(({ state }) => state === 'ok').map(({ id }) => id)).toEqual(['freshness']);
});
