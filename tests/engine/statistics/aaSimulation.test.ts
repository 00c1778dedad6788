// Goal: the promised error rates hold on data without an effect, coverage on data with one, also when looked at daily.
// Method: seeded customers assigned by coin, 28 looks, thousands of repetitions; the same seed gives the same numbers.
import { expect, test, vi } from 'vitest';
import { alwaysValidRates, confidenceSequence } from '../../../engine/core/statistics/confidenceSequence.ts';
import { differenceOf, normalTest } from '../../../engine/core/statistics/effect.ts';
import { groupSequentialBounds } from '../../../engine/core/statistics/groupSequential.ts';
import { miettinenNurminenDifference } from '../../../engine/core/statistics/miettinenNurminenDifference.ts';
import { miettinenNurminenRatio } from '../../../engine/core/statistics/miettinenNurminenRatio.ts';
import { addPair, addValue, noMoments, noPairMoments } from '../../../engine/core/statistics/moments.ts';
import type { RateCounts } from '../../../engine/core/statistics/rates.ts';
import { ratioMetric } from '../../../engine/core/statistics/ratioMetric.ts';
import { scoreTestOfEquality } from '../../../engine/core/statistics/scoreTest.ts';
import { sequentialSrm, sequentialSrmStart } from '../../../engine/core/statistics/sequentialSrm.ts';
import { SRM_ALPHA, srmChiSquare } from '../../../engine/core/statistics/srmChiSquare.ts';
import { welch } from '../../../engine/core/statistics/welch.ts';
import { wilson } from '../../../engine/core/statistics/wilson.ts';
import { mustCompute } from './near.ts';
import { seededDraws } from './seeded.ts';

// a machine under load needs longer than the default five seconds
vi.setConfig({ testTimeout: 60_000 });

const LOOKS = 28;
const UNITS_PER_LOOK = 200;
const RUNS = 2000;
const ALPHA = 0.05;

interface World {
  readonly controlRate: number;
  readonly treatmentRate: number;
  readonly treatmentShare: number;
}

interface Look {
  readonly control: RateCounts;
  readonly treatment: RateCounts;
}

/** Cumulative counts at each look of one experiment. */
function experiment(draw: () => number, world: World): Look[] {
  const looks: Look[] = [];
  const counts = { control: { conversions: 0, units: 0 }, treatment: { conversions: 0, units: 0 } };
  for (let look = 0; look < LOOKS; look++) {
    for (let unit = 0; unit < UNITS_PER_LOOK; unit++) {
      const isTreated = draw() < world.treatmentShare;
      const arm = isTreated ? counts.treatment : counts.control;
      arm.units += 1;
      if (draw() < (isTreated ? world.treatmentRate : world.controlRate)) arm.conversions += 1;
    }
    looks.push({ control: { ...counts.control }, treatment: { ...counts.treatment } });
  }
  return looks;
}

const shareOf = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

