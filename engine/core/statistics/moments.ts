// What is kept of per-unit values: count, mean and centred sums, merged without ever squaring a raw balance.
import { z } from 'zod';

export const momentsSchema = z.object({
  units: z.number().int().min(0),
  mean: z.number(),
  /** Sum of squared distances from the mean. */
  centredSquares: z.number().min(0),
});
export type Moments = z.infer<typeof momentsSchema>;

/** Two values of the same unit: y the metric, x what it is divided by or adjusted with. */
export const pairMomentsSchema = z.object({
  units: z.number().int().min(0),
  meanY: z.number(),
  meanX: z.number(),
  centredYY: z.number().min(0),
  centredXX: z.number().min(0),
  centredXY: z.number(),
});
export type PairMoments = z.infer<typeof pairMomentsSchema>;

export const noMoments: Moments = { units: 0, mean: 0, centredSquares: 0 };
export const noPairMoments: PairMoments = {
  units: 0,
  meanY: 0,
  meanX: 0,
  centredYY: 0,
  centredXX: 0,
  centredXY: 0,
};

/**
 * Moments of two disjoint groups from the moments of each; associative up to rounding.
 *
 * Source: T. Chan, G. Golub and R. LeVeque, The American Statistician 37 (1983) 242-247.
 */
export function mergeMoments(one: Moments, other: Moments): Moments {
  const { units, meanY, centredYY } = mergePairMoments(asPair(one), asPair(other));
  return { units, mean: meanY, centredSquares: centredYY };
}

function asPair({ units, mean, centredSquares }: Moments): PairMoments {
  return { ...noPairMoments, units, meanY: mean, centredYY: centredSquares };
}

/** As `mergeMoments`, for pairs. */
export function mergePairMoments(one: PairMoments, other: PairMoments): PairMoments {
  if (one.units === 0) return other;
  if (other.units === 0) return one;
  const units = one.units + other.units;
  const share = other.units / units;
  const stepY = other.meanY - one.meanY;
  const stepX = other.meanX - one.meanX;
  const weight = one.units * share;
  return {
    units,
    meanY: one.meanY + stepY * share,
    meanX: one.meanX + stepX * share,
    centredYY: one.centredYY + other.centredYY + stepY * stepY * weight,
    centredXX: one.centredXX + other.centredXX + stepX * stepX * weight,
    centredXY: one.centredXY + other.centredXY + stepX * stepY * weight,
  };
}

/** Adds one unit's value. Source: B. Welford, Technometrics 4 (1962) 419-420. */
export function addValue(moments: Moments, value: number): Moments {
  return mergeMoments(moments, { units: 1, mean: value, centredSquares: 0 });
}

/** Adds one unit's pair of values. */
export function addPair(moments: PairMoments, y: number, x: number): PairMoments {
  return mergePairMoments(moments, { ...noPairMoments, units: 1, meanY: y, meanX: x });
}

/** Sample variance, divisor n − 1; callers make sure of two units. */
export function sampleVariance({ units, centredSquares }: Moments): number {
  return centredSquares / (units - 1);
}
