import { type Moments, mergeMoments } from '../../core/statistics/moments.ts';

/** Moments of all customers from those who have a value: the others' is 0. Both are read at instants of their own. */
export function withZeros(moments: Moments, units: number): Moments {
  return mergeMoments(moments, { units: Math.max(0, units - moments.units), mean: 0, centredSquares: 0 });
}
