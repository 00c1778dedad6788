// Goal: a number of a result says as much as it knows, and never more or less.
// Method: tables of numbers beside the text a reader sees, in both languages.
import { describe, expect, test } from 'vitest';
import {
  chanceText,
  digitsFor,
  lossText,
  moneyDigits,
  moneyText,
  pStatement,
  rateText,
  signedText,
} from '../../../../designer/pages/results/figureFormat.ts';
import type { Locale } from '../../../../shared/problem.ts';

describe('a p-value', () => {
  test.each([
    [0.412, 'p = 0.412'],
    [0.003, 'p = 0.003'],
    [0.001, 'p = 0.001'],
    [0.000999, 'p < 0.001'],
    [1e-300, 'p < 0.001'],
    [0, 'p < 0.001'],
    [1, 'p = 1'],
  ])('of %d is written “%s”', (p, text) => {
    expect(pStatement(p)).toBe(text);
  });
});

describe('a rate', () => {
  test.each<[number, Locale, string]>([
    [0.0413, 'en', '4.13 %'],
    [0.0413, 'zh-CN', '4.13%'],
    [0.413, 'en', '41.3 %'],
    [0.00072, 'en', '0.0720 %'],
    [0, 'en', '0.0 %'],
  ])('of %d in %s is “%s”', (share, locale, text) => {
    expect(rateText(locale, share)).toBe(text);
  });
});

describe('effects shown together have as many digits as it takes', () => {
  test.each([
    { says: 'points', values: [1.2, 0.4, 2.0], digits: 1 },
    { says: 'an end just above 0 is not rounded to 0', values: [1.2, 0.04, 2.0], digits: 2 },
    { says: 'an end that is as good as 0 costs no more digits', values: [1.2, 0.000001, 2.0], digits: 3 },
    { says: 'small effects', values: [0.012, 0.004], digits: 3 },
    { says: 'large sums', values: [3904, 1460, 6348], digits: 0 },
    { says: 'nothing at all', values: [0, 0], digits: 0 },
  ])('$says', ({ values, digits }) => {
    expect(digitsFor(values)).toBe(digits);
  });
});

test.each<[number, string]>([
  [1.2, '+1.2'],
  [-0.3, '−0.30'],
  [0, '0'],
])('an effect of %d has a sign: %s', (value, text) => {
  expect(signedText('en', value)).toBe(text);
});

test.each<[number, string]>([
  [0.99999, '> 99.9 %'],
  [0.951, '95.1 %'],
  [0.00001, '< 0.1 %'],
])('a chance of %d is never certainty: %s', (chance, text) => {
  expect(chanceText('en', chance)).toBe(text);
});

test.each<[number, string]>([
  [1.21987, '1.22'],
  [0.0000012, '< 0.001'],
])('a loss of %d is written %s', (amount, text) => {
  expect(lossText('en', amount)).toBe(text);
});

test.each<[number, boolean, Locale, string]>([
  [3904.4, true, 'en', '+¥3,904'],
  [-28.687, true, 'en', '−¥28.69'],
  [0, false, 'zh-CN', '¥0'],
])('%d is money (signed %s) in %s: %s', (amount, isSigned, locale, text) => {
  expect(moneyText(locale, amount, { currency: 'CNY', isSigned })).toBe(text);
});

test.each<[number[], number]>([
  [[4253, 1521, 6985], 0],
  [[80, 14.2, 145.8], 0],
  [[120, 0.3], 2],
  [[47.5, -3, 98], 2],
  [[0, 0], 0],
])('amounts shown together, %j, have %d digits', (amounts, digits) => {
  expect(moneyDigits(amounts)).toBe(digits);
});
