/** Counts and moments that grow by a million customers, so they are changed and not copied. */

import {
  addExactly,
  addProductExactly,
  addSumExactly,
  type ExactSum,
  nearestTo,
} from '../../core/statistics/exactSum.ts';
import type { Moments, PairMoments } from '../../core/statistics/moments.ts';

export class Count<Key> {
  readonly counts = new Map<Key, number>();

  add(key: Key, by = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }

  join(other: Pick<Count<Key>, 'counts'>): void {
    for (const [key, count] of other.counts) this.add(key, count);
  }
}

/** Sums of one value per customer, without rounding: parts of the customers add up to the same as all at once. */
export interface ValueSums {
  units: number;
  values: ExactSum;
  squares: ExactSum;
}

export class ExactMoments implements ValueSums {
  units = 0;
  readonly values: ExactSum = [];
  readonly squares: ExactSum = [];

  add(value: number): void {
    this.units += 1;
    addExactly(this.values, value);
    addProductExactly(this.squares, value, value);
  }

  join({ units, values, squares }: ValueSums): void {
    this.units += units;
    addSumExactly(this.values, values);
    addSumExactly(this.squares, squares);
  }

  get now(): Moments {
    const { units, values, squares } = this;
    const mean = meanOf(values, units);
    const centred = centredProducts({
      units,
      products: squares,
      sums: [values, values],
      means: [mean, mean],
    });
    return { units, mean, centredSquares: centred };
  }
}

/** The same of two values per customer: y the metric, x the covariate. */
export interface PairSums {
  units: number;
  y: ExactSum;
  x: ExactSum;
  yy: ExactSum;
  xx: ExactSum;
  xy: ExactSum;
}

export class ExactPairs implements PairSums {
  units = 0;
  readonly y: ExactSum = [];
  readonly x: ExactSum = [];
  readonly yy: ExactSum = [];
  readonly xx: ExactSum = [];
  readonly xy: ExactSum = [];

  add(y: number, x: number): void {
    this.units += 1;
    addExactly(this.y, y);
    addExactly(this.x, x);
    addProductExactly(this.yy, y, y);
    addProductExactly(this.xx, x, x);
    addProductExactly(this.xy, x, y);
  }

  join(other: PairSums): void {
    this.units += other.units;
    for (const sum of ['y', 'x', 'yy', 'xx', 'xy'] as const) addSumExactly(this[sum], other[sum]);
  }

  get now(): PairMoments {
    const { units, y, x, yy, xx, xy } = this;
    const [meanY, meanX] = [meanOf(y, units), meanOf(x, units)];
    return {
      units,
      meanY,
      meanX,
      centredYY: centredProducts({ units, products: yy, sums: [y, y], means: [meanY, meanY] }),
      centredXX: centredProducts({ units, products: xx, sums: [x, x], means: [meanX, meanX] }),
      centredXY: centredProducts({ units, products: xy, sums: [x, y], means: [meanX, meanY] }),
    };
  }
}

function meanOf(sum: ExactSum, units: number): number {
  return units === 0 ? 0 : nearestTo(sum) / units;
}

/** Sum of (a − mean of a)(b − mean of b) about the means as they were rounded; squares never come out below 0. */
function centredProducts(of: {
  units: number;
  products: ExactSum;
  sums: readonly [ExactSum, ExactSum];
  means: readonly [number, number];
}): number {
  const { units, products, sums, means } = of;
  const centred = [...products];
  addSumExactly(centred, sums[0], -means[1]);
  addSumExactly(centred, sums[1], -means[0]);
  const ofMeans: ExactSum = [];
  addProductExactly(ofMeans, means[0], means[1]);
  addSumExactly(centred, ofMeans, units);
  return nearestTo(centred);
}

/** What is kept under a key, made when it is first asked for. */
export function keptAt<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
