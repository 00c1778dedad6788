// Goal: in Chinese sentences Latin names and numbers stand apart from the words, Chinese names do not.
// Method: sentences with values put in, one by one, and one of the product's own texts.
import { expect, test } from 'vitest';
import { startText } from '../../../designer/text/i18n.ts';
import { spaced } from '../../../designer/text/spaceValues.ts';

test.each([
  { text: 'deadline让更多客户', values: ['deadline'], says: 'deadline 让更多客户' },
  { text: '在“goal”上，A不如B。', values: ['A', 'B'], says: '在“goal”上，A 不如 B。' },
  { text: '短信让更多客户', values: ['短信'], says: '短信让更多客户' },
  { text: '约有12%是虚假的', values: ['12%'], says: '约有 12% 是虚假的' },
  { text: '约有 12% 是虚假的', values: ['12%'], says: '约有 12% 是虚假的' },
  { text: 'A brings more than B.', values: ['A', 'B'], says: 'A brings more than B.' },
])('$text', ({ text, values, says }) => {
  expect(spaced(text, values)).toBe(says);
});

test('every text is spaced so', async () => {
  const text = startText('zh-CN');
  await text.changeLanguage('zh-CN');
  expect(text.t('sentence.loser', { ns: 'verdict', arm: 'deadline', against: '对照组', goal: 'paid' })).toBe(
    '在“paid”上，deadline 不如对照组。',
  );
});
