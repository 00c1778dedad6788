// Goal: while a test runs, no table beside the primary metric shows an interval or a p-value that holds for one look only.
// Method: one experiment before, at and after its planned end; every part is held against the primary metric's own figures.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import { type ExperimentPlanInput, experimentPlanSchema } from '../../../shared/experiment/plan.ts';
import { mustCompute } from '../statistics/near.ts';
import { experimentInput, type Group, metricOf } from './experimentInput.ts';

const DAYS = 10;
const PER_DAY = 800;
const looks: ExperimentPlanInput['method'] = { type: 'groupSequential', fractions: [0.5, 1] };

/** Ten days of two arms: 5 % convert in the control, a few more in the treatment. */
const groups = Array.from({ length: DAYS }, (_, day): Group[] => [
  { arm: 'control', day, units: 400, conversions: 20 },
  { arm: 'treatment', day, units: 400, conversions: 25 },
]).flat();

/** Everybody in one segment, whose covariate explains a part; a guardrail as thin as the events are rare. */
function inputOf(plannedCustomers: number, plan: ExperimentPlanInput = {}, days = groups): AnalysisInput {
  const input = experimentInput(days, {
    plan: { segments: ['region'], plannedCustomers, guardrails: [{ goal: 'left', margin: 0.02 }], ...plan },
  });
  const arms = ['control', 'treatment'].map((arm) => {
    const own = days.filter((group) => group.arm === arm);
    const sum = (of: (group: Group) => number) => own.reduce((total, group) => total + of(group), 0);
    return { arm, units: sum(({ units }) => units), conversions: sum(({ conversions }) => conversions) };
  });
  const place = { epoch: 1, version: 1 };
  const left = metricOf(
    days.map((group) => ({ ...group, conversions: 1 })),
    { goal: 'left' },
  );
  return {
    ...input,
    metrics: [...input.metrics, left],
    segments: [
      {
        attribute: 'region',
        cells: arms.map(({ arm, units, conversions }) => ({
          ...place,
          value: 'north',
          arm,
          exposed: units,
          matureUnits: units,
          matureConversions: conversions,
          values: null,
        })),
      },
    ],
    covariate: arms.map(({ arm, units, conversions }) => {
      const centredYY = (conversions * (units - conversions)) / units;
      const pairs = {
        units,
        meanY: conversions / units,
        meanX: 10,
        centredYY,
        centredXX: 400,
        centredXY: 60,
      };
      return { ...place, arm, missing: 0, pairs };
    }),
  };
}

function partsOf(input: AnalysisInput) {
  const { horizon, primary, segments, strata, guardrails } = analyse(input);
  const [comparison] = primary?.comparisons ?? [];
  if (!comparison?.adjusted) throw new Error('no adjusted comparison');
  const [segment] = segments[0]?.values[0]?.comparisons ?? [];
  const [combined] = strata.combined;
  return {
    horizon,
    comparison,
    segment: segment?.difference,
    segmentP: segment?.adjustedPValue,
    stratum: strata.rows[0]?.differences[0]?.difference,
    stratified: combined?.stratified,
    mantelHaenszel: combined?.mantelHaenszel,
    adjusted: comparison.adjusted,
    guardrail: guardrails[0]?.arms[0],
  };
}

const none: Interval = { state: 'notComputable', reason: 'no-units' };
const widthOf = (interval: Interval | null | undefined): number => {
  const { lower, upper } = mustCompute(interval ?? none);
  return upper - lower;
};

