// Goal: text is readable in both themes (WCAG 2.2 AA).
// Method: contrast of every text colour on every surface it is used on, by the formula of WCAG.
import { expect, test } from 'vitest';
import { type Palette, palettes } from '../../designer/palette.ts';

const AA = 4.5;
/** WCAG 1.4.11, for marks and lines of charts */
const GRAPHICS = 3;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

type Colour = Exclude<keyof Palette, 'series'>;
const surfaces = ['ground', 'surface', 'raised', 'sunken'] as const;
const texts = ['text', 'textSoft', 'textFaint', 'accent', 'good', 'warn', 'bad', 'note'] as const;
const pairs: readonly (readonly [text: Colour, on: Colour])[] = [
  ...texts.flatMap((text) => surfaces.map((on) => [text, on] as const)),
  ['onAccent', 'accent'],
  ['onAccent', 'accentHover'],
  ['accent', 'accentSoft'],
  ['text', 'accentSoft'],
  ['textSoft', 'accentSoft'],
  ['good', 'goodSoft'],
  ['warn', 'warnSoft'],
  ['bad', 'badSoft'],
  ['text', 'badSoft'],
  ['textSoft', 'badSoft'],
  ['note', 'noteSoft'],
  ['textSoft', 'lineSoft'],
];

const rows = (['light', 'dark'] as const).flatMap((scheme) =>
  pairs.map(([text, on]) => ({ scheme, text, on, palette: palettes[scheme] })),
);

test.each(rows)('$scheme: $text on $on is readable', ({ text, on, palette }) => {
  expect(contrast(palette[text], palette[on])).toBeGreaterThanOrEqual(AA);
});

test.each(['light', 'dark'] as const)('%s: every series of a chart stands out from its surface', (scheme) => {
  const { series, surface } = palettes[scheme];
  for (const colour of series) expect(contrast(colour, surface)).toBeGreaterThanOrEqual(GRAPHICS);
});
