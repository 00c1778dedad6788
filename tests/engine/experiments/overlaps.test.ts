// Goal: what another split or journey does to the same customers is measured, named, and said to be unknown where it is.
// Method: differences of differences, balance and effects against statsmodels and SciPy; then faults planted in a winner.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput, OverlapInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { Check } from '../../../shared/experiment/check.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import fixture from '../../fixtures/statistics/overlaps.json' with { type: 'json' };
import { mustCompute } from '../statistics/near.ts';
import { atPlannedEnd, experimentInput, type Group } from './experimentInput.ts';

const closeTo = (value: number) => expect.closeTo(value, 10);

type Outcome = NonNullable<OverlapInput['outcomes']>[number];
type Given = Pick<Outcome, 'units' | 'conversions' | 'values'>;

/** Control and treatment here by reference and other arm there. */
const SQUARE = [
  ['control', 'off'],
  ['control', 'on'],
  ['treatment', 'off'],
  ['treatment', 'on'],
] as const;

function squareOf(strata: readonly (readonly Given[])[]): Outcome[] {
  return strata.flatMap((cells, stratum) =>
    cells.map((given, index): Outcome => {
      const [arm, otherArm] = SQUARE[index] ?? ['', ''];
      return { arm, otherArm, epoch: 1, version: stratum + 1, ...given };
    }),
  );
}

const cellsOf = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ arm, epoch, version, otherArm, units }) => ({ arm, epoch, version, otherArm, units }));

function overlap(outcomes: Outcome[], node = 'test', more: Partial<OverlapInput> = {}): OverlapInput {
  return { journeyId: 'loan', node, reference: 'off', cells: cellsOf(outcomes), outcomes, ...more };
}

/** A winner, with what stands beside it. */
function withOverlaps(overlaps: OverlapInput[], plan: ExperimentPlanInput = {}): AnalysisInput {
  const groups: Group[] = Array.from({ length: 20 }, (_, day) => [
    { arm: 'control', day, units: 500, conversions: 25 },
    { arm: 'treatment', day, units: 500, conversions: 35 },
  ]).flat();
  return experimentInput(groups, { plan }, { overlaps });
}

const rateGiven = ([conversions = 0, units = 0]: readonly number[]): Given => ({
  units,
  conversions,
  values: null,
});
const rateSquares = fixture.interactions.map(({ strata }) =>
  squareOf(strata.map((cells) => cells.map(rateGiven))),
);
/** At the planned end, where the tests are those of one look. */
const interactionsOf = (input: AnalysisInput) => analyse(atPlannedEnd(input)).overlaps.interactions;

describe('the effect of another split on the effect of this one', () => {
  test.each(
    fixture.interactions.map((expected, index) => ({ expected, outcomes: rateSquares[index] ?? [] })),
  )('of rates is $expected.estimate', ({ expected: { estimate, lower, upper, pValue }, outcomes }) => {
    const [found] = interactionsOf(withOverlaps([overlap(outcomes)]));
    expect(found).toMatchObject({
      journey: 'loan',
      node: 'test',
      arm: 'treatment',
      against: 'control',
      otherArm: 'on',
      otherAgainst: 'off',
      effect: {
        state: 'computed',
        estimate: closeTo(estimate),
        lower: closeTo(lower),
        upper: closeTo(upper),
      },
      pValue: closeTo(pValue),
      adjustedPValue: closeTo(pValue),
    });
  });

  test.each(fixture.valueInteractions)('of values is $estimate', ({ strata, estimate, lower, pValue }) => {
    const outcomes = squareOf(
      strata.map((cells) => cells.map((values) => ({ units: values.units, conversions: 0, values }))),
    );
    const input = withOverlaps([overlap(outcomes)]);
    const [metric] = input.metrics;
    if (!metric) throw new Error('no metric');
    const [found] = interactionsOf({ ...input, metrics: [{ ...metric, measure: 'value' }] });
    expect(found?.effect).toMatchObject({ estimate: closeTo(estimate), lower: closeTo(lower) });
    expect(found?.pValue).toEqual(closeTo(pValue));
  });

  test('is corrected for all pairs of arms of all splits, and only then called out', () => {
    const found = interactionsOf(
      withOverlaps(rateSquares.map((outcomes, index) => overlap(outcomes, `test${index}`))),
    );
    expect(found.map(({ adjustedPValue }) => adjustedPValue)).toEqual(fixture.benjaminiHochberg.map(closeTo));
    expect(found.map(({ isFlagged }) => isFlagged)).toEqual(fixture.benjaminiHochberg.map((p) => p < 0.01));
  });

  const [square = []] = rateSquares;
  const unknown: { says: string; given: OverlapInput; reason: string }[] = [
    {
      says: 'four converters in one of the four groups are too few',
      given: overlap(square.map((row, index) => (index === 3 ? { ...row, conversions: 4 } : row))),
      reason: 'too-few-units',
    },
    {
      says: 'a group that converted all but four is too sure of itself',
      given: overlap(
        square.map((row, index) => (index === 0 ? { ...row, conversions: row.units - 4 } : row)),
      ),
      reason: 'too-few-units',
    },
    {
      says: 'one of the four groups is empty',
      given: overlap(square.slice(0, 3), 'test', { cells: cellsOf(square) }),
      reason: 'no-units',
    },
    {
      says: 'no epoch has all four groups',
      given: overlap(square.map((row, index) => ({ ...row, epoch: 1 + (index % 2) }))),
      reason: 'no-strata-with-both-arms',
    },
  ];
  test.each(unknown)('cannot be said where $says', ({ given, reason }) => {
    const [found] = interactionsOf(withOverlaps([given]));
    expect(found).toMatchObject({
      effect: { state: 'notComputable', reason },
      pValue: null,
      adjustedPValue: null,
      isFlagged: false,
    });
  });

  test('is not looked at where few are shared, or nobody knows the other split', () => {
    expect(interactionsOf(withOverlaps([overlap(square, 'test', { outcomes: null })]))).toEqual([]);
    expect(interactionsOf(withOverlaps([overlap(square, 'test', { reference: null })]))).toEqual([]);
  });
});

