// Goal: SMS length, segments, signature and opt-out are counted as carriers count them.
// Method: a table of texts at the edges of both alphabets.
import { describe, expect, test } from 'vitest';
import { hasOptOut, measureSms, signatureOf } from '../../shared/sms.ts';

const lengths = [
  { says: 'an empty text takes no segment', text: '', alphabet: 'gsm7', length: 0, segments: 0, left: 160 },
  {
    says: '160 plain characters fit one segment',
    text: 'a'.repeat(160),
    alphabet: 'gsm7',
    length: 160,
    segments: 1,
    left: 0,
  },
  {
    says: '161 plain characters take two segments of 153',
    text: 'a'.repeat(161),
    alphabet: 'gsm7',
    length: 161,
    segments: 2,
    left: 145,
  },
  {
    says: 'a bracket takes two places in GSM-7',
    text: '['.repeat(80),
    alphabet: 'gsm7',
    length: 160,
    segments: 1,
    left: 0,
  },
  {
    says: 'an escaped character is not torn between segments',
    text: `${'a'.repeat(152)}€${'a'.repeat(152)}`,
    alphabet: 'gsm7',
    length: 306,
    segments: 3,
    left: 152,
  },
  {
    says: 'one Chinese character makes the message UCS-2',
    text: `${'a'.repeat(69)}好`,
    alphabet: 'ucs2',
    length: 70,
    segments: 1,
    left: 0,
  },
  {
    says: '71 Chinese characters take two segments of 67',
    text: '好'.repeat(71),
    alphabet: 'ucs2',
    length: 71,
    segments: 2,
    left: 63,
  },
  {
    says: '134 Chinese characters still take two segments',
    text: '好'.repeat(134),
    alphabet: 'ucs2',
    length: 134,
    segments: 2,
    left: 0,
  },
  {
    says: 'an emoji takes two places and is not torn',
    text: `${'好'.repeat(66)}🎉${'好'.repeat(10)}`,
    alphabet: 'ucs2',
    length: 78,
    segments: 2,
    left: 55,
  },
  {
    says: 'a curly apostrophe costs the cheap alphabet',
    text: 'It’s',
    alphabet: 'ucs2',
    length: 4,
    segments: 1,
    left: 66,
  },
] as const;

describe('length of an SMS', () => {
  test.each(lengths)('$says', ({ text, alphabet, length, segments, left }) => {
    expect(measureSms(text)).toMatchObject({ alphabet, length, segments, left });
  });

  test('the characters that cost the cheap alphabet are named once each', () => {
    expect(measureSms('“Hi” “you”').costly).toEqual(['“', '”']);
  });
});

const signatures = [
  { text: '【示例银行】您好', signature: '示例银行' },
  { text: '您好 拒收请回复R【示例银行】', signature: '示例银行' },
  { text: '您好【示例银行】再见', signature: null },
  { text: '【】您好', signature: null },
];
test.each(signatures)('the signature of “$text” is $signature', ({ text, signature }) => {
  expect(signatureOf(text)).toBe(signature);
});

const optOuts = [
  { text: '优惠到期 拒收请回复R', has: true },
  { text: '回T退订', has: true },
  { text: 'Reply STOP to end', has: true },
  { text: 'We stopped by', has: false },
];
test.each(optOuts)('“$text” says how to refuse: $has', ({ text, has }) => {
  expect(hasOptOut(text)).toBe(has);
});
