import type { SplitResult } from '../../../shared/api/results.ts';

export type Comparison = SplitResult['comparisons'][number];
/** What a comparison lets one say; `open` is not "no difference", only not enough evidence. */
export type Reading = 'notComputable' | 'higher' | 'lower' | 'open';

const ALPHA = 0.05;

/** The more careful of the two tests decides where counts are small. */
export function readingOf({ difference, p, exactP }: Comparison): Reading {
  if (difference === null || p === null) return 'notComputable';
  if (exactP !== null && exactP >= ALPHA) return 'open';
  if (difference.low > 0) return 'higher';
  if (difference.high < 0) return 'lower';
  return 'open';
}

const P_SHOWN_MIN = 0.0001;

/** A p-value as it is written: never 0, and no more digits than it deserves. */
export function pText(p: number): string {
  if (p < P_SHOWN_MIN) return `< ${P_SHOWN_MIN}`;
  return p < 0.01 ? p.toFixed(4) : p.toFixed(3);
}

/** The same after the letter p: `= 0.412`, `< 0.0001`. */
export function pSign(p: number): string {
  return p < P_SHOWN_MIN ? pText(p) : `= ${pText(p)}`;
}