const place = (arm: string, epoch: number) => ({ arm, epoch, version: 1 });
const ARMS = ['control', 'treatment', 'third'];

/** Arms with so many customers treated before, and so many who were not, in each epoch. */
function carriedInput(epochs: number[][][], recency: 'within30' | 'within60' = 'within30'): AnalysisInput {
  const rows = epochs.flatMap((arms, epoch) =>
    arms.map(([treated = 0, fresh = 0], index) => ({
      ...place(ARMS[index] ?? '', epoch + 1),
      treated,
      fresh,
    })),
  );
  const shares = Object.fromEntries((epochs[0] ?? []).map((_, index) => [ARMS[index] ?? '', 1]));
  const groups = rows.map(
    ({ arm, epoch, treated, fresh }): Group => ({
      arm,
      epoch,
      units: treated + fresh,
      conversions: Math.round((treated + fresh) / 20),
    }),
  );
  const cells = rows.map(({ treated, fresh: _fresh, ...where }) => ({ ...where, recency, units: treated }));
  return experimentInput(groups, { shares }, { carryOver: { cells, outcomes: null } });
}

describe('customers whom another journey treated shortly before', () => {
  test.each(fixture.balance)('are spread over the arms with p $pValue', ({ epochs, pValue }) => {
    const { carryOver } = analyse(carriedInput(epochs)).overlaps;
    expect(carryOver).toMatchObject({
      within30PValue: closeTo(pValue),
      within60PValue: closeTo(pValue),
      effects: [],
    });
    const [first] = carryOver.arms;
    const treated = epochs.reduce((sum, arms) => sum + (arms[0]?.[0] ?? 0), 0);
    expect(first).toMatchObject({ arm: 'control', within30: treated, within60: treated });
  });

  test('within 60 days only do not count as within 30', () => {
    const { carryOver } = analyse(
      carriedInput(
        [
          [
            [300, 9700],
            [310, 9690],
          ],
        ],
        'within60',
      ),
    ).overlaps;
    expect(carryOver.arms.map(({ within30, within60 }) => [within30, within60])).toEqual([
      [0, 300],
      [0, 310],
    ]);
    expect(carryOver.within30PValue).toBeNull();
    expect(carryOver.within60PValue).not.toBeNull();
  });

  const outcomesOf = (fresh: number[][], carried: number[][]) =>
    [fresh, carried].flatMap((pair, index) =>
      pair.map(([conversions = 0, units = 0], arm) => ({
        ...place(ARMS[arm] ?? '', 1),
        isFresh: index === 0,
        units,
        conversions,
        values: null,
      })),
    );

  test.each(fixture.carriedEffects)(
    'have their own effect beside that of the fresh: $effects',
    ({ fresh, carried, effects, pValue }) => {
      const input = {
        ...withOverlaps([]),
        carryOver: { cells: [], outcomes: outcomesOf(fresh, carried) },
      };
      const [found] = analyse(atPlannedEnd(input)).overlaps.carryOver.effects;
      expect(found?.fresh).toMatchObject({ estimate: closeTo(effects[0] ?? 0) });
      expect(found?.carried).toMatchObject({ estimate: closeTo(effects[1] ?? 0) });
      expect(found?.pValue).toEqual(closeTo(pValue));
      expect(found?.isFlagged).toBe(pValue < 0.01);
    },
  );

  test('have no effect of their own where they are too few', () => {
    const outcomes = outcomesOf(
      [
        [450, 9000],
        [600, 9000],
      ],
      [
        [1, 40],
        [2, 40],
      ],
    );
    const [found] = analyse({ ...withOverlaps([]), carryOver: { cells: [], outcomes } }).overlaps.carryOver
      .effects;
    expect(found).toMatchObject({
      fresh: { state: 'computed' },
      carried: { state: 'notComputable', reason: 'too-few-units' },
      pValue: null,
      isFlagged: false,
    });
  });
});

