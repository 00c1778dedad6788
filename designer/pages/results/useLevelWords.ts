import { usePreferences } from '../../preferences.ts';
import { fixedText, numberText, rateText } from './figureFormat.ts';

/** The level of an arm: a share in percent, or a value per customer. */
export function useLevelWords(): (level: number, isRate: boolean, digits?: number) => string {
  const locale = usePreferences((state) => state.language);
  return (level, isRate, digits) =>
    isRate
      ? rateText(locale, level, digits)
      : digits === undefined
        ? numberText(locale, level, Math.abs(level) >= 100 ? 0 : 2)
        : fixedText(locale, level, digits);
}
