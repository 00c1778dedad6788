import { type Moments, mergeMoments } from '../../core/statistics/moments.ts';

/** Moments of all customers from those who have a value: the others' is 0. */
export function withZeros(moments: Moments, units: number): Moments {
  return mergeMoments(moments, { units: units - moments.units, mean: 0, centredSquares: 0 });
}
