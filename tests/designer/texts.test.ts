// Goal: both languages say everything, with the same places for numbers and names.
// Method: walks every namespace key by key, and the sources for signs written past the formatter.
import { expect, test } from 'vitest';
import { startText, texts } from '../../designer/text/i18n.ts';
import { wordsOf } from '../../designer/text/useEditorWords.ts';
import type { Locale } from '../../shared/problem.ts';
import { readSources } from '../habits/sources.ts';

type Leaves = Map<string, string>;

function leavesOf(words: object, path = ''): Leaves {
  const leaves: Leaves = new Map();
  for (const [key, value] of Object.entries(words)) {
    const place = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') leaves.set(place, value);
    else for (const [inner, text] of leavesOf(value as object, place)) leaves.set(inner, text);
  }
  return leaves;
}

const placesIn = (text: string) => [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name).sort();
const namespaces = Object.entries(texts).map(([name, words]) => ({ name, words }));

test.each(namespaces)('$name: Chinese says every key that English says', ({ words }) => {
  const english = [...leavesOf(words.en).keys()].filter((key) => !key.endsWith('_one'));
  expect([...leavesOf(words['zh-CN']).keys()].sort()).toEqual(english.sort());
});

test.each(namespaces)('$name: a sentence has the same places in both languages', ({ words }) => {
  const english = leavesOf(words.en);
  for (const [key, chinese] of leavesOf(words['zh-CN'])) {
    // a count may be said without its number where English says "a" or "an"
    expect({ key, places: placesIn(chinese) }).toEqual({ key, places: placesIn(english.get(key) ?? '') });
  }
});

test.each(namespaces)('$name: nothing is left unsaid', ({ words }) => {
  for (const language of ['en', 'zh-CN'] as const) {
    for (const [key, text] of leavesOf(words[language]))
      expect(text.trim(), `${language} ${key}`).not.toBe('');
  }
});

test.each(namespaces)('$name: a percent sign is set off in English and not in Chinese', ({ words }) => {
  const wrong = { en: /[\d}]%/, 'zh-CN': /[\d}]\s%/ };
  for (const language of ['en', 'zh-CN'] as const) {
    for (const [key, text] of leavesOf(words[language]))
      expect({ key, isWrong: wrong[language].test(text) }).toEqual({ key, isWrong: false });
  }
});

// a sign without a space may be a length
const ownSigns = /style: 'percent'|[\d}] %['`<]/;

const code = (text: string) => text.replaceAll(/\/\*.*?\*\//gs, '');

test('a percent is written by one formatter on every page', () => {
  const pages = readSources(['designer'], /\.tsx?$/).filter(({ path }) => !path.startsWith('designer/text/'));
  const found = pages.filter(
    ({ path, text }) => path !== 'designer/format/signs.ts' && ownSigns.test(code(text)),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});

test.each<[number, Locale, string]>([
  [0.1, 'en', '10 %'],
  [0.1, 'zh-CN', '10%'],
  [0.8049, 'en', '80.49 %'],
  [1, 'zh-CN', '100%'],
])('the editor writes a share of %d in %s as “%s”', (share, locale, text) => {
  expect(wordsOf(startText(locale), locale).percent(share)).toBe(text);
});
