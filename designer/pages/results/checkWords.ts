/** What a check measured and where it fails, as texts. Pure. */
import type { Check } from '../../../shared/experiment/check.ts';
import type { Locale } from '../../../shared/problem.ts';
import { unitText } from '../../format/unitText.ts';
import { numberText, pText, rateDigits, rateText } from './figureFormat.ts';

type Unit = Check['unit'];

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

const spans: readonly (readonly [seconds: number, unit: string])[] = [
  [DAY_S, 'day'],
  [HOUR_S, 'hour'],
  [MINUTE_S, 'minute'],
  [0, 'second'],
];

function spanText(locale: Locale, seconds: number): string {
  const [size, unit] = spans.find(([from]) => seconds >= from) ?? [0, 'second'];
  const amount = size === 0 ? seconds : seconds / size;
  return unitText(locale, unit, amount, amount < 10 ? 1 : 0);
}

/** A figure of a check, without words around it. */
export function checkFigure(locale: Locale, value: number, unit: Unit): string {
  switch (unit) {
    case 'pValue':
      return pText(value);
    case 'share':
      return rateText(locale, value, value === 0 ? 0 : Math.min(2, rateDigits([value])));
    case 'seconds':
      return spanText(locale, value);
    case 'standardErrors':
      return numberText(locale, value, 2);
    default:
      return new Intl.NumberFormat(locale).format(value);
  }
}

type Detail = Check['details'][number];

/** Details that are shares of customers; the others are counts and means. */
const shareKinds: ReadonlySet<Detail['kind']> = new Set([
  'before',
  'ineligible',
  'messages',
  'simpson',
  'split',
  'carried30',
  'carried60',
]);

/** A figure behind a check. */
export function detailFigure(locale: Locale, kind: Detail['kind'], value: number): string {
  return shareKinds.has(kind) ? rateText(locale, value) : numberText(locale, value, 1);
}

/** Details of an arm name it by its id. */
const armKinds: ReadonlySet<Detail['kind']> = new Set([
  'arm',
  'worth',
  'stray',
  'before',
  'covariate',
  'ineligible',
  'messages',
  'simpson',
  'carried30',
  'carried60',
]);

/** Whether the label of a detail is an arm. */
export function isOfArm({ kind }: Detail): boolean {
  return armKinds.has(kind);
}