test.each([
  { says: 'equal arms at 5 %', controlRate: 0.05, treatmentRate: 0.05, treatmentShare: 0.5, seed: 1 },
  {
    says: 'a control of a fifth at 10 %',
    controlRate: 0.1,
    treatmentRate: 0.1,
    treatmentShare: 0.8,
    seed: 2,
  },
])('no effect, $says: error rates are as promised', ({ seed, ...world }) => {
  const draw = seededDraws(seed);
  const srmArms = ({ control, treatment }: Look) => [
    { units: control.units, weight: 1 - world.treatmentShare },
    { units: treatment.units, weight: world.treatmentShare },
  ];
  const outcomes = Array.from({ length: RUNS }, () => {
    const looks = experiment(draw, world);
    const last = looks.at(-1);
    if (!last) throw new Error('an experiment has looks');
    const fixedPs = looks.map((look) => scoreTestOfEquality(look).pValue);
    const plan = { plannedUnits: LOOKS * UNITS_PER_LOOK };
    const alwaysPs = looks.map((look) => alwaysValidRates(look, plan));
    let srm = sequentialSrmStart;
    for (const look of looks) srm = sequentialSrm(srmArms(look), srm);
    return {
      fixed: (fixedPs.at(-1) ?? 1) < ALPHA,
      peeked: fixedPs.some((pValue) => pValue < ALPHA),
      always: alwaysPs.some((result) => result.state === 'computed' && result.pValue < ALPHA),
      srm: mustCompute(srmChiSquare(srmArms(last))).pValue < SRM_ALPHA,
      sequentialSrm: srm.pValue < 0.01,
    };
  });
  const fixed = shareOf(outcomes.map((outcome) => outcome.fixed));
  expect(fixed).toBeGreaterThan(0.035);
  expect(fixed).toBeLessThan(0.065);
  // what the always-valid rule protects from, and proof that this simulation can see it
  expect(shareOf(outcomes.map((outcome) => outcome.peeked))).toBeGreaterThan(0.2);
  expect(shareOf(outcomes.map((outcome) => outcome.always))).toBeLessThan(0.05);
  expect(shareOf(outcomes.map((outcome) => outcome.srm))).toBeLessThan(0.01);
  expect(shareOf(outcomes.map((outcome) => outcome.sequentialSrm))).toBeLessThan(0.01);
});

test.each([
  { says: 'equal arms', controlRate: 0.05, treatmentRate: 0.07, treatmentShare: 0.5, seed: 3 },
  {
    says: 'a small control and rare conversions',
    controlRate: 0.02,
    treatmentRate: 0.03,
    treatmentShare: 0.9,
    seed: 4,
  },
])('an injected effect is recovered and covered, $says', ({ seed, ...world }) => {
  const draw = seededDraws(seed);
  const [effect, ratio] = [world.treatmentRate - world.controlRate, world.treatmentRate / world.controlRate];
  const outcomes = Array.from({ length: RUNS }, () => {
    const last = experiment(draw, world).at(-1);
    if (!last) throw new Error('an experiment has looks');
    const difference = mustCompute(miettinenNurminenDifference(last));
    const relative = mustCompute(miettinenNurminenRatio(last));
    const rate = mustCompute(wilson(last.treatment));
    return {
      estimate: difference.estimate,
      difference: difference.lower <= effect && effect <= difference.upper,
      ratio: relative.lower <= ratio && ratio <= relative.upper,
      rate: rate.lower <= world.treatmentRate && world.treatmentRate <= rate.upper,
    };
  });
  for (const interval of ['difference', 'ratio', 'rate'] as const) {
    expect(shareOf(outcomes.map((outcome) => outcome[interval])), interval).toBeGreaterThan(0.94);
  }
  const average = outcomes.reduce((sum, { estimate }) => sum + estimate, 0) / RUNS;
  expect(Math.abs(average - effect)).toBeLessThan(0.05 * effect);
});

test('an always-valid interval covers the effect at every look of more than 95 % of experiments', () => {
  const draw = seededDraws(5);
  const world = { controlRate: 0.2, treatmentRate: 0.22, treatmentShare: 0.5 };
  const plan = { plannedUnits: LOOKS * UNITS_PER_LOOK };
  const covered = Array.from({ length: 500 }, () =>
    experiment(draw, world).every((look) => {
      const result = alwaysValidRates(look, plan);
      return result.state === 'notComputable' || (result.lower <= 0.02 && 0.02 <= result.upper);
    }),
  );
  expect(shareOf(covered)).toBeGreaterThan(0.95);
});

