import type { Scheme } from './firstChoice.ts';

/** Every colour of the product. Text colours hold 4.5:1 on the surfaces they are used on (tests/designer/palette). */
export interface Palette {
  /** behind everything */
  ground: string;
  /** cards, tables, navigation */
  surface: string;
  /** popups, and rows pointed at */
  raised: string;
  /** quiet areas inside a surface: table heads, code */
  sunken: string;
  line: string;
  lineSoft: string;
  text: string;
  textSoft: string;
  textFaint: string;
  accent: string;
  accentHover: string;
  accentPressed: string;
  /** text on the accent */
  onAccent: string;
  accentSoft: string;
  good: string;
  goodSoft: string;
  warn: string;
  warnSoft: string;
  bad: string;
  badSoft: string;
  note: string;
  noteSoft: string;
  /** series of charts, told apart also without hue */
  series: readonly string[];
}

export const palettes: { readonly [scheme in Scheme]: Palette } = {
  light: {
    ground: '#f4f6f7',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#f7f8f9',
    line: '#dbe1e5',
    lineSoft: '#e9edf0',
    text: '#14212b',
    textSoft: '#465662',
    textFaint: '#5d6c78',
    accent: '#0d5c70',
    accentHover: '#13758d',
    accentPressed: '#084555',
    onAccent: '#ffffff',
    accentSoft: '#e3f0f3',
    good: '#1c6e43',
    goodSoft: '#e5f3ea',
    warn: '#8a5200',
    warnSoft: '#fdf1dc',
    bad: '#ac2a22',
    badSoft: '#fbe9e7',
    note: '#35569c',
    noteSoft: '#e9eef9',
    series: ['#0d5c70', '#b8621b', '#6a4fa3', '#2f7d4f', '#a33a5e', '#5d6c78'],
  },
  dark: {
    ground: '#0e1418',
    surface: '#161d23',
    raised: '#1e272e',
    sunken: '#121a1f',
    line: '#2c3841',
    lineSoft: '#232d35',
    text: '#e6edf1',
    textSoft: '#b3c0c9',
    textFaint: '#91a1ac',
    accent: '#5cc0d4',
    accentHover: '#7fd2e2',
    accentPressed: '#3fa5ba',
    onAccent: '#05222b',
    accentSoft: '#15343d',
    good: '#6fcf97',
    goodSoft: '#14301f',
    warn: '#eab765',
    warnSoft: '#382810',
    bad: '#f59089',
    badSoft: '#3d1b19',
    note: '#9ab6f2',
    noteSoft: '#1c2a45',
    series: ['#5cc0d4', '#f0a35c', '#b59bea', '#7fd09f', '#ee8fae', '#91a1ac'],
  },
};

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The palette as custom properties `--tl-…`, for the style sheets. */
export function paletteVariables(palette: Palette): [name: string, value: string][] {
  return Object.entries(palette).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`--tl-${kebab(name)}`, value]]
      : (value as readonly string[]).map((colour, index) => [`--tl-${kebab(name)}-${index + 1}`, colour]),
  );
}
