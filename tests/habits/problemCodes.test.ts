// Goal: a problem that can be shown to a person is shown in a test.
// Method: each code is searched for, quoted, alone or before a place, in the files under tests/.
import { describe, expect, test } from 'vitest';
import { problemCodes } from '../../shared/problem.ts';
import { exists, readSources } from './sources.ts';

describe('problem codes', () => {
  test('each code occurs in a test', () => {
    const texts = readSources(['tests'], /\.(ts|tsx|json)$/).map(({ text }) => text);
    const expected = exists('tests/shared') ? Object.keys(problemCodes) : [];
    const isTested = (code: string) =>
      texts.some((text) => [`'${code}'`, `"${code}"`, `'${code} /`].some((quoted) => text.includes(quoted)));
    expect(expected.filter((code) => !isTested(code))).toEqual([]);
  });

  test('each code has a sentence in both languages, or passes on one it is given', () => {
    const isPassedOn = (sentence: string) => /^\{\w+\}$/.test(sentence);
    const isMissing = (sentence: string, letters: RegExp) => !letters.test(sentence) && !isPassedOn(sentence);
    const unspoken = Object.entries(problemCodes).filter(
      ([, words]) => isMissing(words.en, /[a-z]/) || isMissing(words['zh-CN'], /\p{Script=Han}/u),
    );
    expect(unspoken.map(([code]) => code)).toEqual([]);
  });
});
