import fc from 'fast-check';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import { dayText, experimentInput, FIRST_DAY_MS, type Group, metricOf } from './experimentInput.ts';

const ARMS = ['control', 'b', 'c'];

const groupArbitrary = fc
  .record({
    arm: fc.constantFrom(...ARMS),
    day: fc.nat(20),
    stratum: fc.nat(2),
    units: fc.oneof(fc.nat(4), fc.nat(400), fc.nat(200_000)),
    converted: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    matured: fc.oneof(fc.constant(1), fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
    mean: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    spread: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })),
  })
  .map(({ arm, day, stratum, units, converted, matured, mean, spread }): Group => {
    const conversions = Math.round(units * converted);
    const matureUnits = Math.round(units * matured);
    const moments = {
      units: matureUnits,
      mean: matureUnits === 0 ? 0 : mean,
      centredSquares: matureUnits < 2 ? 0 : spread,
    };
    return {
      arm,
      day,
      epoch: 1 + Math.min(stratum, 1),
      version: 1 + stratum,
      units,
      conversions,
      matureUnits,
      matureConversions: Math.min(matureUnits, Math.round(conversions * matured)),
      capped: moments,
    };
  });

const planArbitrary = fc.record({
  method: fc.constantFrom(
    { type: 'alwaysValid' as const },
    { type: 'fixed' as const },
    { type: 'groupSequential' as const, fractions: [0.3, 0.6, 1] },
  ),
  direction: fc.constantFrom('increase' as const, 'decrease' as const),
  measure: fc.constantFrom('conversion' as const, 'value' as const),
  plannedCustomers: fc.option(fc.integer({ min: 2, max: 100_000 }), { nil: undefined }),
  minimumEffect: fc.option(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), { nil: undefined }),
  plannedEnd: fc.option(fc.nat(60).map(dayText), { nil: undefined }),
  minimumDays: fc.constantFrom(7, 14, 60),
  ended: fc.boolean(),
});

const outcomeOf = ({ arm, epoch = 1, version = 1, ...group }: Group) => ({
  arm,
  epoch,
  version,
  units: group.matureUnits ?? group.units,
  conversions: group.matureConversions ?? group.conversions,
  values: group.capped ?? null,
});

/** Customers of another split, and those another journey had treated. */
function overlapsOf(groups: readonly Group[]): Pick<AnalysisInput, 'overlaps' | 'carryOver'> {
  return {
    overlaps: [
      {
        journeyId: 'j2',
        node: 's',
        reference: 'o0',
        cells: groups.map(({ arm, epoch = 1, version = 1, units }, index) => ({
          arm,
          epoch,
          version,
          otherArm: `o${index % 2}`,
          units,
        })),
        outcomes: groups.map((group, index) => ({ ...outcomeOf(group), otherArm: `o${index % 2}` })),
      },
    ],
    carryOver: {
      cells: groups.map(({ arm, epoch = 1, version = 1, units }, index) => ({
        arm,
        epoch,
        version,
        recency: index % 2 === 0 ? ('within30' as const) : ('within60' as const),
        units: Math.floor(units / 2),
      })),
      outcomes: groups.map((group, index) => ({ ...outcomeOf(group), isFresh: index % 2 === 0 })),
    },
  };
}

/** What stands beside the metrics: the time before, covariate, segments, other splits, messages. */
function sidesOf(groups: readonly Group[], rates: readonly Group[]): Partial<AnalysisInput> {
  return {
    before: rates.map(({ arm, epoch = 1, version = 1, units, conversions }) => ({
      arm,
      epoch,
      version,
      units,
      conversions,
    })),
    covariate: groups.map(({ arm, epoch = 1, version = 1, matureUnits = 0 }) => ({
      arm,
      epoch,
      version,
      missing: 0,
      pairs: {
        units: matureUnits,
        meanY: 0.1,
        meanX: 3,
        centredYY: matureUnits / 10,
        centredXX: matureUnits,
        centredXY: matureUnits / 20,
      },
    })),
    segments: [
      {
        attribute: 'region',
        cells: groups.map(({ arm, epoch = 1, version = 1, units, ...group }, index) => ({
          value: index % 3 === 0 ? null : `r${index % 3}`,
          arm,
          epoch,
          version,
          exposed: units,
          matureUnits: group.matureUnits ?? units,
          matureConversions: group.matureConversions ?? group.conversions,
          values: group.capped ?? null,
        })),
      },
    ],
    ...overlapsOf(groups),
    messages: ARMS.map((arm, index) => ({
      arm,
      planned: index * 100,
      reached: index * 90,
      refused: { consent: index * 10 },
      epochs: [
        { epoch: 1, planned: index * 60, lost: index * 10 },
        { epoch: 2, planned: index * 40, lost: 0 },
      ],
      delivered: 0,
      opened: 0,
      clicked: 0,
    })),
  };
}

/** An experiment with everything an input may hold, out of one draw of groups. */
function wholeInput(
  groups: readonly Group[],
  drawn: typeof planArbitrary extends fc.Arbitrary<infer Plan> ? Plan : never,
): AnalysisInput {
  const { direction, measure, ended, ...rest } = drawn;
  const plan = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const input = experimentInput(
    groups,
    {
      shares: { control: 50, b: 30, c: 20 },
      plan: {
        ...plan,
        primary: { direction, measure },
        secondary: [{ goal: 'second' }],
        guardrails: [{ goal: 'third', margin: 0.01 }],
        segments: ['region'],
        worth: { currency: 'EUR', perConversion: 12, costPerCustomer: { b: 0.5 } },
      },
    },
    { endedAtMs: ended ? FIRST_DAY_MS + 20 * 86_400_000 : null },
  );
  const rates = groups.map(({ capped: _, ...group }) => group);
  const cells = input.exposed;
  return {
    ...input,
    ...sidesOf(groups, rates),
    epochs: [1, 2].map((epoch) => ({
      epoch,
      version: epoch,
      fromMs: FIRST_DAY_MS + epoch,
      shares: { control: 50, b: 30, c: epoch === 1 ? 20 : 0 },
    })),
    contaminated: cells.slice(0, 2).map((cell) => ({ ...cell, units: Math.min(3, cell.units) })),
    ineligible: cells.slice(1, 3).map((cell) => ({ ...cell, units: Math.min(5, cell.units) })),
    metrics: [
      metricOf(measure === 'value' ? groups : rates, {
        times: groups.map(({ arm, day = 0, units, conversions }) => ({
          arm,
          day,
          events: conversions,
          censored: units - conversions,
        })),
      }),
      metricOf(rates, { goal: 'second' }),
      metricOf(rates, { goal: 'third' }),
    ],
  };
}

/** Experiments with few and many customers, epochs, versions, values and holes. */
export const inputArbitrary = fc
  .record({ groups: fc.array(groupArbitrary, { maxLength: 25 }), plan: planArbitrary })
  .map(({ groups, plan }) => wholeInput(groups, plan));
