// Goal: what is said of an effect never contradicts the interval shown beside it.
// Method: generated experiments of three arms under each method; then the two ways in which a correction could differ.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { decidingInterval } from '../../../engine/core/experiments/comparison.ts';
import type { Interval } from '../../../engine/core/experiments/interval.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { experimentInput, type Group } from './experimentInput.ts';

const shares = { control: 34, b: 33, c: 33 };
const METHODS: ExperimentPlanInput['method'][] = [
  { type: 'alwaysValid' },
  { type: 'fixed' },
  { type: 'groupSequential', fractions: [0.5, 1] },
];

/** -1 or 1 where an interval leaves 0 out, 0 where it covers it or is none. */
function sideOf(interval: Interval): number {
  if (interval.state === 'notComputable') return 0;
  return interval.lower > 0 ? 1 : interval.upper < 0 ? -1 : 0;
}

function analysisOf(groups: readonly Group[], plan: ExperimentPlanInput): Analysis {
  return analyse(experimentInput(groups, { shares, plan }));
}

const rate = fc.double({ min: 0.02, max: 0.12, noNaN: true });
const daysArbitrary = fc.array(
  fc.record({ control: rate, b: rate, c: rate, units: fc.integer({ min: 200, max: 3_000 }) }),
  { minLength: 1, maxLength: 5 },
);

describe.each(METHODS)('under $type', (method) => {
  test('an arm is called better or worse only where its interval leaves 0 out, on that side', () => {
    fc.assert(
      fc.property(daysArbitrary, (days) => {
        const groups = days.flatMap(({ units, ...rates }, day) =>
          Object.entries(rates).map(([arm, of]) => ({
            arm,
            day,
            units,
            conversions: Math.round(units * of),
          })),
        );
        const all = groups.reduce((sum, { units }) => sum + units, 0);
        const { primary, verdict, incremental } = analysisOf(groups, { method, plannedCustomers: all });
        const isSequence = method?.type === 'alwaysValid';
        for (const comparison of primary?.comparisons ?? []) {
          const { isBetter, alwaysValid, alwaysValidLift } = comparison;
          const side = sideOf(decidingInterval(comparison, isSequence));
          if (isBetter !== null) expect(side).toBe(isBetter ? 1 : -1);
          if (alwaysValidLift.state === 'computed') expect(sideOf(alwaysValidLift)).toBe(sideOf(alwaysValid));
          const fraction = incremental.find(({ arm }) => arm === comparison.arm)?.attributableFraction;
          if (isSequence && fraction?.state === 'computed')
            expect(sideOf(fraction)).toBe(sideOf(alwaysValid));
        }
        if (verdict.state === 'winner') expect(verdict.effect && sideOf(verdict.effect)).toBe(1);
        if (verdict.state === 'loser') expect(verdict.effect && sideOf(verdict.effect)).toBe(-1);
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

test('an arm that only a later step of Holm’s would call better is left open', () => {
  const groups: Group[] = [
    { arm: 'control', units: 10_000, conversions: 500 },
    { arm: 'b', units: 10_000, conversions: 700 },
    { arm: 'c', units: 10_000, conversions: 565 },
  ];
  const { primary } = analysisOf(groups, { method: { type: 'fixed' }, plannedCustomers: 30_000 });
  const [b, c] = primary?.comparisons ?? [];
  expect(b?.isBetter).toBe(true);
  expect(c?.adjustedPValue).toBeLessThan(0.05);
  expect(sideOf(c?.fixed?.test ?? { state: 'notComputable', reason: 'no-units' })).toBe(0);
  expect(c?.isBetter).toBeNull();
});

test('an effect that crossed the bound of an earlier planned look and is gone by the last one decides nothing', () => {
  const groups: Group[] = [
    { arm: 'control', day: 0, units: 5_000, conversions: 250 },
    { arm: 'b', day: 0, units: 5_000, conversions: 350 },
    { arm: 'control', day: 1, units: 5_000, conversions: 350 },
    { arm: 'b', day: 1, units: 5_000, conversions: 250 },
  ];
  const plan: ExperimentPlanInput = {
    method: { type: 'groupSequential', fractions: [0.5, 1] },
    plannedCustomers: 20_000,
  };
  const analysis = analyse(experimentInput(groups, { shares: { control: 50, b: 50 }, plan }));
  const [b] = analysis.primary?.comparisons ?? [];
  expect(b?.adjustedPValue).toBeLessThan(0.05);
  expect(b?.isBetter).toBeNull();
  expect(analysis.verdict.state).toBe('undecided');
});
