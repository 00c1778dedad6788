/** Shares of arms in percent, two decimals; inside they are hundredths, so that they add up exactly. */

const WHOLE = 10_000;

const toHundredths = (share: number) => Math.round(share * 100);
const toShares = (hundredths: readonly number[]) => hundredths.map((part) => part / 100);

/** Splits a whole number by weights; what rounding leaves over goes to the largest remainders. */
function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (sum === 0 ? total / weights.length : (total * weight) / sum));
  const parts = exact.map(Math.floor);
  let left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left--;
  }
  return parts;
}

/** One share set; the others keep their proportions within what is left. */
export function setShare(shares: readonly number[], index: number, share: number): number[] {
  const wanted = Math.min(WHOLE, Math.max(0, toHundredths(share)));
  const others = shares.flatMap((other, at) => (at === index ? [] : [toHundredths(other)]));
  if (others.length === 0) return toShares([WHOLE]);
  const rest = apportion(WHOLE - wanted, others);
  return toShares([...rest.slice(0, index), wanted, ...rest.slice(index)]);
}

/** One more arm, with an even part taken from the others. */
export function addShare(shares: readonly number[]): number[] {
  return setShare([...shares, 0], shares.length, 100 / (shares.length + 1));
}

/** One arm less; its part goes to the others. */
export function removeShare(shares: readonly number[], index: number): number[] {
  const others = shares.filter((_, at) => at !== index).map(toHundredths);
  return others.length === 0 ? [] : toShares(apportion(WHOLE, others));
}

export function evenShares(count: number): number[] {
  return toShares(
    apportion(
      WHOLE,
      Array.from({ length: count }, () => 1),
    ),
  );
}

export function totalOf(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + toHundredths(share), 0) / 100;
}
