import type { Locale } from '../../shared/problem.ts';

// making a format takes longer than all else a card needs
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: Locale, unit: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${unit} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

/**
 * An amount of time in words: `7 days`, `7 天`, set off from the unit as all other words of the pages are.
 *
 * @param unit  as `Intl` names it: `day`, `minute`
 */
export function unitText(locale: Locale, unit: string, amount: number, digits = 0): string {
  return formatOf(locale, unit, digits)
    .format(amount)
    .replace(/(?<=\d)(?=\p{Script=Han})/u, ' ');
}
