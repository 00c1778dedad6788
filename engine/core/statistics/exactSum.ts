// Sums without rounding: they are the same in whatever order and in however many parts the terms are added.
// Source: J. Shewchuk, Discrete & Computational Geometry 18 (1997) 305-363.

/** A sum as numbers that do not overlap, the smallest first; empty is 0. */
export type ExactSum = number[];

/** 2^27 + 1: cuts the 53 bits of a number into halves whose products are exact. */
const HALVING = 134_217_729;

/** Adds a finite number. */
export function addExactly(sum: ExactSum, term: number): void {
  let carried = term;
  let length = 0;
  for (let index = 0; index < sum.length; index++) {
    const part = sum[index] ?? 0;
    const total = carried + part;
    const ofPart = total - carried;
    const lost = carried - (total - ofPart) + (part - ofPart);
    if (lost !== 0) sum[length++] = lost;
    carried = total;
  }
  sum.length = length;
  if (carried !== 0) sum.push(carried);
}

/** Adds the product of two numbers, of which nothing is lost below 10^150 and above 10^-140. */
export function addProductExactly(sum: ExactSum, one: number, other: number): void {
  const product = one * other;
  const [oneHigh, otherHigh] = [highHalf(one), highHalf(other)];
  const [oneLow, otherLow] = [one - oneHigh, other - otherHigh];
  const lost = oneLow * otherLow - (product - oneHigh * otherHigh - oneLow * otherHigh - oneHigh * otherLow);
  addExactly(sum, lost);
  addExactly(sum, product);
}

/** Adds what another sum is, times a factor. */
export function addSumExactly(sum: ExactSum, other: Readonly<ExactSum>, factor = 1): void {
  for (const part of other) {
    if (factor === 1) addExactly(sum, part);
    else addProductExactly(sum, part, factor);
  }
}

/** The number nearest to the sum; of two as near, the even one. */
export function nearestTo(sum: Readonly<ExactSum>): number {
  let index = sum.length - 1;
  let nearest = sum[index] ?? 0;
  let lost = 0;
  while (index > 0 && lost === 0) {
    const [high, low] = [nearest, sum[--index] ?? 0];
    nearest = high + low;
    lost = low - (nearest - high);
  }
  // exactly halfway so far: what is below decides
  const below = sum[index - 1] ?? 0;
  const isHalfway = nearest + 2 * lost - nearest === 2 * lost;
  return isHalfway && lost * below > 0 ? nearest + 2 * lost : nearest;
}

function highHalf(value: number): number {
  const stretched = HALVING * value;
  return stretched - (stretched - value);
}
