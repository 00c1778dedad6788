// Goal: time-to-convert curves and estimates over strata agree with independent values and drop what cannot speak.
// Method: fixture rows (statsmodels, exact fractions; one data set is R's "aml"), properties, edges by hand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cochranQ, cochranQSchema } from '../../../engine/core/statistics/cochranQ.ts';
import { rateEffect } from '../../../engine/core/statistics/effect.ts';
import {
  kaplanMeier,
  kaplanMeierSchema,
  restrictedMeanTime,
  type TimeCount,
} from '../../../engine/core/statistics/kaplanMeier.ts';
import { logRank, logRankSchema } from '../../../engine/core/statistics/logRank.ts';
import { mantelHaenszel } from '../../../engine/core/statistics/mantelHaenszel.ts';
import {
  stratifiedEstimate,
  stratifiedRates,
  stratifiedRatesSchema,
} from '../../../engine/core/statistics/stratifiedEstimate.ts';
import fixture from '../../fixtures/statistics/decisions.json' with { type: 'json' };
import { expectNear, mustCompute } from './near.ts';

describe('time to convert', () => {
  const rowsOf = (data: { time: number[]; status: number[]; group: number[] }, group: number): TimeCount[] =>
    data.time
      .map((time, index) => ({
        time,
        events: data.status[index] ?? 0,
        censored: 1 - (data.status[index] ?? 0),
        index,
      }))
      .filter(({ index }) => data.group[index] === group)
      .map(({ time, events, censored }) => ({ time, events, censored }));

  test.each(fixture.survival)('curves, restricted means and log-rank, data set %#', (data) => {
    for (const [group, wanted] of data.arms.entries()) {
      const curve = mustCompute(kaplanMeier(rowsOf(data, group)));
      kaplanMeierSchema.parse(curve);
      expect(curve.points.map(({ time }) => time)).toEqual(wanted.times);
      for (const [index, point] of curve.points.entries()) {
        expectNear(point.survival, wanted.survival[index] ?? 0, 1e-12, 'survival');
        if (point.survival > 0)
          expectNear(point.standardError, wanted.standardError[index] ?? 0, 1e-10, 'error');
      }
      const restricted = mustCompute(restrictedMeanTime(rowsOf(data, group), data.horizon));
      expectNear(restricted.mean, wanted.restrictedMean, 1e-12, 'restricted mean');
      expectNear(restricted.standardError, wanted.restrictedMeanError, 1e-10, 'its error');
    }
    const result = mustCompute(logRank(rowsOf(data, 0), rowsOf(data, 1)));
    logRankSchema.parse(result);
    expectNear(result.chiSquare, data.chiSquare, 1e-10, 'chi-square');
    expectNear(result.pValue, data.pValue, 1e-9, 'p');
  });

  // printed by R: survfit(Surv(time, status) ~ x, aml) and survdiff of the same
  test('R’s aml data: restricted means 22.7 (4.18) and 52.6 (19.83), log-rank 3.4', () => {
    const [aml] = fixture.survival;
    if (!aml) throw new Error('the fixture begins with aml');
    const summary = (group: number) => {
      const { mean, standardError } = mustCompute(restrictedMeanTime(rowsOf(aml, group), 161));
      return [mean.toFixed(1), standardError.toFixed(2)];
    };
    expect([summary(0), summary(1)]).toEqual([
      ['22.7', '4.18'],
      ['52.6', '19.83'],
    ]);
    expect(mustCompute(logRank(rowsOf(aml, 0), rowsOf(aml, 1))).chiSquare.toFixed(1)).toBe('3.4');
  });

  test('without censoring the curve is the plain share', () => {
    const rows = [
      { time: 3, events: 2, censored: 0 },
      { time: 1, events: 1, censored: 0 },
      { time: 9, events: 0, censored: 7 },
    ];
    const { points } = mustCompute(kaplanMeier(rows));
    expect(points.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [1, 10],
      [3, 9],
    ]);
    expectNear(points[1]?.converted ?? 0, 0.3, 1e-14);
    const interval = points[1]?.convertedInterval;
    expect(interval?.state).toBe('computed');
    if (interval?.state === 'computed') {
      expect(interval.lower).toBeLessThan(0.3);
      expect(interval.upper).toBeGreaterThan(0.3);
    }
  });

  test('nobody, nobody converted, everybody converted', () => {
    expect(kaplanMeier([])).toEqual({ state: 'notComputable', reason: 'no-units' });
    expect(restrictedMeanTime([], 5)).toEqual({ state: 'notComputable', reason: 'no-units' });
    expect(kaplanMeier([{ time: 4, events: 0, censored: 3 }])).toEqual({
      state: 'computed',
      units: 3,
      points: [],
    });
    const all = mustCompute(kaplanMeier([{ time: 4, events: 3, censored: 0 }]));
    expect(all.points[0]).toMatchObject({
      survival: 0,
      standardError: 0,
      convertedInterval: { reason: 'nobody-left' },
    });
    expect(mustCompute(restrictedMeanTime([{ time: 4, events: 3, censored: 0 }], 10)).mean).toBe(4);
    const censored = [{ time: 4, events: 0, censored: 3 }];
    expect(logRank([], censored)).toEqual({ state: 'notComputable', reason: 'no-units' });
    expect(logRank(censored, censored)).toEqual({ state: 'notComputable', reason: 'no-events' });
  });
});

