// Goal: a download's name says what it is in the reader's own script, and every system can keep a file of that name.
// Method: names by table; the headers read back by the rules of RFC 6266 and RFC 8187.
import { describe, expect, test } from 'vitest';
import { contentDisposition, fileName } from '../../server/http/contentDisposition.ts';

test.each([
  { parts: ['Term-deposit offer', 'ab', '2026-11-22'], name: 'Term-deposit-offer_ab_2026-11-22.csv' },
  { parts: ['定期存款优惠', 'ab', '2026-11-22'], name: '定期存款优惠_ab_2026-11-22.csv' },
  { parts: ['A/B: "who\\what?" <1|2>*', 'ab'], name: 'A-B-who-what-1-2_ab.csv' },
  { parts: [' ..secret\n\u0000 ', 'ab'], name: 'secret_ab.csv' },
  { parts: ['??', 'ab'], name: 'ab.csv' },
  { parts: ['很'.repeat(80), 'ab'], name: `${'很'.repeat(40)}_ab.csv` },
  { parts: ['😀'.repeat(80), 'ab'], name: `${'😀'.repeat(40)}_ab.csv` },
])('$parts make $name', ({ parts, name }) => {
  expect(fileName(parts, '.csv')).toBe(name);
});

describe('the header', () => {
  test('has a plain name and the whole one, encoded', () => {
    const header = contentDisposition('attachment', "定期 (o'ne)*.csv", 'offer.csv');
    expect(header).toBe(
      'attachment; filename="offer.csv"; filename*=UTF-8\'\'%E5%AE%9A%E6%9C%9F%20%28o%27ne%29%2A.csv',
    );
    expect(header).toMatch(/^[\x20-\x7e]+$/);
  });
});
