/** Numbers as a reader of results takes them in: sensible digits, a sign. Pure; the words around them come from texts. */
import type { Locale } from '../../../shared/problem.ts';
import { minusText, percentText } from '../../format/signs.ts';

const DIGITS_MAX = 5;
/** Below this a p-value is only said to be below it. */
const P_SHOWN_MIN = 0.001;

const clamp = (digits: number) => Math.min(DIGITS_MAX, Math.max(0, Math.ceil(digits)));

/** Digits after the point for numbers shown together: few, but never so few that one that is not 0 reads as 0. */
export function digitsFor(values: readonly number[]): number {
  const sizes = values.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  if (sizes.length === 0) return 0;
  const largest = Math.max(...sizes);
  const enough = largest >= 100 ? 0 : largest >= 1 ? 1 : 1 - Math.log10(largest);
  const toSeeTheSmallest = Math.log10(0.5 / Math.min(...sizes));
  // an end of an interval a thousandth of the other is as good as 0
  return clamp(Math.max(enough, Math.min(toSeeTheSmallest, enough + 2)));
}

/** Digits of rates shown together, in percent: three figures of the largest say enough. */
export function rateDigits(shares: readonly number[]): number {
  const largest = 100 * Math.max(0, ...shares.filter(Number.isFinite));
  return largest === 0 ? 1 : clamp(2 - Math.floor(Math.log10(largest)));
}

// making a format takes longer than using it
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

const fixedTo = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `4.13 %` of 0.0413. */
export function rateText(locale: Locale, share: number, digits = rateDigits([share])): string {
  return percentText(locale, formatOf(locale, fixedTo(digits)).format(100 * share));
}

/** A plain number beside others of so many digits. */
export function fixedText(locale: Locale, value: number, digits: number): string {
  return minusText(formatOf(locale, fixedTo(digits)).format(value));
}

/** A plain number. */
export function numberText(locale: Locale, value: number, maximumFractionDigits: number): string {
  return minusText(formatOf(locale, { maximumFractionDigits }).format(value));
}

/** Chances nobody should take for certainty: said to be beyond these. */
const CHANCE_MAX = 0.999;

/** A chance; `> 99.9 %` rather than certainty. */
export function chanceText(locale: Locale, chance: number): string {
  if (chance > CHANCE_MAX) return `> ${rateText(locale, CHANCE_MAX, 1)}`;
  if (chance < 1 - CHANCE_MAX) return `< ${rateText(locale, 1 - CHANCE_MAX, 1)}`;
  return rateText(locale, chance, 1);
}

const LOSS_SHOWN_MIN = 0.001;

/** Something given up; `< 0.001` rather than nothing. */
export function lossText(locale: Locale, amount: number): string {
  const bound = formatOf(locale, { maximumFractionDigits: 3 });
  if (amount < LOSS_SHOWN_MIN) return `< ${bound.format(LOSS_SHOWN_MIN)}`;
  return formatOf(locale, { maximumSignificantDigits: 3 }).format(amount);
}

/** `+1.2`, `−0.3`, `0`. */
export function signedText(locale: Locale, value: number, digits = digitsFor([value])): string {
  const text = formatOf(locale, { ...fixedTo(digits), signDisplay: 'exceptZero' }).format(value);
  return minusText(text);
}

/** A round number as short as it can be said, signed: `+0.05`. */
export function roundText(locale: Locale, value: number): string {
  const text = formatOf(locale, { maximumFractionDigits: DIGITS_MAX, signDisplay: 'exceptZero' }).format(
    value,
  );
  return minusText(text);
}

/** `0.003`, `< 0.001`: never 0, and no more digits than it deserves. */
export function pText(p: number): string {
  if (p < P_SHOWN_MIN) return `< ${P_SHOWN_MIN}`;
  return p > 0.9995 ? '1' : p.toFixed(3);
}

/** The same as a statement: `p = 0.003`, `p < 0.001`. */
export function pStatement(p: number): string {
  return p < P_SHOWN_MIN ? `p ${pText(p)}` : `p = ${pText(p)}`;
}

/** Digits of amounts shown together: whole from a hundred on, unless one would then read as 0. */
export function moneyDigits(amounts: readonly number[]): number {
  const sizes = amounts.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  return sizes.length === 0 || (Math.max(...sizes) >= 100 && Math.min(...sizes) >= 0.5) ? 0 : 2;
}

/** Digits of numbers of a scale shown together. */
export function figureDigits(values: readonly number[], currency: string | null): number {
  return currency === null ? digitsFor(values) : moneyDigits(values);
}

/** An amount of money. */
export function moneyText(
  locale: Locale,
  amount: number,
  { currency, isSigned = false }: { currency: string; isSigned?: boolean },
  digits = moneyDigits([amount]),
): string {
  const text = formatOf(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    signDisplay: isSigned ? 'exceptZero' : 'auto',
    ...fixedTo(digits),
  }).format(amount);
  return minusText(text);
}
