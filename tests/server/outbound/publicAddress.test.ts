// Goal: only addresses of the public internet count as public, however they are written or wrapped.
// Method: samples and edges of every special range, in the IPv4 and IPv6 forms that lead to them.
import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../server/outbound/publicAddress.ts';

/** First and last address of each range that is not the public internet. */
const privateV4 = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['169.254.169.254', '169.254.169.253'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
].flat();

/** The neighbours of those ranges. */
const publicV4 = [
  '1.0.0.0',
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
];

/** Every way IPv6 carries an IPv4 address. */
function wrapped(v4: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = v4.split('.').map(Number);
  const high = (a * 256 + b).toString(16);
  const low = (c * 256 + d).toString(16);
  return [
    `::ffff:${v4}`,
    `::ffff:${high}:${low}`,
    `0:0:0:0:0:ffff:${high}:${low}`,
    `::${v4}`,
    `::${high}:${low}`,
    `64:ff9b::${v4}`,
    `64:ff9b:1::${high}:${low}`,
    `2002:${high}:${low}::1`,
    `2001:0:${high}:${low}::`,
    `fe80::5efe:${v4}`,
  ];
}

const privateV6 = [
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  'fe80::1',
  'fe80::1%eth0',
  'febf:ffff::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'fdff:ffff::1',
  'ff02::1',
  'ff0e::1',
  '100::1',
  '64:ff9b::1',
  '2001::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2001:db8:ffff::1',
  '2002::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  '1000::1',
];
const publicV6 = [
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '2400:3200::1',
  '2a00:1450:4001:80b::200e',
  '2001:200::1',
];

const notAddresses = [
  '',
  'localhost',
  '127.1',
  '0x7f000001',
  '2130706433',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  ':::1',
  'g::1',
  '8.8.8.8 ',
  '[2606:4700::1]',
];

describe('not public', () => {
  test.each(privateV4)('%s', (address) => expect(isPublicAddress(address)).toBe(false));
  test.each(privateV6)('%s', (address) => expect(isPublicAddress(address)).toBe(false));
  test.each([...privateV4, ...publicV4].flatMap(wrapped))('%s, which carries an IPv4 address', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  test.each(notAddresses)('%j, which is no address', (address) =>
    expect(isPublicAddress(address)).toBe(false),
  );
});

describe('public', () => {
  test.each([...publicV4, ...publicV6])('%s', (address) => expect(isPublicAddress(address)).toBe(true));
});
