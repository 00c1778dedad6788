// Goal: whatever the households of a split are, its analysis is whole and finite, and speaks of them as units.
// Method: generated experiments with few and many households, arms, epochs, days, values and segments; fixed seed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { type AnalysisInput, analysisInputSchema } from '../../../engine/core/experiments/analysisInput.ts';
import { analysisSchema } from '../../../shared/experiment/analysis.ts';
import { experimentPlanSchema } from '../../../shared/experiment/plan.ts';
import { type HouseholdGroup, type HouseholdRow, householdExperiment } from './householdInput.ts';

const RUNS = { seed: 11, numRuns: 80 };
const ARMS = ['control', 'b', 'c'];

const rowArbitrary = fc
  .record({
    customers: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 8 })),
    share: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    amount: fc.oneof(fc.constant(0), fc.double({ min: -1e6, max: 1e9, noNaN: true })),
  })
  .map(({ customers, share, amount }): HouseholdRow => [customers, amount, Math.round(customers * share)]);

const groupArbitrary = fc.record({
  arm: fc.constantFrom(...ARMS),
  day: fc.nat(20),
  stratum: fc.nat(2),
  rows: fc.oneof(
    fc.array(rowArbitrary, { maxLength: 4 }),
    fc.array(rowArbitrary, { minLength: 30, maxLength: 120 }),
  ),
});

const inputArbitrary = fc
  .record({
    groups: fc.array(groupArbitrary, { maxLength: 10 }),
    measure: fc.constantFrom('conversion' as const, 'value' as const),
    method: fc.constantFrom(
      { type: 'alwaysValid' as const },
      { type: 'fixed' as const },
      { type: 'groupSequential' as const, fractions: [0.3, 0.6, 1] },
    ),
    direction: fc.constantFrom('increase' as const, 'decrease' as const),
    hasEnded: fc.boolean(),
  })
  .map(({ groups, measure, method, direction, hasEnded }): AnalysisInput => {
    const placed = groups.map(({ stratum, ...group }): HouseholdGroup => {
      return { ...group, epoch: 1 + Math.min(stratum, 1), version: 1 + stratum };
    });
    const input = householdExperiment(placed, {}, measure);
    const [metric] = input.metrics;
    if (!metric) throw new Error('an experiment has a metric');
    const { plannedCustomers = 2 } = input.plan;
    const plan = experimentPlanSchema.parse({
      primary: { measure, direction },
      secondary: [{ goal: 'opened', measure: 'conversion' }],
      guardrails: [{ goal: 'opened', measure, margin: 0.02 }],
      minimumEffect: 0.01,
      worth: { currency: 'CHF', perConversion: 3 },
      plannedCustomers: Math.max(2, plannedCustomers),
      method,
    });
    return {
      ...input,
      plan,
      arms: ARMS.map((id, index) => ({
        ...{ id, name: id, control: index === 0, sharePercent: 100 / 3, isRemoved: false, removal: null },
      })),
      metrics: [metric, { ...metric, measure: 'conversion' }, metric],
      endedAtMs: hasEnded ? input.asOfMs : null,
      segments: [
        {
          attribute: 'region',
          cells: metric.cells.map(
            ({ arm, epoch, version, day, matureUnits, matureConversions, households }) => ({
              ...{ value: Number(day.slice(-1)) % 2 === 0 ? 'even' : null, arm, epoch, version },
              ...{ exposed: matureUnits, matureUnits, matureConversions, values: null },
              ...(households && {
                households: {
                  conversions: households.conversions,
                  values: households.values?.capped ?? null,
                },
              }),
            }),
          ),
        },
      ],
    };
  });

test('an analysis of households is whole, finite, and the same for the same input', () => {
  fc.assert(
    fc.property(inputArbitrary, (given) => {
      const input = analysisInputSchema.parse(given);
      const analysis = analyse(input);
      expect(analysisSchema.parse(analysis)).toEqual(analysis);
      expect(JSON.stringify(analyse(structuredClone(input)))).toBe(JSON.stringify(analysis));
    }),
    RUNS,
  );
});

test('no method that takes customers as independent stands behind a figure of households', () => {
  const independent = [
    'clopperPearson',
    'miettinenNurminenDifference',
    'miettinenNurminenRatio',
    'scoreOrFisher',
  ];
  const others = ['betaBinomial', 'newcombe', 'welch', 'mantelHaenszel', 'cuped', 'wilson'];
  fc.assert(
    fc.property(inputArbitrary, (input) => {
      const { methods, primary, secondary, guardrails } = analyse(input);
      const named = methods.map(({ method }) => String(method));
      for (const method of [...independent, ...others]) expect(named, method).not.toContain(method);
      const metrics = [
        ...(primary ? [primary] : []),
        ...secondary,
        ...guardrails.map(({ metric }) => metric),
      ];
      for (const { comparisons } of metrics) {
        for (const { fixed, fixedHorizon, adjusted } of comparisons) {
          expect([fixedHorizon.newcombe, adjusted]).toEqual([null, null]);
          if (fixed?.test.state === 'computed') expect(['ratio', 'stratified']).toContain(fixed.method);
        }
      }
    }),
    RUNS,
  );
});
