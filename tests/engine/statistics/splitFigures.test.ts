// Goal: the functions that splits need beside the tests of two arms agree with independent values and survive edges.
// Method: SciPy 1.17.1 and NumPy 2.4 reference values, published cases, and limits.
import { describe, expect, test } from 'vitest';
import { chiSquareIndependence } from '../../../engine/core/statistics/chiSquareIndependence.ts';
import { rateEffect } from '../../../engine/core/statistics/effect.ts';
import { normalBest } from '../../../engine/core/statistics/normalBest.ts';
import { normalPosterior } from '../../../engine/core/statistics/normalPosterior.ts';
import { mergeRates } from '../../../engine/core/statistics/rates.ts';
import { expectedRate, steadyRate, steadyRateEffect } from '../../../engine/core/statistics/steadyRates.ts';
import { stratifiedEstimate } from '../../../engine/core/statistics/stratifiedEstimate.ts';
import { weightedMean, weightedTrend } from '../../../engine/core/statistics/weightedTrend.ts';
import { expectNear, mustCompute } from './near.ts';
import { seededDraws } from './seeded.ts';

describe('chance to be best of several normal posteriors', () => {
  test('of three', () => {
    // NumPy Gauss-Legendre with 2,000 nodes over SciPy's normal distribution
    const best = normalBest([
      { estimate: 1, standardError: 0.2 },
      { estimate: 1.3, standardError: 0.25 },
      { estimate: 1.1, standardError: 0.15 },
    ]);
    const wanted = [
      [0.11259407087088753, 0.35697809308785927],
      [0.6914480746073889, 0.05697809308789337],
      [0.1959578545216094, 0.25697809308787045],
    ];
    for (const [index, [chance = 0, loss = 0]] of wanted.entries()) {
      expectNear(best[index]?.chanceBest ?? 0, chance, 1e-10, 'chance');
      expectNear(best[index]?.expectedLoss ?? 0, loss, 1e-10, 'loss');
    }
  });

  test.each([0.01, 1, 3, 8])('of two is the closed form, %d standard errors apart', (distance) => {
    const [low, high] = normalBest([
      { estimate: 0, standardError: 3 },
      { estimate: 5 * distance, standardError: 4 },
    ]);
    const effect = { estimate: 5 * distance, standardError: 5 };
    const closed = mustCompute(normalPosterior({ effect }));
    expectNear(high?.chanceBest ?? 0, closed.chanceToWin, 1e-10, 'chance');
    expectNear(high?.expectedLoss ?? 0, closed.lossOfTreatment, 1e-8, 'loss of the better');
    expectNear(low?.expectedLoss ?? 0, closed.lossOfControl, 1e-9, 'loss of the worse');
  });

  test('says nothing of one arm, or without a standard error', () => {
    expect(normalBest([{ estimate: 1, standardError: 1 }])).toEqual([]);
    expect(
      normalBest([
        { estimate: 1, standardError: 1 },
        { estimate: 1, standardError: 0 },
      ]),
    ).toEqual([]);
  });
});