describe('the check of overlapping splits', () => {
  const overlapCheck = (input: AnalysisInput): Check | undefined =>
    analyse(atPlannedEnd(input)).checks.find(({ id }) => id === 'overlap');
  const [changed = [], , alike = []] = rateSquares;

  test('warns of a split that changes the effect, with the number and where it begins', () => {
    const found = overlapCheck(withOverlaps([overlap(changed)]));
    const [expected] = fixture.interactions;
    expect(found).toMatchObject({
      state: 'warning',
      advice: 'interaction',
      value: closeTo(expected?.pValue ?? 0),
      threshold: 0.01,
      unit: 'pValue',
    });
    expect(found?.details).toContainEqual({
      kind: 'interaction',
      label: 'treatment/loan/test/on',
      observed: closeTo(expected?.estimate ?? 0),
      expected: null,
      pValue: closeTo(expected?.pValue ?? 0),
    });
  });

  test('is content with a split that is spread evenly and changes nothing', () => {
    expect(overlapCheck(withOverlaps([overlap(alike)]))).toMatchObject({
      state: 'ok',
      advice: 'overlapEven',
    });
  });

  test('fails where one arm holds more customers treated before', () => {
    const uneven = carriedInput([
      [
        [300, 9700],
        [500, 9500],
      ],
    ]);
    const found = overlapCheck(uneven);
    expect(found).toMatchObject({ state: 'failed', advice: 'carryOverUneven', threshold: 0.001 });
    expect(found?.details.filter(({ kind }) => kind === 'carried30')).toMatchObject([
      { label: 'control', observed: 0.03 },
      { label: 'treatment', observed: 0.05 },
    ]);
    expect(analyse(uneven).verdict.state).toBe('doNotTrust');
  });

  test('warns where customers treated before take another effect', () => {
    const outcomes = [
      { ...place('control', 1), isFresh: true, units: 9000, conversions: 450, values: null },
      { ...place('treatment', 1), isFresh: true, units: 9000, conversions: 650, values: null },
      { ...place('control', 1), isFresh: false, units: 1000, conversions: 50, values: null },
      { ...place('treatment', 1), isFresh: false, units: 1000, conversions: 10, values: null },
    ];
    const cells = ['control', 'treatment'].map((arm) => ({
      ...place(arm, 1),
      recency: 'within30' as const,
      units: 1000,
    }));
    const found = overlapCheck({ ...withOverlaps([]), carryOver: { cells, outcomes } });
    expect(found).toMatchObject({ state: 'warning', advice: 'carryOverDiffers', threshold: 0.01 });
  });
});

describe('while the test runs', () => {
  const [changed = []] = rateSquares;
  const running = withOverlaps([overlap(changed)], { plannedCustomers: 40_000 });
  const [atEnd] = interactionsOf(withOverlaps([overlap(changed)]));
  const [now] = analyse(running).overlaps.interactions;

  test('an effect of another split has an interval and a p-value that hold at every look', () => {
    const [fixed, sequence] = [atEnd, now].map((one) =>
      mustCompute(one?.effect ?? { state: 'notComputable', reason: 'no-units' }),
    );
    if (!fixed || !sequence) throw new Error('two intervals were asked for');
    expect(sequence.estimate).toBe(fixed.estimate);
    const reach = (sequence.upper - sequence.estimate) / (fixed.upper - fixed.estimate);
    // never below the 3.03 that a sequence of 5 % reaches at best, against 1.96
    expect(reach).toBeGreaterThan(3.03 / 1.96);
    expect(atEnd?.pValue).toBeLessThan(0.01);
    expect(now?.pValue).toBeGreaterThan(0.01);
    expect(now?.isFlagged).toBe(false);
  });

  test('fewer than twenty converters of a group say nothing yet', () => {
    const thin = changed.map((row, index) => (index === 3 ? { ...row, conversions: 19 } : row));
    const input = withOverlaps([overlap(thin)], { plannedCustomers: 40_000 });
    expect(analyse(input).overlaps.interactions[0]?.effect).toEqual({
      state: 'notComputable',
      reason: 'too-few-units',
    });
    expect(interactionsOf(input)[0]?.effect.state).toBe('computed');
  });

  test('customers treated before are held against the others by a p-value that holds at every look', () => {
    const outcomes = [
      { ...place('control', 1), isFresh: true, units: 9000, conversions: 450, values: null },
      { ...place('treatment', 1), isFresh: true, units: 9000, conversions: 560, values: null },
      { ...place('control', 1), isFresh: false, units: 1000, conversions: 60, values: null },
      { ...place('treatment', 1), isFresh: false, units: 1000, conversions: 45, values: null },
    ];
    const input = { ...withOverlaps([], { plannedCustomers: 40_000 }), carryOver: { cells: [], outcomes } };
    const [later] = analyse(input).overlaps.carryOver.effects;
    const [end] = analyse(atPlannedEnd(input)).overlaps.carryOver.effects;
    expect(end).toMatchObject({ isFlagged: true });
    expect(later).toMatchObject({ isFlagged: false });
    expect(later?.pValue).toBeGreaterThan(0.01);
    expect(end?.pValue).toBeLessThan(0.01);
  });
});
