// Goal: a household that outweighs the others, mostly a placeholder that strangers share, makes nothing look certain, and is named.
// Method: experiments whose households are alike, of usual sizes, few, or one and many small ones; what each is worth computed by hand.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { worthOfHouseholds } from '../../../engine/core/experiments/householdSums.ts';
import { addPair, noPairMoments } from '../../../engine/core/statistics/moments.ts';
import { analysisSchema } from '../../../shared/experiment/analysis.ts';
import { mustCompute } from '../statistics/near.ts';
import { seededDraws } from '../statistics/seeded.ts';
import { type HouseholdRow, householdExperiment } from './householdInput.ts';

const repeated = (count: number, row: HouseholdRow): HouseholdRow[] => Array<HouseholdRow>(count).fill(row);
/** Households of one to three customers of whom a fourth convert, on end. */
const usual = (count: number): HouseholdRow[] =>
  Array.from({ length: count }, (_, n) => [1 + (n % 3), n % 4, n % 4 === 0 ? 1 + (n % 3) : 0]);
/** As many strangers under one name. */
const placeholder = (customers: number): HouseholdRow => [customers, customers, Math.round(customers / 4)];

function analysed(
  control: readonly HouseholdRow[],
  treatment: readonly HouseholdRow[],
  measure: 'conversion' | 'value' = 'conversion',
) {
  const groups = [
    { arm: 'control', rows: control },
    { arm: 'treatment', rows: treatment },
  ];
  return analysisSchema.parse(analyse(householdExperiment(groups, { method: { type: 'fixed' } }, measure)));
}

const checkOf = ({ checks }: ReturnType<typeof analysed>) => checks.find(({ id }) => id === 'householdSizes');

test.each([
  { sizes: [], worth: 0 },
  { sizes: [3], worth: 1 },
  { sizes: Array<number>(50).fill(4), worth: 50 },
  { sizes: [1, 1, 2], worth: 16 / 6 },
  { sizes: [10_000, ...Array<number>(1_016).fill(1)], worth: 11_016 ** 2 / (10_000 ** 2 + 1_016) },
])('households are worth as many of equal size: $worth', ({ sizes, worth }) => {
  const moments = sizes.reduce((sum, size) => addPair(sum, 0, size), noPairMoments);
  expect(worthOfHouseholds(moments)).toBeCloseTo(worth, 9);
});

describe.each(['conversion', 'value'] as const)('of a %s', (measure) => {
  test('one household with most customers of an arm proves nothing, and the page says what it is', () => {
    const analysis = analysed(usual(1_000), [placeholder(10_000), ...usual(1_000)], measure);
    const [comparison] = analysis.primary?.comparisons ?? [];
    expect(comparison?.fixed?.test).toMatchObject({ reason: 'too-few-units' });
    expect(comparison?.fixedHorizon.difference).toMatchObject({ reason: 'too-few-units' });
    expect(comparison?.alwaysValid).toMatchObject({ reason: 'too-early' });
    expect([comparison?.chanceToWin, comparison?.isBetter]).toEqual([null, null]);
    expect(analysis.primary?.arms.map(({ chanceBest }) => chanceBest)).toEqual([null, null]);
    expect(checkOf(analysis)).toMatchObject({ state: 'failed', advice: 'fewHouseholdsOutweigh' });
    expect(analysis.verdict).toMatchObject({ state: 'doNotTrust', failedChecks: ['householdSizes'] });
    // a household of ten thousand is hardly more than one customer more
    const [control, treatment] = analysis.primary?.arms ?? [];
    const widthOf = (level: NonNullable<typeof control>['rate'] | undefined) => {
      const { lower, upper } = mustCompute(level ?? { state: 'notComputable' as const });
      return upper - lower;
    };
    const level = measure === 'value' ? ('mean' as const) : ('rate' as const);
    expect(widthOf(treatment?.[level] ?? undefined)).toBeGreaterThan(
      3 * widthOf(control?.[level] ?? undefined),
    );
  });
});

interface Sizes {
  are: string;
  rows: readonly HouseholdRow[];
  control?: readonly HouseholdRow[];
  state: string;
}

const third = [placeholder(1_000), ...usual(1_000)];
test.each<Sizes>([
  { are: 'usual', rows: usual(300), state: 'ok' },
  { are: 'all one', rows: repeated(300, [1, 0, 0]), state: 'ok' },
  { are: 'too few to say', rows: usual(19), state: 'unknown' },
  { are: 'usual but for a large one', rows: [placeholder(60), ...usual(300)], state: 'ok' },
  { are: 'usual beside an eighth in one', rows: [placeholder(280), ...usual(1_000)], state: 'warning' },
  { are: 'usual beside a third in one', rows: third, state: 'failed' },
  { are: 'usual, in the control not', rows: usual(1_000), control: third, state: 'failed' },
])('sizes that are $are: $state', ({ rows, state, control = rows }) => {
  const check = checkOf(analysed(control, rows));
  expect(check?.state).toBe(state);
  const sizes = rows.map(([customers]) => customers);
  const sum = sizes.reduce((total, size) => total + size, 0);
  const squares = sizes.reduce((total, size) => total + size * size, 0);
  const treatment = check?.details.find(({ label }) => label === 'treatment');
  expect([treatment?.kind, treatment?.expected]).toEqual(['worth', rows.length]);
  expect(treatment?.observed).toBeCloseTo(sum ** 2 / squares, 6);
});

test('harm is not shown by one household', () => {
  const rows = [placeholder(10_000), ...usual(1_000)];
  const groups = [
    { arm: 'control', rows: usual(1_000) },
    { arm: 'treatment', rows },
  ];
  const input = householdExperiment(groups, { guardrails: [{ goal: 'left', margin: 0.001 }] });
  const [metric] = input.metrics;
  if (!metric) throw new Error('an experiment has a metric');
  const { guardrails } = analyse({ ...input, metrics: [metric, { ...metric, goal: 'left' }] });
  expect(guardrails[0]?.arms).toMatchObject([{ arm: 'treatment', state: 'unknown' }]);
});

test('where two arms are alike, a test that is made rejects no more often than it says', () => {
  const draw = seededDraws(20);
  // sizes as bad as the rule still lets a test be made of
  const arm = (): HouseholdRow[] =>
    Array.from({ length: 200 }, (_, n) => {
      const customers = n < 8 ? 40 : 1 + (n % 3);
      const rate = draw() < 0.3 ? 0.8 : 0.1;
      const converted = Array.from({ length: customers }, () => draw() < rate).filter(Boolean).length;
      return [customers, converted, converted];
    });
  const runs = 400;
  let [made, rejected] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const test = analysed(arm(), arm()).primary?.comparisons[0]?.fixed?.test;
    if (test?.state !== 'computed') continue;
    made += 1;
    if (test.pValue <= 0.05) rejected += 1;
  }
  expect(made).toBe(runs);
  expect(rejected / made).toBeLessThan(0.085);
});
