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

// making a format takes longer than using it
const short: { readonly [locale in Locale]: Intl.NumberFormat } = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }),
};

/** A share as short as it can be said: `50 %`, `0.25 %`. */
export function shareText(locale: Locale, share: number): string {
  return percentText(locale, short[locale].format(100 * share));
}
