// Goal: the calculator asks for as many customers as the plan's own test needs, and says what stands in the way.
// Method: tables of plans; expected sizes were computed with Python 3.11's statistics.NormalDist from the formulas of statistics.md §3.6 and §3.10.
import { describe, expect, test } from 'vitest';
import {
  criticalValueOf,
  type SampleQuestion,
  sampleNeeds,
} from '../../../../designer/nodes/plan/sampleNeeds.ts';
import { type ExperimentPlanInput, experimentPlanSchema } from '../../../../shared/experiment/plan.ts';

const half = [
  { id: 'A', share: 50, control: false },
  { id: 'B', share: 50, control: true },
];
const fixed = { method: { type: 'fixed' }, minimumEffect: 0.01, plannedCustomers: 16_000 } as const;

type Given = Partial<Omit<SampleQuestion, 'plan'>>;

function ask(plan: ExperimentPlanInput, given: Given = {}) {
  return sampleNeeds({
    plan: experimentPlanSchema.parse(plan),
    arms: half,
    baseline: { rate: 0.05 },
    history: { customerCount: 1_000_000, perDay: 1_000 },
    isAtOnce: false,
    windowDays: 21,
    journeyDays: null,
    ...given,
  });
}

describe('the number of customers', () => {
  test('is that of Fleiss for a single look at two equal arms', () => {
    expect(ask(fixed)?.needed).toEqual({ perArm: 8158, total: 16_316 });
  });

  test('is larger when the result may be read at any time', () => {
    expect(ask({ ...fixed, method: { type: 'alwaysValid' } })?.needed?.perArm).toBe(15_622);
  });

  test('follows the smallest arm and a part of alpha for each comparison', () => {
    const arms = [
      { id: 'A', share: 40, control: false },
      { id: 'B', share: 40, control: false },
      { id: 'C', share: 20, control: true },
    ];
    expect(ask({ minimumEffect: 0.01 }, { arms })?.needed).toEqual({ perArm: 13_459, total: 67_295 });
  });

  test('does not count an arm without a share', () => {
    const arms = [...half, { id: 'C', share: 0, control: false }];
    expect(ask(fixed, { arms })).toEqual(ask(fixed));
  });

  test('of values follows from their deviation', () => {
    const needs = ask(
      { ...fixed, primary: { measure: 'value' }, minimumEffect: 5 },
      { baseline: { mean: 40, deviation: 100 } },
    );
    expect(needs?.needed).toEqual({ perArm: 6280, total: 12_560 });
  });

  test('is none where the effect would go below nobody', () => {
    const needs = ask({ ...fixed, primary: { direction: 'decrease' }, minimumEffect: 0.06 });
    expect(needs).toMatchObject({ needed: null, duration: null, power: null });
  });

  test('is not asked without a control', () => {
    expect(ask(fixed, { arms: half.map((arm) => ({ ...arm, control: false })) })).toBeNull();
  });
});

describe('the number of households', () => {
  // five customers in two, which say as much as 1.25 independent ones a household
  const households = { size: 2.5, designEffect: 2 };

  test('is that of the independent customers they are worth', () => {
    expect(ask(fixed, { households })?.needed).toEqual({ perArm: 6527, total: 13_053 });
    expect(ask(fixed, { households: { size: 1, designEffect: 1 } })).toEqual(ask(fixed));
  });

  test('takes as long as it takes for so many households to come', () => {
    // 13,053 at 400 a day are 33 days
    expect(ask(fixed, { households })?.duration).toEqual({ collectDays: 35, totalDays: 56 });
  });

  test('is held against the households there are, and what they find is theirs', () => {
    const few = { customerCount: 30_000, perDay: null };
    const needs = ask({ ...fixed, plannedCustomers: 12_800 }, { households, isAtOnce: true, history: few });
    expect(needs?.warnings).toEqual(['tooFewCustomers']);
    // 12,800 households say as much as 16,000 customers
    expect(needs?.power).toBeCloseTo(0.7922920322755016, 9);
  });
});

describe('the planned customers', () => {
  test('find the smallest effect with this chance, and nothing much smaller', () => {
    const needs = ask(fixed);
    expect(needs?.power).toBeCloseTo(0.7922920322755016, 9);
    expect(needs?.detectable).toBeGreaterThan(0.01);
    expect(needs?.detectable).toBeLessThan(0.0103);
  });

  test('say nothing while there are none', () => {
    const { plannedCustomers: _, ...plan } = fixed;
    expect(ask(plan)).toMatchObject({ power: null, detectable: null });
  });
});

describe('the critical value', () => {
  const plan = (input: ExperimentPlanInput) => experimentPlanSchema.parse(input);

  test('at the planned end of an always-valid test is about 3.04', () => {
    expect(criticalValueOf(plan({}), 1)).toBeCloseTo(3.035208990376253, 9);
    expect(criticalValueOf(plan({}), 2)).toBeCloseTo(3.2792141027759496, 9);
  });

  test('of planned looks is little above that of a single one', () => {
    const looks = plan({ method: { type: 'groupSequential', fractions: [0.25, 0.5, 0.75, 1] } });
    expect(criticalValueOf(looks, 1)).toBeGreaterThan(1.96);
    expect(criticalValueOf(looks, 1)).toBeLessThan(2.1);
  });
});

describe('the time', () => {
  test('is whole weeks of coming in, and the window', () => {
    // 16,316 at 1,000 a day are 17 days
    expect(ask(fixed)?.duration).toEqual({ collectDays: 21, totalDays: 42 });
  });

  test('is never shorter than the least days', () => {
    const needs = ask(fixed, { history: { customerCount: 1_000_000, perDay: 5_000 } });
    expect(needs).toMatchObject({ duration: { collectDays: 14, totalDays: 35 }, warnings: ['minimumDays'] });
  });

  test('is the window alone when everybody comes at once', () => {
    expect(ask(fixed, { isAtOnce: true })?.duration).toEqual({ collectDays: 0, totalDays: 21 });
    expect(ask({ ...fixed, minimumDays: 28 }, { isAtOnce: true })?.duration?.totalDays).toBe(28);
  });

  test('is not known without a pace', () => {
    expect(ask(fixed, { history: { customerCount: 9, perDay: null } })?.duration).toBeNull();
  });
});

const warnings: { says: string; given: Given; plan?: ExperimentPlanInput; warns: string[] }[] = [
  {
    says: 'an audience that is too small',
    given: { isAtOnce: true, history: { customerCount: 16_000, perDay: null } },
    warns: ['tooFewCustomers'],
  },
  {
    says: 'an audience that is just large enough',
    given: { isAtOnce: true, history: { customerCount: 16_316, perDay: null } },
    warns: [],
  },
  { says: 'nobody coming', given: { history: { customerCount: 9, perDay: 0 } }, warns: ['nobodyComes'] },
  { says: 'a journey that ends before', given: { journeyDays: 41 }, warns: ['afterJourneyEnd'] },
  { says: 'a journey that ends on that day', given: { journeyDays: 42 }, warns: [] },
  {
    says: 'too few conversions to begin with',
    plan: { ...fixed, plannedCustomers: 780 },
    given: {},
    warns: ['fewConversions'],
  },
];

describe('what stands in the way', () => {
  test.each(warnings)('$says', ({ given, plan = fixed, warns }) => {
    expect(ask(plan, given)?.warnings).toEqual(warns);
  });
});
