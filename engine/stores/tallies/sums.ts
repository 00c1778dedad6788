/** Counts and moments that grow by a million customers, so they are changed and not copied. */
import type { Moments } from '../../core/statistics/moments.ts';

export class Count<Key> {
  readonly counts = new Map<Key, number>();

  add(key: Key, by = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }
}

/** Welford's sums of one value per customer. */
export class RunningMoments {
  private units = 0;
  private mean = 0;
  private centredSquares = 0;

  add(value: number): void {
    this.units += 1;
    const step = value - this.mean;
    this.mean += step / this.units;
    this.centredSquares += step * (value - this.mean);
  }

  get now(): Moments {
    return { units: this.units, mean: this.mean, centredSquares: this.centredSquares };
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
