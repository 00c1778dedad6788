// Goal: the special functions are exact to 1e-10 relative, from the centre to tails of 1e-300.
// Method: compares with values computed in 40 to 60 digits (the fixtures name the tool), and inverts what it evaluates.
import { describe, expect, test } from 'vitest';
import { betaPointAt } from '../../../engine/core/statistics/special/beta.ts';
import { chiSquareUpperTail } from '../../../engine/core/statistics/special/chiSquare.ts';
import { logIncompleteBeta } from '../../../engine/core/statistics/special/incompleteBeta.ts';
import { logIncompleteGamma } from '../../../engine/core/statistics/special/incompleteGamma.ts';
import { logGamma, stirlingError } from '../../../engine/core/statistics/special/logGamma.ts';
import {
  erfc,
  logNormalUpperTail,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  normalUpperQuantile,
  normalUpperTail,
} from '../../../engine/core/statistics/special/normal.ts';
import { poissonDeviance } from '../../../engine/core/statistics/special/poissonDeviance.ts';
import { findBoundary, findRoot } from '../../../engine/core/statistics/special/roots.ts';
import {
  studentTwoSided,
  studentUpperQuantile,
  studentUpperTail,
} from '../../../engine/core/statistics/special/studentT.ts';
import { pointAt, pointAtLogit } from '../../../engine/core/statistics/special/unitPoint.ts';
import betaAndStudent from '../../fixtures/statistics/betaAndStudent.json' with { type: 'json' };
import specialFunctions from '../../fixtures/statistics/specialFunctions.json' with { type: 'json' };

/** Relative distance; a logarithm of −5000 is judged by its own size, one near 0 by the probability it stands for. */
function relativeError(value: number, wanted: number): number {
  if (value === wanted) return 0;
  return Math.abs(value - wanted) / Math.abs(wanted);
}

function worstOf(
  rows: readonly (readonly number[])[],
  evaluate: (...given: number[]) => number,
): [number, string] {
  let worst: [number, string] = [0, 'none'];
  for (const row of rows) {
    const given = row.slice(0, -1);
    const wanted = row.at(-1) ?? Number.NaN;
    const error = relativeError(evaluate(...given), wanted);
    if (!(error <= worst[0])) worst = [error, `${given.join(', ')}: ${evaluate(...given)} for ${wanted}`];
  }
  return worst;
}

const ofNumbers: Record<string, (...given: number[]) => number> = {
  normalUpperTail: (z) => normalUpperTail(z ?? 0),
  logNormalUpperTail: (z) => logNormalUpperTail(z ?? 0),
  erfc: (x) => erfc(x ?? 0),
  normalUpperQuantile: (p) => normalUpperQuantile(p ?? 0),
  logGamma: (x) => logGamma(x ?? 0),
  stirlingError: (x) => stirlingError(x ?? 0),
  poissonDeviance: (count, expected) => poissonDeviance(count ?? 0, expected ?? 1),
};

describe('special functions against 60-digit values', () => {
  for (const [name, evaluate] of Object.entries(ofNumbers)) {
    test(`${name} is exact to 1e-10`, () => {
      const rows = specialFunctions.values[name as keyof typeof specialFunctions.values]; // the names are the fixture's keys
      expect(rows.length).toBeGreaterThan(5);
      const [error, where] = worstOf(rows, evaluate);
      expect(error, where).toBeLessThan(1e-10);
    });
  }

  test('Student’s tail is exact to 1e-10 for 1 to a million degrees of freedom', () => {
    const [error, where] = worstOf(betaAndStudent.values.studentUpperTail, (t, df) =>
      studentUpperTail(t ?? 0, df ?? 1),
    );
    expect(error, where).toBeLessThan(1e-10);
  });

  test.each([
    [
      'incomplete gamma',
      specialFunctions.values.logIncompleteGamma,
      ([a, x]: number[]) => logIncompleteGamma(a ?? 1, x ?? 0),
    ],
    [
      'incomplete beta',
      betaAndStudent.values.logIncompleteBeta,
      ([a, b, x]: number[]) => logIncompleteBeta(a ?? 1, b ?? 1, pointAt(x ?? 0)),
    ],
  ] as const)('both tails of the %s are exact to 1e-10, in the logarithm to 1e-12', (_, rows, tailsAt) => {
    for (const row of rows) {
      const [logLower, logUpper] = row.slice(-2) as [number, number]; // the fixture's last two columns
      const tails = tailsAt(row.slice(0, -2));
      for (const [got, wanted] of [
        [tails.logLower, logLower],
        [tails.logUpper, logUpper],
      ] as const) {
        // an error of e in a logarithm is a relative error of e in the tail; a far tail is judged relative to its size
        const allowed =
          wanted < -700 ? 1e-12 * Math.abs(wanted) : wanted > -1 ? 1e-10 * Math.abs(wanted) : 1e-10;
        expect(Math.abs(got - wanted), `${row.join(', ')}: ${got} for ${wanted}`).toBeLessThanOrEqual(
          allowed,
        );
      }
    }
  });
});

