import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotComputable } from '../../../shared/statistic.ts';
import { shareText } from '../../format/signs.ts';
import { usePreferences } from '../../preferences.ts';
import type { Range, Scale } from './effectScale.ts';
import {
  chanceText,
  lossText,
  moneyText,
  pStatement,
  rateText,
  roundText,
  signedText,
} from './figureFormat.ts';

/** Figures of an analysis as text in the chosen language. */
export interface EffectWords {
  rate(share: number, digits?: number): string;
  /** a signed count */
  whole(value: number): string;
  chance(chance: number): string;
  /** something given up: small amounts are said to be below a bound */
  loss(amount: number): string;
  /** the same in money */
  lossMoney(amount: number, currency: string): string;
  /** a share as short as it can be said */
  roundShare(share: number): string;
  /** of a p-value, as a statement */
  p(value: number | null): string;
  money(amount: number, currency: string, how?: { isSigned?: boolean; digits?: number }): string;
  /** a number of a scale without its unit, signed */
  bare(value: number, scale: Scale, digits?: number): string;
  /** a round number of an axis */
  axis(value: number, scale: Scale): string;
  /** `+0.4 … +2.0`, to the digits of the estimate beside it */
  range(range: Range, scale: Scale, digits: number): string;
  /** with its unit: `+1.2 points` */
  effect(value: number, scale: Scale, digits?: number): string;
  /** what the numbers of a scale are, for the head of a column */
  unit(scale: Scale): string;
  /** why there is no number */
  missing(interval: { state: 'computed' } | NotComputable): string;
}

/** A loss below it is only said to be. */
const LOSS_MONEY_SHOWN_MIN = 0.01;

export function useEffectWords(): EffectWords {
  const { t } = useTranslation('effect');
  const locale = usePreferences((state) => state.language);
  return useMemo(() => {
    const bare: EffectWords['bare'] = (value, { currency }, digits) =>
      currency === null
        ? signedText(locale, value, digits)
        : moneyText(locale, value, { currency, isSigned: true }, digits);
    return {
      bare,
      axis: (value, { currency }) =>
        currency === null ? roundText(locale, value) : moneyText(locale, value, { currency, isSigned: true }),
      rate: (share, digits) => rateText(locale, share, digits),
      loss: (amount) => lossText(locale, amount),
      lossMoney: (amount, currency) =>
        amount < LOSS_MONEY_SHOWN_MIN
          ? `< ${moneyText(locale, LOSS_MONEY_SHOWN_MIN, { currency })}`
          : moneyText(locale, amount, { currency }),
      roundShare: (share) => shareText(locale, share),
      whole: (value) => signedText(locale, Math.round(value), 0),
      chance: (chance) => chanceText(locale, chance),
      p: (value) => (value === null ? '–' : pStatement(value)),
      money: (amount, currency, { isSigned = false, digits } = {}) =>
        moneyText(locale, amount, { currency, isSigned }, digits),
      range: ({ lower, upper }, scale, digits) =>
        `${bare(lower, scale, digits)} … ${bare(upper, scale, digits)}`,
      effect: (value, scale, digits) => t(`said.${scale.unit}`, { value: bare(value, scale, digits) }),
      unit: ({ id, unit, currency }) =>
        unit === 'value' && id === 'perThousand'
          ? t('unit.valuePerThousand')
          : t(`unit.${unit}`, { currency: currency ?? '' }),
      missing: (interval) => (interval.state === 'computed' ? '' : t(`reason.${interval.reason}`)),
    };
  }, [t, locale]);
}
