// Goal: what is set from outside is read once, checked as a whole, and refused in words.
// Method: environments as tables; the language of a request likewise.
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isLoopback, readConfig } from '../../server/config.ts';
import { preferredLocale } from '../../server/http/preferredLocale.ts';

describe('the environment', () => {
  test('has defaults for everything', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      config: { host: '127.0.0.1', port: 4400, dataFolder: resolve('./data'), plugins: [], logLevel: 'info' },
    });
  });

  test('is read into absolute paths', () => {
    const read = readConfig({ THROUGHLINE_DATA: 'x/y', THROUGHLINE_PLUGINS: './a.mjs, /b.mjs,', PORT: '0' });
    expect(read).toMatchObject({
      ok: true,
      config: { port: 0, dataFolder: join(process.cwd(), 'x/y'), plugins: [resolve('a.mjs'), '/b.mjs'] },
    });
  });

  test('is refused with every reason at once', () => {
    const read = readConfig({ HOST: '0.0.0.0', PORT: '70000', THROUGHLINE_LOG: 'loud' });
    expect(read).toMatchObject({ ok: false });
    expect(read.ok ? [] : read.reasons).toHaveLength(3);
  });

  test.each(['127.0.0.1', '127.9.8.7', '::1', 'localhost'])('%s is loopback', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  test.each(['0.0.0.0', '::', '192.168.1.2', 'example.com', '127.0.0.1.example.com', '127.1', ''])(
    '%j is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr, zh-CN;q=0.3, en;q=0.2', 'zh-CN'],
  ['zh;q=0, en', 'en'],
  ['*', 'en'],
  ['de', 'en'],
])('Accept-Language %j is answered in %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});
