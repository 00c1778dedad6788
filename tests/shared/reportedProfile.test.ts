// Goal: an address nobody could be reached at is refused where it comes in, and no other one is.
// Method: addresses of every channel as systems write them, parsed as a reported customer.
import { describe, expect, test } from 'vitest';
import { parseBy } from '../../shared/parse.ts';
import { reportedProfileSchema } from '../../shared/reportedProfile.ts';

function problemsWith(addresses: unknown) {
  const parsed = parseBy(reportedProfileSchema, { id: 'c1', addresses }, { pointer: '' });
  return parsed.ok ? [] : parsed.problems.map(({ code, pointer }) => `${code} ${pointer}`);
}

describe('an address', () => {
  test.each([
    ['sms', '+8613800000001'],
    ['sms', '13800000001'],
    ['sms', '+86 138-0000-0001'],
    ['sms', '(021) 6270.1234'],
    ['sms', '110'],
    ['email', 'c1@example.test'],
    ['email', 'root@localhost'],
    ['email', '王伟@例子.测试'],
    ['email', '"odd one"@example.test'.replace(' ', '.')],
    ['push', 'device-1'],
    ['wechat', 'oABC_1-2'],
    ['pigeon', 'any text at all'],
  ])('of %s like %s is taken', (channel, address) => {
    expect(problemsWith({ [channel]: address })).toEqual([]);
  });

  test.each([
    ['sms', 'abc', 'wrong-phone'],
    ['sms', '12', 'wrong-phone'],
    ['sms', '+', 'wrong-phone'],
    ['sms', '1234567890123456', 'wrong-phone'],
    ['sms', '138 0000 000x', 'wrong-phone'],
    ['sms', 'c1@example.test', 'wrong-phone'],
    ['email', 'x', 'wrong-email'],
    ['email', '@example.test', 'wrong-email'],
    ['email', 'a@', 'wrong-email'],
    ['email', 'a@b@c', 'wrong-email'],
    ['email', 'a b@c', 'wrong-email'],
    ['email', 'a@b\r\nBcc: z@y', 'wrong-text'],
    ['push', '\ud800', 'wrong-text'],
    ['push', '', 'missing-field'],
  ])('of %s like %j is refused as %s, with its place', (channel, address, code) => {
    expect(problemsWith({ [channel]: address })).toContain(`${code} /addresses/${channel}`);
  });

  test('names no channel that reaches a prototype', () => {
    expect(problemsWith({ constructor: 'x' })).toEqual(['forbidden-name /addresses/constructor']);
    expect(problemsWith(JSON.parse('{"__proto__":"x"}'))).toEqual(['forbidden-name /addresses/__proto__']);
  });
});
