import type { Palette } from '../palette.ts';

export interface ChartText {
  color: string;
  fontFamily: string;
  fontSize: number;
}

/** A canvas does not inherit the page's font: it is told. */
export function chartText(palette: Palette): ChartText {
  const shown = typeof document === 'undefined' ? null : document.querySelector('.tl-app');
  const fontFamily = shown === null ? 'sans-serif' : getComputedStyle(shown).fontFamily;
  return { color: palette.textSoft, fontFamily, fontSize: 12 };
}
