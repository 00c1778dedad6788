import { usePreferences } from '../../preferences.ts';
import { rateText } from './figureFormat.ts';

/** The level of an arm: a share in percent, or a value per customer. */
export function useLevelWords(): (level: number, isRate: boolean, digits?: number) => string {
  const locale = usePreferences((state) => state.language);
  return (level, isRate, digits) =>
    isRate
      ? rateText(locale, level, digits)
      : new Intl.NumberFormat(locale, {
          maximumFractionDigits: digits ?? (Math.abs(level) >= 100 ? 0 : 2),
        }).format(level);
}