describe('quantiles undo their tails', () => {
  const probabilities = [1e-300, 1e-100, 1e-20, 1e-6, 0.001, 0.025, 0.2, 0.4, 0.4999999];

  test('the normal quantile', () => {
    for (const p of probabilities) {
      expect(relativeError(normalUpperTail(normalUpperQuantile(p)), p)).toBeLessThan(1e-12);
      expect(normalQuantile(p)).toBe(-normalUpperQuantile(p));
    }
  });

  test('Student’s quantile', () => {
    for (const df of [1, 2.5, 9, 40, 1e6]) {
      for (const p of probabilities) {
        const t = studentUpperQuantile(p, df);
        expect(relativeError(studentUpperTail(t, df), p), `${p}, ${df}`).toBeLessThan(1e-10);
        expect(relativeError(studentTwoSided(t, df), 2 * p), `${p}, ${df}`).toBeLessThan(1e-10);
        expect(studentUpperQuantile(0.75, df)).toBeCloseTo(-studentUpperQuantile(0.25, df), 12);
      }
    }
  });

  test('the beta quantile from either end', () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [1, 1],
      [1, 1001],
      [4, 97],
      [500, 2],
      [1e6, 3e7],
    ] as const) {
      for (const p of probabilities) {
        const low = betaPointAt(a, b, 'lower', p);
        const high = betaPointAt(a, b, 'upper', p);
        expect(
          Math.abs(logIncompleteBeta(a, b, low).logLower - Math.log(p)),
          `${a}, ${b}, ${p}`,
        ).toBeLessThan(1e-10);
        expect(
          Math.abs(logIncompleteBeta(a, b, high).logUpper - Math.log(p)),
          `${a}, ${b}, ${p}`,
        ).toBeLessThan(1e-10);
        expect(low.x).toBeLessThan(high.x);
      }
    }
  });
});

describe('edges', () => {
  test('ends of the range give the ends of the probability', () => {
    expect(normalUpperTail(Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalUpperQuantile(0)).toBe(Infinity);
    expect(normalUpperQuantile(1)).toBe(-Infinity);
    expect(normalUpperQuantile(0.5)).toBe(0);
    expect(normalTwoSided(0)).toBe(1);
    expect(studentUpperTail(1.96, Infinity)).toBe(normalUpperTail(1.96));
    expect(studentUpperTail(-1, 1)).toBeCloseTo(0.75, 13);
    expect(studentTwoSided(0, 3)).toBe(1);
    expect(studentTwoSided(Infinity, 3)).toBe(0);
    expect(studentTwoSided(2, Infinity)).toBe(normalTwoSided(2));
    expect(studentUpperQuantile(0, 3)).toBe(Infinity);
    expect(studentUpperQuantile(0.025, Infinity)).toBe(normalUpperQuantile(0.025));
    expect(chiSquareUpperTail(0, 3)).toBe(1);
    expect(chiSquareUpperTail(Infinity, 3)).toBe(0);
    expect(logGamma(0)).toBe(Infinity);
    expect(betaPointAt(2, 3, 'lower', 0).x).toBe(0);
    expect(betaPointAt(2, 3, 'lower', 1).x).toBe(1);
    expect(betaPointAt(2, 3, 'upper', 0).x).toBe(1);
    expect(betaPointAt(2, 3, 'upper', 1).x).toBe(0);
    expect(logIncompleteBeta(2, 3, pointAt(0))).toEqual({ logLower: -Infinity, logUpper: 0 });
    expect(logIncompleteBeta(2, 3, pointAt(1))).toEqual({ logLower: 0, logUpper: -Infinity });
  });

  test('a point far out in the logit keeps its complement', () => {
    expect(pointAtLogit(-700).x).toBeCloseTo(Math.exp(-700), 310);
    expect(pointAtLogit(700).y).toBe(pointAtLogit(-700).x);
    expect(pointAtLogit(-700).logX).toBe(-700);
  });

  test('a two-parameter law in closed form: Beta(a, 1) has distribution x to the a', () => {
    const point = pointAt(1e-100);
    expect(logIncompleteBeta(3, 1, point).logLower).toBeCloseTo(-300 * Math.LN10, 9);
    expect(logIncompleteBeta(30, 1, pointAtLogit(-690)).logLower).toBeCloseTo(30 * -690, 8);
  });

  test('roots and boundaries are found to the last digit', () => {
    expect(findRoot(0, 2, (x) => x * x - 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot(0, 1, (x) => x)).toBe(0);
    expect(findRoot(0, 1, (x) => x - 1)).toBe(1);
    expect(findRoot(1e-12, 1, (x) => Math.log(x / 3e-7))).toBeCloseTo(3e-7, 20);
    expect(findBoundary(0, 1, (x) => x < 1e-9)).toBeCloseTo(1e-9, 24);
  });
});
