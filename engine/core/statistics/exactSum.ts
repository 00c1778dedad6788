// Sums without rounding: they are the same in whatever order and in however many parts the terms are added.
// Source: J. Shewchuk, Discrete & Computational Geometry 18 (1997) 305-363.

/** 2^27 + 1: cuts the 53 bits of a number into halves whose products are exact. */
const HALVING = 134_217_729;

/** A sum as numbers whose exact total it is; plain data. */
export interface ExactTotal {
  high: number;
  low: number;
  /** what two numbers cannot hold */
  rest: readonly number[];
}

export class ExactSum implements ExactTotal {
  high = 0;
  low = 0;
  rest: number[] = [];

  /** Adds a finite number. */
  add(term: number): void {
    const high = this.high + term;
    const lost = lostBy(this.high, term, high);
    const low = this.low + lost;
    const lostAgain = lostBy(this.low, lost, low);
    this.high = high;
    this.low = low;
    if (lostAgain !== 0) this.rest = withTerm(this.rest, lostAgain);
  }

  /** Adds another sum, times a factor. */
  addTotal({ high, low, rest }: ExactTotal, factor = 1): void {
    for (const part of [high, low, ...rest]) {
      this.add(part * factor);
      if (factor !== 1) this.add(lostByProduct(part, factor));
    }
  }

  /** The number nearest to the sum; of two as near, the even one. */
  get nearest(): number {
    return nearestTo([this.low, this.high].reduce(withTerm, this.rest));
  }
}

/** What rounding takes from the product of two numbers; exact below 10^150 and above 10^-140. */
export function lostByProduct(one: number, other: number): number {
  const [oneHigh, otherHigh] = [highHalf(one), highHalf(other)];
  const [oneLow, otherLow] = [one - oneHigh, other - otherHigh];
  return oneLow * otherLow - (one * other - oneHigh * otherHigh - oneLow * otherHigh - oneHigh * otherLow);
}

/** What rounding takes from the sum of two numbers. */
function lostBy(one: number, other: number, sum: number): number {
  const ofOther = sum - one;
  return one - (sum - ofOther) + (other - ofOther);
}

/** Adds a number to numbers that do not overlap, the smallest first. */
function withTerm(parts: readonly number[], term: number): number[] {
  const next: number[] = [];
  let carried = term;
  for (const part of parts) {
    const sum = carried + part;
    const lost = lostBy(carried, part, sum);
    if (lost !== 0) next.push(lost);
    carried = sum;
  }
  if (carried !== 0) next.push(carried);
  return next;
}

/** Rounds numbers that do not overlap, the smallest first, at once. */
function nearestTo(parts: readonly number[]): number {
  let index = parts.length - 1;
  let nearest = parts[index] ?? 0;
  let lost = 0;
  while (index > 0 && lost === 0) {
    const [high, low] = [nearest, parts[--index] ?? 0];
    nearest = high + low;
    lost = low - (nearest - high);
  }
  // exactly halfway so far: what is below decides
  const isOnward = Math.sign(lost) * Math.sign(parts[index - 1] ?? 0) > 0;
  const isHalfway = nearest + 2 * lost - nearest === 2 * lost;
  return isOnward && isHalfway ? nearest + 2 * lost : nearest;
}

function highHalf(value: number): number {
  const stretched = HALVING * value;
  return stretched - (stretched - value);
}
