// Goal: the page says of a split what its analysis says, and judges nothing before the checks have passed.
// Method: situations of a bank's journeys are analysed by the engine, their readings held against what must be said.
import { describe, expect, test } from 'vitest';
import {
  customersPerMonth,
  effectLine,
  SCALES,
  scaleOf,
} from '../../../../designer/pages/results/effectScale.ts';
import { pairEffect } from '../../../../designer/pages/results/pairEffect.ts';
import {
  againstReference,
  armName,
  checkCounts,
  isTrusted,
  readingOf,
} from '../../../../designer/pages/results/reading.ts';
import {
  changesKey,
  isFoundEarly,
  sentenceKey,
  trustLine,
  verdictLook,
} from '../../../../designer/pages/results/verdictWords.ts';
import { analyse } from '../../../../engine/core/experiments/analyse.ts';
import { type Analysis, analysisSchema } from '../../../../shared/experiment/analysis.ts';
import { VERDICTS } from '../../../../shared/experiment/verdict.ts';
import { type Situation, situations } from '../../../fixtures/analysis/situations.ts';

const analyses = new Map<Situation, Analysis>();
function analysisOf(name: Situation): Analysis {
  const known = analyses.get(name) ?? analysisSchema.parse(analyse(situations[name]));
  analyses.set(name, known);
  return known;
}

/** The primary metric of a situation that has one. */
function primaryOf(analysis: Analysis) {
  if (analysis.primary === null) throw new Error('the situation has no primary metric');
  return analysis.primary;
}

const situationRows: readonly { name: Situation; sentence: string; trust: string }[] = [
  { name: 'winner', sentence: 'winnerMore', trust: 'ok' },
  { name: 'value', sentence: 'winnerValueMore', trust: 'ok' },
  { name: 'loser', sentence: 'loser', trust: 'ok' },
  { name: 'collecting', sentence: 'collecting', trust: 'warning' },
  { name: 'draft', sentence: 'draft', trust: 'partial' },
  { name: 'distrusted', sentence: 'doNotTrust', trust: 'failed' },
  { name: 'noGoal', sentence: 'noConclusion', trust: 'warning' },
];

describe.each(situationRows)('$name', ({ name, sentence, trust }) => {
  test(`says “${sentence}”`, () => {
    expect(sentenceKey(analysisOf(name))).toBe(sentence);
  });
  test(`sums its checks up as “${trust}”`, () => {
    expect(trustLine(checkCounts(analysisOf(name))).key).toBe(trust);
  });
});

describe('a failed check', () => {
  const analysis = analysisOf('distrusted');
  test('takes the judgement from every comparison', () => {
    const readings = primaryOf(analysis).comparisons.map((row) => readingOf(row, isTrusted(analysis)));
    expect(new Set(readings)).toEqual(new Set(['notJudged']));
  });
  test.each(VERDICTS)('takes green and red from the verdict %s', (state) => {
    expect(['good', 'bad']).not.toContain(verdictLook(state, false).tone);
  });
});

test('with all checks passed the winner reads better, the open arm open', () => {
  const analysis = analysisOf('manyArms');
  const readings = againstReference(primaryOf(analysis), analysis).map((row) => [
    row.arm,
    readingOf(row, true),
  ]);
  expect(readings).toEqual([
    ['B', 'better'],
    ['C', 'open'],
    ['D', 'open'],
  ]);
});

test('no two verdicts of different meaning share form and colour', () => {
  const judged = VERDICTS.map((state) => Object.values(verdictLook(state, true)).join(' '));
  expect(new Set(judged).size).toBeGreaterThanOrEqual(VERDICTS.length - 1);
});

test.each([
  { changesWith: 'customers', count: 12, key: 'customersMore' },
  { changesWith: 'customers', count: null, key: 'customers' },
  { changesWith: 'plannedEnd', count: 3, key: 'plannedEnd' },
] as const)('what would change it: $changesWith, $count', ({ changesWith, count, key }) => {
  const analysis = analysisOf('winner');
  const verdict = { ...analysis.verdict, changesWith, changesWithCount: count };
  expect(changesKey({ ...analysis, verdict })).toBe(key);
});

test('a verdict nothing changes any more says that arms still open are not spoken of', () => {
  const analysis = analysisOf('manyArms');
  expect(analysis.verdict).toMatchObject({ state: 'winner', changesWith: 'nothing' });
  expect(changesKey(analysis)).toBe('nothingOpen');
  expect(changesKey(analysisOf('winner'))).toBe('nothing');
});

test.each([
  { state: 'winner', matureCount: 10, plannedCount: 20, isEarly: true },
  { state: 'loser', matureCount: 19, plannedCount: 20, isEarly: true },
  { state: 'winner', matureCount: 20, plannedCount: 20, isEarly: false },
  { state: 'winner', matureCount: 10, plannedCount: null, isEarly: false },
  { state: 'undecided', matureCount: 10, plannedCount: 20, isEarly: false },
] as const)(
  'an effect found early is said to be likely too large: $state at $matureCount of $plannedCount',
  ({ isEarly, ...found }) => {
    const analysis = analysisOf('winner');
    expect(isFoundEarly({ ...analysis, verdict: { ...analysis.verdict, ...found } })).toBe(isEarly);
  },
);