test('planned looks with group-sequential boundaries keep the error level', () => {
  const draw = seededDraws(6);
  const world = { controlRate: 0.1, treatmentRate: 0.1, treatmentShare: 0.5 };
  const bounds = groupSequentialBounds({ fractions: [0.25, 0.5, 0.75, 1] });
  const rejected = Array.from({ length: RUNS }, () => {
    const looks = experiment(draw, world);
    return bounds.some(({ fraction, criticalValue }) => {
      const look = looks[Math.round(fraction * LOOKS) - 1];
      return look !== undefined && Math.abs(scoreTestOfEquality(look).z) > criticalValue;
    });
  });
  expect(shareOf(rejected)).toBeGreaterThan(0.035);
  expect(shareOf(rejected)).toBeLessThan(0.065);
});

test('Welch keeps its level with unequal arms and skewed balances', () => {
  const draw = seededDraws(7);
  // sums of three exponentials: skewed like capped balances
  const value = (scale: number) => -scale * (Math.log1p(-draw()) + Math.log1p(-draw()) + Math.log1p(-draw()));
  const sample = (units: number, scale: number, shift: number) =>
    Array.from({ length: units }, () => shift + value(scale)).reduce(addValue, noMoments);
  const rejected: boolean[] = [];
  const covered: boolean[] = [];
  for (let run = 0; run < RUNS; run++) {
    // means 3 and 6 − 3: equal means, very unequal variances
    const result = mustCompute(welch({ control: sample(60, 1, 0), treatment: sample(150, 2, -3) }));
    rejected.push(result.pValue < ALPHA);
    covered.push(result.lower <= 0 && 0 <= result.upper);
  }
  expect(shareOf(rejected)).toBeGreaterThan(0.035);
  expect(shareOf(rejected)).toBeLessThan(0.065);
  expect(shareOf(covered)).toBeGreaterThan(0.94);
});

test('households that do alike: customers taken as independent raise false alarms, ratios over households do not', () => {
  const draw = seededDraws(8);
  const [households, looks] = [400, 8];
  const plan = { plannedUnits: households };
  const outcomes = Array.from({ length: RUNS }, () => {
    const pairs = [noPairMoments, noPairMoments];
    const counts = [
      { conversions: 0, units: 0 },
      { conversions: 0, units: 0 },
    ];
    let isAlarmed = false;
    for (let household = 1; household <= households; household++) {
      const arm = draw() < 0.5 ? 0 : 1;
      const size = 1 + Math.floor(5 * draw());
      // nine households in ten act as one, so that their members are hardly more than one customer
      const isOne = draw() < 0.9;
      const first = draw() < 0.2;
      let converted = 0;
      for (let member = 0; member < size; member++) {
        if (isOne ? first : draw() < 0.2) converted += 1;
      }
      pairs[arm] = addPair(pairs[arm] ?? noPairMoments, converted, size);
      const count = counts[arm];
      if (count)
        Object.assign(count, { conversions: count.conversions + converted, units: count.units + size });
      if (household % (households / looks) !== 0) continue;
      const [control, treatment] = pairs.map(ratioMetric);
      if (control?.state !== 'computed' || treatment?.state !== 'computed') continue;
      const sequence = confidenceSequence(differenceOf(control, treatment), household, plan);
      if (sequence.state === 'computed' && sequence.pValue < ALPHA) isAlarmed = true;
    }
    const [control, treatment] = pairs.map((moments) => mustCompute(ratioMetric(moments)));
    const [from, to] = counts;
    if (!control || !treatment || !from || !to) throw new Error('two arms');
    return {
      naive: scoreTestOfEquality({ control: from, treatment: to }).pValue < ALPHA,
      ratio: mustCompute(normalTest(differenceOf(control, treatment))).pValue < ALPHA,
      sequence: isAlarmed,
    };
  });
  // proof that the simulation can see it
  expect(shareOf(outcomes.map(({ naive }) => naive))).toBeGreaterThan(0.2);
  const ratio = shareOf(outcomes.map((outcome) => outcome.ratio));
  expect(ratio).toBeGreaterThan(0.035);
  expect(ratio).toBeLessThan(0.065);
  expect(shareOf(outcomes.map(({ sequence }) => sequence))).toBeLessThan(0.05);
});
