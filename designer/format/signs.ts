/** Signs of numbers, one way on every page. Pure. */
import type { Locale } from '../../shared/problem.ts';

/** A minus as wide as the plus. */
export function minusText(text: string): string {
  return text.replace('-', '−');
}

/** A number with the percent sign, set off as the language does. */
export function percentText(locale: Locale, text: string): string {
  return `${minusText(text)}${locale === 'en' ? ' ' : ''}%`;
}