describe('rates of hardly any conversions', () => {
  test('keep their estimate and never look certain', () => {
    const rates = { control: { conversions: 0, units: 3 }, treatment: { conversions: 2, units: 2 } };
    const { estimate, standardError } = steadyRateEffect(rates);
    expect(estimate).toBe(1);
    // one success and one failure more: 1 of 5 and 3 of 4
    expectNear(standardError, Math.sqrt((0.2 * 0.8) / 2 + (0.75 * 0.25) / 1), 1e-14);
    expect(rateEffect(rates).standardError).toBe(0);
  });

  test('are drawn towards what is expected of them', () => {
    const whole = { conversions: 47, units: 998 };
    expect(expectedRate(whole)).toBe(0.048);
    // two more customers, of whom 0.096 convert: 0.096 of 12
    const { standardError } = steadyRate({ conversions: 0, units: 10 }, expectedRate(whole));
    expectNear(standardError, Math.sqrt((0.008 * 0.992) / 9), 1e-12);
  });

  test.each([
    { strata: 60, control: 10, treatment: 10, rate: 0.03 },
    { strata: 30, control: 30, treatment: 30, rate: 0.05 },
    { strata: 30, control: 10, treatment: 90, rate: 0.05 },
    { strata: 10, control: 20, treatment: 20, rate: 0.3 },
  ])(
    '$strata strata of $control and $treatment find what is not there in one of twenty',
    ({ strata, control, treatment, rate }) => {
      const draw = seededDraws(strata + control);
      const countOf = (units: number) => ({
        units,
        conversions: Array.from({ length: units }, draw).filter((x) => x < rate).length,
      });
      const runs = 600;
      let found = 0;
      for (let run = 0; run < runs; run++) {
        const all = Array.from({ length: strata }, () => ({
          control: countOf(control),
          treatment: countOf(treatment),
        }));
        const expected = {
          control: expectedRate(all.map((rates) => rates.control).reduce(mergeRates)),
          treatment: expectedRate(all.map((rates) => rates.treatment).reduce(mergeRates)),
        };
        const units = control + treatment;
        const test = stratifiedEstimate(
          all.map((rates) => ({ ...steadyRateEffect(rates, expected), units })),
        );
        if (mustCompute(test).pValue < 0.05) found += 1;
      }
      expect(found / runs).toBeLessThan(0.07);
      expect(found / runs).toBeGreaterThan(0.025);
    },
  );

  test('are the plain ones from five of each on', () => {
    const rates = { control: { conversions: 5, units: 10 }, treatment: { conversions: 30, units: 400 } };
    expectNear(steadyRateEffect(rates).standardError, rateEffect(rates).standardError, 1e-14);
    expectNear(steadyRate(rates.treatment).standardError, Math.sqrt((0.075 * 0.925) / 400), 1e-14);
  });
});

describe('trend of effects', () => {
  const points = [0.05, 0.03, 0.02, 0.015, 0].map((estimate, index) => ({
    at: [0, 1, 2, 3, 5][index] ?? 0,
    estimate,
    standardError: [0.01, 0.012, 0.02, 0.011, 0.015][index] ?? 1,
  }));

  test('is the slope of weighted least squares', () => {
    const { estimate, standardError, pValue } = mustCompute(weightedTrend(points));
    expectNear(estimate, -0.009941199687031952, 1e-12, 'slope');
    expectNear(standardError, 0.003256105616987613, 1e-12, 'standard error');
    expectNear(pValue, 0.002264942441227816, 1e-10, 'p');
  });

  test('needs three points at more than one time', () => {
    expect(weightedTrend(points.slice(0, 2))).toMatchObject({ state: 'notComputable' });
    expect(weightedTrend(points.map((point) => ({ ...point, at: 4 })))).toMatchObject({
      state: 'notComputable',
    });
  });

  test('has a mean weighted by precision', () => {
    const { estimate } = mustCompute(
      weightedMean([
        { estimate: 1, standardError: 1 },
        { estimate: 4, standardError: 2 },
      ]),
    );
    expectNear(estimate, (1 + 4 / 4) / (1 + 1 / 4), 1e-14);
    expect(weightedMean([])).toMatchObject({ state: 'notComputable' });
  });
});

describe('independence of rows and columns', () => {
  const table = [
    [30, 70, 20],
    [40, 50, 60],
  ];

  test("is Pearson's chi-square", () => {
    // SciPy, chi2_contingency without correction
    const { chiSquare, degreesOfFreedom, pValue } = mustCompute(chiSquareIndependence([table]));
    expectNear(chiSquare, 21.696428571428573, 1e-12);
    expect(degreesOfFreedom).toBe(2);
    expectNear(pValue, 1.9439289932320294e-5, 1e-10);
  });

  test('adds up over tables, and leaves out those too thin to say anything', () => {
    const twice = mustCompute(
      chiSquareIndependence([
        table,
        table,
        [
          [1, 0],
          [0, 1],
        ],
      ]),
    );
    expect(twice.degreesOfFreedom).toBe(4);
    expectNear(twice.chiSquare, 2 * 21.696428571428573, 1e-12);
  });

  test.each([
    { tables: [] },
    { tables: [[[3, 4]]] },
    {
      tables: [
        [
          [100, 0],
          [90, 0],
        ],
      ],
    },
  ])('says nothing of $tables', ({ tables }) => {
    expect(chiSquareIndependence(tables)).toMatchObject({ state: 'notComputable' });
  });
});