describe.each([
  { name: 'while customers are still to come', input: inputOf(20_000) },
  { name: 'under a fixed test too', input: inputOf(20_000, { method: { type: 'fixed' } }) },
  { name: 'at an interim look', input: inputOf(10 * PER_DAY + 4_000, { method: looks }) },
  { name: 'once customers after the planned end count', input: inputOf(5 * PER_DAY) },
])('$name', ({ input }) => {
  const parts = partsOf(input);

  test('every part shows the interval that holds at every look: the primary metric’s own', () => {
    expect(parts.horizon).toBe('everyLook');
    const { alwaysValid } = parts.comparison;
    expect(alwaysValid.state).toBe('computed');
    expect(parts.segment).toEqual(alwaysValid);
    expect(parts.stratum).toEqual(alwaysValid);
    expect(parts.stratified).toEqual(alwaysValid);
    // other estimators of the same difference, as wide or narrower by what they explain
    expect(widthOf(parts.mantelHaenszel) / widthOf(alwaysValid)).toBeCloseTo(1, 2);
    expect(widthOf(parts.adjusted.raw) / widthOf(alwaysValid)).toBeCloseTo(1, 2);
    const narrowed = Math.sqrt(1 - parts.adjusted.varianceReduction);
    expect(widthOf(parts.adjusted.difference)).toBeCloseTo(narrowed * widthOf(parts.adjusted.raw), 12);
  });

  test('the p-value of a segment holds at every look too', () => {
    const { alwaysValidPValue } = parts.comparison;
    expect(parts.segmentP).toBeGreaterThanOrEqual(alwaysValidPValue ?? 1);
  });
});

test.each([
  { name: 'always valid', method: undefined },
  { name: 'fixed', method: { type: 'fixed' as const } },
])('at the planned end every part shows the fixed interval: $name', ({ method }) => {
  const parts = partsOf(inputOf(DAYS * PER_DAY, method && { method }));
  expect(parts.horizon).toBe('plannedEnd');
  const { fixedHorizon, alwaysValid } = parts.comparison;
  const { difference } = fixedHorizon;
  expect(parts.segment).toEqual(difference);
  expect(parts.stratified).toEqual(difference);
  expect(widthOf(parts.adjusted.raw)).toBeLessThan(0.8 * widthOf(alwaysValid));
});

test('at the last planned look the level is what the earlier looks have left', () => {
  const parts = partsOf(inputOf(DAYS * PER_DAY, { method: looks }));
  const { fixed } = parts.comparison;
  const { estimate, lower, upper } = mustCompute(fixed?.test ?? none);
  expect(fixed?.threshold).toBeLessThan(0.05);
  expect(parts.segment).toEqual({ state: 'computed', estimate, lower, upper });
});

test('what is too thin for a sequence says so instead of an interval', () => {
  const thin = groups.map((group) => ({ ...group, conversions: 1 }));
  const parts = partsOf(inputOf(20_000, {}, thin));
  const early = { state: 'notComputable', reason: 'too-early' };
  expect(parts.segment).toEqual(early);
  expect(parts.stratum).toEqual(early);
  expect(parts.stratified).toEqual(early);
  expect(parts.mantelHaenszel).toEqual(early);
  expect(parts.adjusted.difference).toEqual(early);
  expect(parts.adjusted.raw).toEqual(early);
});

describe('a guardrail’s fixed p-value', () => {
  test.each([
    { name: 'while the test runs', input: inputOf(20_000) },
    { name: 'at an interim look', input: inputOf(10 * PER_DAY + 4_000, { method: looks }) },
  ])('is not told $name', ({ input }) => {
    expect(partsOf(input).guardrail).toMatchObject({ pValue: null });
  });

  test('is told at the planned end, and not moved by customers after it', () => {
    const half = groups.filter(({ day = 0 }) => day < 5);
    const [atEnd, later] = [inputOf(5 * PER_DAY, {}, half), inputOf(5 * PER_DAY)].map(partsOf);
    expect(atEnd?.guardrail?.pValue).toBeLessThan(0.05);
    expect(later?.guardrail?.pValue).toBe(atEnd?.guardrail?.pValue);
  });
});

test('a plan runs for a week at least', () => {
  expect(experimentPlanSchema.safeParse({ minimumDays: 7 }).success).toBe(true);
  expect(experimentPlanSchema.safeParse({ minimumDays: 6 }).success).toBe(false);
});
