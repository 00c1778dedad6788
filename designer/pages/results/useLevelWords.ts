import { usePreferences } from '../../preferences.ts';
import { numberText, rateText } from './figureFormat.ts';

/** The level of an arm: a share in percent, or a value per customer. */
export function useLevelWords(): (level: number, isRate: boolean, digits?: number) => string {
  const locale = usePreferences((state) => state.language);
  return (level, isRate, digits) =>
    isRate
      ? rateText(locale, level, digits)
      : numberText(locale, level, digits ?? (Math.abs(level) >= 100 ? 0 : 2));
}