describe('strata', () => {
  test.each(fixture.cochranQ)('Cochran’s Q of $effects', (row) => {
    const effects = row.effects.map(([estimate = 0, standardError = 0]) => ({ estimate, standardError }));
    const result = mustCompute(cochranQ([...effects, { estimate: 7, standardError: 0 }]));
    cochranQSchema.parse(result);
    for (const key of ['q', 'pValue', 'fixedEffect', 'inconsistency'] as const)
      expectNear(result[key], row[key], 1e-9, key);
    expect(result.droppedCount).toBe(1);
  });

  const strataOf = (rows: number[][]) =>
    rows.map(([xc = 0, nc = 0, xt = 0, nt = 0]) => ({
      control: { conversions: xc, units: nc },
      treatment: { conversions: xt, units: nt },
    }));

  test.each(fixture.mantelHaenszel)('Mantel-Haenszel over $strata', (row) => {
    const result = mustCompute(mantelHaenszel(strataOf(row.strata)));
    expectNear(result.estimate, row.estimate, 1e-12);
    expectNear(result.standardError, row.standardError, 1e-10);
  });

  test('one stratum equals the unstratified effect', () => {
    const count = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(count, count, (xc, xt) => {
        const rates = {
          control: { conversions: xc, units: 500 },
          treatment: { conversions: xt, units: 900 },
        };
        const effect = rateEffect(rates);
        const result = mustCompute(stratifiedRates([rates]));
        expectNear(
          result.stratified.state === 'computed' ? result.stratified.estimate : Number.NaN,
          effect.estimate,
          1e-14,
        );
        expectNear(
          result.stratified.state === 'computed' ? result.stratified.standardError : Number.NaN,
          effect.standardError,
          1e-14,
        );
        expect(result.hasSimpsonWarning).toBe(false);
        expectNear(mustCompute(mantelHaenszel([rates])).estimate, effect.estimate, 1e-12);
      }),
    );
  });

  test('a weight change with a trend in time raises Simpson’s warning, and the strata keep the truth', () => {
    // treatment is better by one point in both epochs, but most of its units came when rates were low
    const strata = strataOf([
      [1000, 10_000, 110, 1000],
      [20, 1000, 300, 10_000],
    ]);
    const result = mustCompute(stratifiedRates(strata));
    stratifiedRatesSchema.parse(result);
    expect(result.pooledDifference).toBeLessThan(0);
    expect(result.stratified).toMatchObject({ state: 'computed' });
    if (result.stratified.state === 'computed') expectNear(result.stratified.estimate, 0.01, 1e-12);
    expect(result.hasSimpsonWarning).toBe(true);
  });

  test('strata without both arms are dropped and counted', () => {
    const strata = strataOf([
      [10, 100, 20, 100],
      [5, 40, 0, 0],
    ]);
    const result = mustCompute(stratifiedRates(strata, 0.1));
    expect(result.stratified).toMatchObject({ droppedCount: 1, droppedUnits: 40 });
    const noStrata = { state: 'notComputable', reason: 'no-strata-with-both-arms' };
    expect(stratifiedRates(strataOf([[5, 40, 0, 0]]))).toEqual(noStrata);
    expect(mantelHaenszel(strataOf([[5, 40, 0, 0]]))).toEqual(noStrata);
    expect(stratifiedEstimate([])).toEqual(noStrata);
    expect(stratifiedRates(strataOf([[0, 40, 0, 40]]))).toMatchObject({ reason: 'no-variance' });
    expect(cochranQ([{ estimate: 1, standardError: 1 }])).toMatchObject({ reason: 'no-variance' });
  });
});
