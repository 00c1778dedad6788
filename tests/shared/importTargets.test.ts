// Goal: a column of an import goes where its name says, the same in the browser and over the API.
// Method: column names as banks write them, alone and beside each other, with and without a mapping.
import { describe, expect, test } from 'vitest';
import { parseTarget, targetsOf, targetText } from '../../shared/importTargets.ts';

function texts(columns: string[], given: { [column: string]: string } = {}) {
  const mapping = new Map(
    Object.entries(given).flatMap(([column, text]) => {
      const target = parseTarget(text);
      return target ? [[column, target] as const] : [];
    }),
  );
  return targetsOf(columns, mapping).map((target) => target && targetText(target));
}

describe('a column', () => {
  test.each([
    ['id', 'id'],
    ['customer_id', 'id'],
    ['客户号', 'id'],
    ['phone', 'addresses.sms'],
    ['Mobile', 'addresses.sms'],
    ['手机号', 'addresses.sms'],
    ['E-mail', 'addresses.email'],
    ['邮箱', 'addresses.email'],
    ['Time Zone', 'timeZone'],
    ['标签', 'tags'],
    ['姓名', 'attributes.name:text'],
    ['name', 'attributes.name'],
    ['addresses.wechat', 'addresses.wechat'],
    ['consent.push', 'consent.push'],
    ['consent.sms.marketing', 'consent.sms.marketing'],
    ['consent', 'attributes.consent'],
    ['attributes.age', 'attributes.age'],
    ['attributes.age:number', 'attributes.age:number'],
    ['Last contact date', 'attributes.Last_contact_date'],
    ['city.name', 'attributes.city_name'],
    ['$odd', 'attributes.odd'],
    ['', null],
    ['-', 'attributes.-'],
    ['__proto__', null],
    ['event', null],
  ])('%j goes to %s', (column, target) => {
    expect(texts([column])).toEqual([target]);
  });
});

describe('columns beside each other', () => {
  test('fill one place once: the first guess stands, the others become attributes', () => {
    expect(texts(['customerId', 'profile_id', 'phone', 'mobile'])).toEqual([
      'id',
      'attributes.profile_id',
      'addresses.sms',
      'attributes.mobile',
    ]);
  });

  test('never write the same attribute twice', () => {
    expect(texts(['姓名', 'name'])).toEqual(['attributes.姓名', 'attributes.name']);
    expect(texts(['姓名', '客户姓名'])).toEqual(['attributes.name:text', 'attributes.客户姓名']);
  });

  test('named exactly go before a guess, wherever they stand', () => {
    expect(texts(['customerId', 'id', 'phone', 'addresses.sms'])).toEqual([
      'attributes.customerId',
      'id',
      'attributes.phone',
      'addresses.sms',
    ]);
  });

  test('mapped go where the mapping says, and what it fills is not guessed again', () => {
    expect(texts(['phone', 'mobile', 'no', 'id'], { mobile: 'addresses.sms', no: 'id', id: '-' })).toEqual([
      'attributes.phone',
      'addresses.sms',
      'id',
      '-',
    ]);
  });
});

test.each(['nowhere', 'addresses', 'addresses.9', 'attributes.', 'attributes.a b', 'consent.sms.a.b', ''])(
  '%j is no target',
  (text) => {
    expect(parseTarget(text)).toBeNull();
  },
);
