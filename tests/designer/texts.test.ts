// Goal: both languages say everything, with the same places for numbers and names.
// Method: walks every namespace key by key.
import { expect, test } from 'vitest';
import { texts } from '../../designer/text/i18n.ts';

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
