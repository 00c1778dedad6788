// Goal: sums and moments are exact: no order and no division into parts changes a bit of them.
// Method: drawn numbers of very different sizes, added in whole and in parts, against fractions of whole numbers.
import { describe, expect, it } from 'vitest';
import { ExactSum, lostByProduct } from '../../../engine/core/statistics/exactSum.ts';
import { ExactMoments, ExactPairs } from '../../../engine/stores/tallies/sums.ts';
import { seededDraws } from './seeded.ts';

/** Every number drawn here is a whole multiple of 2^-200. */
const UNIT_BITS = 200;

/** The number in units, without rounding. */
function inUnits(value: number): bigint {
  let [whole, bits] = [value, 0];
  while (!Number.isInteger(whole)) {
    whole *= 2;
    bits += 1;
  }
  return BigInt(whole) << BigInt(UNIT_BITS - bits);
}

/** The number nearest to a fraction: rounded by the shift that leaves 64 bits, with a last bit for what is cut off. */
function nearestTo(units: bigint, ofBits: number): number {
  const magnitude = units < 0n ? -units : units;
  const cut = Math.max(0, magnitude.toString(2).length - 64);
  const kept = magnitude >> BigInt(cut);
  const isCut = kept << BigInt(cut) !== magnitude;
  return (units < 0n ? -1 : 1) * Number((kept << 1n) | (isCut ? 1n : 0n)) * 2 ** (cut - 1 - ofBits);
}

/** Like amounts, balances, and numbers that cancel each other. */
function drawnValues(seed: number, count: number): number[] {
  const draw = seededDraws(seed);
  return Array.from({ length: count }, (_, index) => {
    const size = 10 ** (Math.floor(draw() * 30) - 12);
    const value = (draw() - 0.5) * size;
    return index % 3 === 0 ? Math.round(draw() * 1e6) / 100 : value;
  });
}

/** The same numbers in another order, in parts. */
function partsOf(values: readonly number[], seed: number, count: number): number[][] {
  const draw = seededDraws(seed);
  const parts: number[][] = Array.from({ length: count }, () => []);
  for (const value of [...values].reverse()) parts[Math.floor(draw() * count)]?.push(value);
  return parts;
}

function sumOf(values: readonly number[]): ExactSum {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
}

function momentsOf(values: readonly number[]): ExactMoments {
  const moments = new ExactMoments();
  for (const value of values) moments.add(value);
  return moments;
}

describe('an exact sum', () => {
  it.each([1, 2, 3, 4, 5])('is the number nearest to the true sum (%i)', (seed) => {
    const values = drawnValues(seed, 400);
    const units = values.reduce((sum, value) => sum + inUnits(value), 0n);
    expect(sumOf(values).nearest).toBe(nearestTo(units, UNIT_BITS));
  });

  it.each([
    { values: [1e16, 1, -1e16], sum: 1 },
    { values: [1, 2 ** -53, 2 ** -106], sum: 1 + 2 ** -52 },
    { values: [1, 2 ** -53, -(2 ** -106)], sum: 1 },
    { values: [1, 2 ** -53], sum: 1 },
    { values: [1e300, 1e-300, -1e300], sum: 1e-300 },
    { values: [], sum: 0 },
  ])('$values come to $sum', ({ values, sum }) => {
    expect(sumOf(values).nearest).toBe(sum);
    expect(sumOf([...values].reverse()).nearest).toBe(sum);
  });

  it('knows what rounding takes from a product', () => {
    const [one, other] = [0.1, 1234.56];
    const units = inUnits(one) * inUnits(other) - (inUnits(one * other) << BigInt(UNIT_BITS));
    expect(inUnits(lostByProduct(one, other)) << BigInt(UNIT_BITS)).toBe(units);
  });
});

describe('moments of parts', () => {
  it.each([1, 2, 3, 4, 5])('are those of the whole to the last bit (%i)', (seed) => {
    const values = drawnValues(seed, 500);
    const joined = new ExactMoments();
    // parts pass from thread to thread as plain data
    for (const part of partsOf(values, seed, 4)) joined.join(structuredClone(momentsOf(part)));
    expect(joined.now).toEqual(momentsOf(values).now);
  });

  it.each([1, 2, 3])('and so of pairs (%i)', (seed) => {
    const xs = drawnValues(seed, 300);
    const pairsOf = (values: readonly number[]) => {
      const pairs = new ExactPairs();
      for (const value of values) pairs.add(Math.abs(value) % 7, value);
      return pairs;
    };
    const joined = new ExactPairs();
    for (const part of partsOf(xs, seed, 3)) joined.join(structuredClone(pairsOf(part)));
    expect(joined.now).toEqual(pairsOf(xs).now);
  });

  it('keep the spread of values far from 0', () => {
    expect(momentsOf([1e9, 1e9 + 1, 1e9 + 2]).now).toEqual({ units: 3, mean: 1e9 + 1, centredSquares: 2 });
    expect(momentsOf([5.1, 5.1, 5.1]).now.centredSquares).toBe(0);
    expect(momentsOf([]).now).toEqual({ units: 0, mean: 0, centredSquares: 0 });
  });
});
