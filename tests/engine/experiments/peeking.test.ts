// Goal: looking every day does not make winners out of nothing, and a fixed test does not move after its look.
// Method: seeded experiments of two equal arms, analysed as of each of 28 days; the plan's methods side by side.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { seededDraws } from '../statistics/seeded.ts';
import { DAY_MS, experimentInput, FIRST_DAY_MS, type Group, WINDOW_DAYS } from './experimentInput.ts';

const DAYS = 28;
const PER_DAY = 60;

/** What happened in an experiment of two arms, day by day; the treatment's rate may differ. */
function history(seed: number, rates = { control: 0.2, treatment: 0.2 }): Group[] {
  const draw = seededDraws(seed);
  return Array.from({ length: DAYS }, (_, day): Group[] =>
    Object.entries(rates).map(([arm, rate]) => {
      const conversions = Array.from({ length: PER_DAY }, draw).filter((x) => x < rate).length;
      return { arm, day, units: PER_DAY, conversions };
    }),
  ).flat();
}

/** The experiment as it was on the day after some days of exposure had matured. */
function asOfDay(groups: readonly Group[], matureDays: number, plan: ExperimentPlanInput): AnalysisInput {
  const seen = groups
    .filter(({ day = 0 }) => day < matureDays + WINDOW_DAYS)
    .map(
      (group): Group =>
        (group.day ?? 0) < matureDays ? group : { ...group, matureUnits: 0, matureConversions: 0 },
    );
  const asOfMs = FIRST_DAY_MS + (matureDays + WINDOW_DAYS) * DAY_MS;
  return { ...experimentInput(seen, { plan }), asOfMs };
}

const always: ExperimentPlanInput = { plannedCustomers: 2 * DAYS * PER_DAY };

const isDecided = (state: string): boolean => state === 'winner' || state === 'loser';

describe('two equal arms looked at on 28 days', () => {
  test('a fixed test at every look would find an effect in many', () => {
    let found = 0;
    for (let seed = 0; seed < 100; seed++) {
      const groups = history(seed);
      let isFound = false;
      let [control, treatment] = [0, 0];
      for (let day = 0; day < DAYS; day++) {
        for (const { arm, conversions } of groups.filter((group) => group.day === day)) {
          if (arm === 'control') control += conversions;
          else treatment += conversions;
        }
        const units = (day + 1) * PER_DAY;
        const pooled = (control + treatment) / 2 / units;
        isFound ||= Math.abs(treatment - control) > 1.96 * Math.sqrt(2 * units * pooled * (1 - pooled));
      }
      found += isFound ? 1 : 0;
    }
    expect(found).toBeGreaterThan(15);
  });

  test('the verdict is winner or loser at some look in fewer than one of twenty, and hardly any effect is said to fade', () => {
    const runs = 40;
    let [decided, fading] = [0, 0];
    for (let seed = 0; seed < runs; seed++) {
      const groups = history(seed);
      const looks = Array.from({ length: DAYS }, (_, day) => analyse(asOfDay(groups, day + 1, always)));
      decided += looks.some(({ verdict }) => isDecided(verdict.state)) ? 1 : 0;
      fading += looks.some(({ overTime }) => overTime.novelty.some(({ isFlagged }) => isFlagged)) ? 1 : 0;
    }
    expect(decided / runs).toBeLessThan(0.05);
    // a single look's test at its 1 % would call one of nine fading at some look
    expect(fading / runs).toBeLessThan(0.03);
  });

  test('the smallest p-value of all looks is at most 0.05 in fewer than one of twenty', () => {
    const runs = 300;
    let decided = 0;
    for (let seed = 1_000; seed < 1_000 + runs; seed++) {
      const { primary } = analyse(asOfDay(history(seed), DAYS, always));
      decided += (primary?.comparisons[0]?.alwaysValidPValue ?? 1) <= 0.05 ? 1 : 0;
    }
    expect(decided / runs).toBeLessThan(0.05);
  });

  test.each([
    { name: 'a fixed test', method: { type: 'fixed' as const } },
    { name: 'planned looks', method: { type: 'groupSequential' as const, fractions: [0.25, 0.5, 0.75, 1] } },
  ])('$name finds an effect in about one of twenty, however long the experiment runs on', ({ method }) => {
    const runs = 150;
    const plan = { ...always, plannedCustomers: DAYS * PER_DAY, method };
    let decided = 0;
    for (let seed = 5_000; seed < 5_000 + runs; seed++) {
      decided += isDecided(analyse(asOfDay(history(seed), DAYS, plan)).verdict.state) ? 1 : 0;
    }
    expect(decided / runs).toBeLessThan(0.09);
    expect(decided / runs).toBeGreaterThan(0.02);
  });
});

describe('an arm that is better', () => {
  const groups = history(3, { control: 0.2, treatment: 0.28 });

  test('becomes the winner, and the running p-value never rises', () => {
    const analyses = Array.from({ length: DAYS }, (_, day) => analyse(asOfDay(groups, day + 1, always)));
    expect(analyses.at(-1)?.verdict.state).toBe('winner');
    const pValues = analyses.map(({ primary }) => primary?.comparisons[0]?.alwaysValidPValue ?? 1);
    for (const [index, pValue] of pValues.entries())
      expect(pValue).toBeLessThanOrEqual(pValues[index - 1] ?? 1);
  });

  test('is never called before the minimum days, and each look is the last point of the curve', () => {
    for (let day = 1; day <= DAYS; day++) {
      const { verdict, overTime, primary } = analyse(asOfDay(groups, day, always));
      if (day + WINDOW_DAYS < 14) expect(verdict).toMatchObject({ state: 'collecting', changesWith: 'days' });
      expect(overTime.cumulative).toHaveLength(day);
      expect(overTime.cumulative.at(-1)?.effect).toEqual(primary?.comparisons[0]?.alwaysValid);
    }
  });

  test('has no fixed test before its planned customers, and the same one ever after', () => {
    const plan = { ...always, plannedCustomers: 20 * PER_DAY };
    const tests = Array.from(
      { length: DAYS },
      (_, day) => analyse(asOfDay(groups, day + 1, plan)).primary?.comparisons[0]?.fixed,
    );
    expect(tests.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => null));
    expect(tests[9]).toMatchObject({ units: 20 * PER_DAY });
    for (const fixed of tests.slice(10)) expect(fixed).toEqual(tests[9]);
  });
});