describe('scales', () => {
  const analysis = analysisOf('winner');
  const metric = primaryOf(analysis);
  const [comparison] = metric.comparisons;

  test('a plan with money has all four', () => {
    expect(SCALES.filter((id) => scaleOf(id, metric, analysis) !== null)).toEqual([...SCALES]);
  });
  test('a plan without money has no scale of money', () => {
    const poor = { ...analysis, plan: { ...analysis.plan, worth: undefined } };
    expect(scaleOf('money', metric, poor)).toBeNull();
  });
  test('one point is ten conversions per thousand, and its money that of a month’s customers', () => {
    if (comparison?.fixedHorizon.difference.state !== 'computed') throw new Error('no effect');
    const [points, thousand, money] = (['absolute', 'perThousand', 'money'] as const).map((id) => {
      const scale = scaleOf(id, metric, analysis);
      return scale && effectLine(comparison, scale).estimate;
    });
    expect(points).toBeCloseTo(100 * comparison.fixedHorizon.difference.estimate, 12);
    expect(thousand).toBeCloseTo(10 * (points ?? 0), 12);
    const monthly = customersPerMonth(analysis) ?? 0;
    expect(money).toBeCloseTo(comparison.fixedHorizon.difference.estimate * monthly * 320, 6);
  });
  test('a month has as many customers as come in thirty days', () => {
    // 900 a day over 40 days, whose first and last exposure lie 39 days apart
    expect(customersPerMonth(analysis)).toBeCloseTo((30 * exposedCount(analysis)) / 39, 6);
  });
  test('the inner line is drawn only once the plan allowed its look', () => {
    const scale = scaleOf('absolute', metric, analysis);
    if (!comparison || !scale) throw new Error('no effect');
    expect(effectLine(comparison, scale).inner).not.toBeNull();
    expect(effectLine({ ...comparison, fixed: null }, scale).inner).toBeNull();
  });
  test('a lift has intervals of its own: the reference’s level is uncertain too', () => {
    const scale = scaleOf('lift', metric, analysis);
    const { alwaysValidLift, fixed } = comparison ?? {};
    if (!comparison || !scale || alwaysValidLift?.state !== 'computed' || fixed?.lift.state !== 'computed')
      throw new Error('no lift');
    const { outer, inner } = effectLine(comparison, scale);
    expect(outer?.lower).toBeCloseTo(100 * alwaysValidLift.lower, 12);
    expect(inner?.upper).toBeCloseTo(100 * fixed.lift.upper, 12);
    const { alwaysValid } = comparison;
    if (alwaysValid.state !== 'computed' || !outer) throw new Error('no interval');
    // dividing the difference by the reference’s level as it is would leave that level’s error out
    expect(outer.upper).toBeGreaterThan(alwaysValid.upper * scale.factor);
  });
});

const exposedCount = ({ arms }: Analysis) => arms.reduce((sum, { exposed }) => sum + exposed, 0);

describe('arms against each other', () => {
  const analysis = analysisOf('manyArms');
  const metric = primaryOf(analysis);
  const effect = (row: string, column: string) => {
    const found = pairEffect(metric, row, column);
    if (found.state !== 'computed') throw new Error(`${row} against ${column} is not computable`);
    return found;
  };
  test('it is the run’s interval, wider than against the reference alone, since all pairs hold together', () => {
    const own = metric.comparisons.find(({ arm }) => arm === 'C')?.alwaysValid;
    if (own?.state !== 'computed') throw new Error('no effect');
    const found = effect('C', 'A');
    expect(found.estimate).toBe(own.estimate);
    expect(found.lower).toBeLessThan(own.lower);
    expect(found.upper).toBeGreaterThan(own.upper);
  });
  test('a pair the run does not know is not made up', () => {
    expect(pairEffect(metric, 'A', 'nobody')).toEqual({ state: 'notComputable', reason: 'no-units' });
  });
  test.each([
    ['A', 'B'],
    ['B', 'C'],
    ['C', 'D'],
  ])('%s − %s turns its sign with the order', (one, other) => {
    const [there, back] = [effect(one, other), effect(other, one)];
    expect(there.estimate).toBeCloseTo(-back.estimate, 12);
    expect(there.lower).toBeCloseTo(-back.upper, 12);
  });
  test('the differences add up', () => {
    expect(effect('B', 'C').estimate + effect('C', 'D').estimate).toBeCloseTo(effect('B', 'D').estimate, 12);
  });
});

test('an arm is called by its name, an unknown one by its id, one taken away is said to be', () => {
  const removed = (name: string) => `${name} (removed)`;
  const analysis = analysisOf('winner');
  expect(armName(analysis, 'B', removed)).toBe('推送 Push');
  expect(armName(analysis, 'gone', removed)).toBe('gone');
  const without = { ...analysis, arms: analysis.arms.map((arm) => ({ ...arm, isRemoved: arm.id === 'B' })) };
  expect(armName(without, 'B', removed)).toBe('推送 Push (removed)');
});

test('a name that turns the direction of its line leaves the words after it alone', () => {
  const analysis = analysisOf('winner');
  const [first, ...others] = analysis.arms;
  if (!first) throw new Error('no arm');
  const turned = { ...analysis, arms: [{ ...first, name: '\u202egnp.exe\u2066' }, ...others] };
  expect(armName(turned, first.id, (name) => `${name} (removed)`)).toBe('gnp.exe');
});
