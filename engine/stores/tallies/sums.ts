/** Counts and moments that grow by a million customers, so they are changed and not copied. */
import { ExactSum, type ExactTotal, lostByProduct } from '../../core/statistics/exactSum.ts';
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

/** A sum of products; what rounding takes from each is summed up apart, so that both sums stay short. */
interface ProductTotal {
  rounded: ExactTotal;
  lost: ExactTotal;
}

class ExactProducts implements ProductTotal {
  readonly rounded = new ExactSum();
  readonly lost = new ExactSum();

  add(one: number, other: number): void {
    this.rounded.add(one * other);
    this.lost.add(lostByProduct(one, other));
  }

  join({ rounded, lost }: ProductTotal): void {
    this.rounded.addTotal(rounded);
    this.lost.addTotal(lost);
  }

  /** Sum of (a − mean of a)(b − mean of b), about the means as they were rounded; of squares never below 0. */
  centred(units: number, [a, meanA]: Centre, [b, meanB]: Centre): number {
    const ofMeans = new ExactProducts();
    ofMeans.add(meanA, meanB);
    const sum = new ExactSum();
    for (const part of [this.rounded, this.lost]) sum.addTotal(part);
    sum.addTotal(a, -meanB);
    sum.addTotal(b, -meanA);
    for (const part of [ofMeans.rounded, ofMeans.lost]) sum.addTotal(part, units);
    return sum.nearest;
  }
}

type Centre = readonly [sum: ExactSum, mean: number];

/** Sums of one value per customer, without rounding: parts of the customers add up to the same as all at once. */
export interface ValueSums {
  units: number;
  values: ExactTotal;
  squares: ProductTotal;
}

export class ExactMoments implements ValueSums {
  units = 0;
  readonly values = new ExactSum();
  readonly squares = new ExactProducts();

  add(value: number): void {
    this.units += 1;
    this.values.add(value);
    this.squares.add(value, value);
  }

  join({ units, values, squares }: ValueSums): void {
    this.units += units;
    this.values.addTotal(values);
    this.squares.join(squares);
  }

  get now(): Moments {
    const { units, values, squares } = this;
    const mean = meanOf(values, units);
    return { units, mean, centredSquares: squares.centred(units, [values, mean], [values, mean]) };
  }
}

/** The same of two values per customer: y the metric, x the covariate. */
export interface PairSums {
  units: number;
  y: ExactTotal;
  x: ExactTotal;
  yy: ProductTotal;
  xx: ProductTotal;
  xy: ProductTotal;
}

export class ExactPairs implements PairSums {
  units = 0;
  readonly y = new ExactSum();
  readonly x = new ExactSum();
  readonly yy = new ExactProducts();
  readonly xx = new ExactProducts();
  readonly xy = new ExactProducts();

  add(y: number, x: number): void {
    this.units += 1;
    this.y.add(y);
    this.x.add(x);
    this.yy.add(y, y);
    this.xx.add(x, x);
    this.xy.add(x, y);
  }

  join({ units, y, x, yy, xx, xy }: PairSums): void {
    this.units += units;
    this.y.addTotal(y);
    this.x.addTotal(x);
    this.yy.join(yy);
    this.xx.join(xx);
    this.xy.join(xy);
  }

  get now(): PairMoments {
    const { units, yy, xx, xy } = this;
    const y: Centre = [this.y, meanOf(this.y, units)];
    const x: Centre = [this.x, meanOf(this.x, units)];
    return {
      units,
      meanY: y[1],
      meanX: x[1],
      centredYY: yy.centred(units, y, y),
      centredXX: xx.centred(units, x, x),
      centredXY: xy.centred(units, x, y),
    };
  }
}

function meanOf(sum: ExactSum, units: number): number {
  return units === 0 ? 0 : sum.nearest / units;
}

/** What is kept under a key, made when it is first asked for. */
export function keptAt<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
