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

/** A sum and the mean it makes, as it was rounded. */
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

  get centre(): Centre {
    const { units, values } = this;
    return [values, units === 0 ? 0 : values.nearest / units];
  }

  get now(): Moments {
    const { units, squares, centre } = this;
    return { units, mean: centre[1], centredSquares: squares.centred(units, centre, centre) };
  }
}

/** The same of two values per customer: y the metric, x the covariate. */
export interface PairSums {
  y: ValueSums;
  x: ValueSums;
  products: ProductTotal;
}

export class ExactPairs implements PairSums {
  readonly y = new ExactMoments();
  readonly x = new ExactMoments();
  readonly products = new ExactProducts();

  add(y: number, x: number): void {
    this.y.add(y);
    this.x.add(x);
    this.products.add(x, y);
  }

  join({ y, x, products }: PairSums): void {
    this.y.join(y);
    this.x.join(x);
    this.products.join(products);
  }

  get now(): PairMoments {
    const { y, x, products } = this;
    const { units, mean: meanY, centredSquares: centredYY } = y.now;
    const { mean: meanX, centredSquares: centredXX } = x.now;
    return {
      units,
      meanY,
      meanX,
      centredYY,
      centredXX,
      centredXY: products.centred(units, x.centre, y.centre),
    };
  }
}

/** What is kept under a key, made when it is first asked for. */
export function keptAt<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
