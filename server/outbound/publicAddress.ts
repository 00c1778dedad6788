/** Which network addresses belong to the public internet: decided on numbers, never on spelling. */
import { BlockList, isIP } from 'node:net';

/** Special-purpose ranges of IANA's registries (RFC 6890 and later), and multicast. */
const REFUSED_V4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const refusedV4 = new BlockList();
for (const [net, bits] of REFUSED_V4) refusedV4.addSubnet(net, bits, 'ipv4');

/** Unicast that IANA has given out. All else of IPv6 is special or not assigned. */
const GLOBAL_V6_FIRST = 0x2000;
const GLOBAL_V6_LAST = 0x3fff;

/** Ranges within global unicast that lead elsewhere: Teredo and its neighbours, documentation, 6to4. */
const REFUSED_V6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];
const refusedV6 = new BlockList();
for (const [net, bits] of REFUSED_V6) refusedV6.addSubnet(net, bits, 'ipv6');

/** The eight groups of an IPv6 address, an embedded dotted tail included. */
function groupsOf(address: string): number[] {
  const plain = address.replace(/%.*$/, '');
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const hex = (high?: string, low?: string) => (Number(high) * 256 + Number(low)).toString(16);
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : plain;
  const [head = '', tail] = text.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return parse(head);
  const [left, right] = [parse(head), parse(tail)];
  return [...left, ...new Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}

/**
 * Whether an address lies in the public internet. Addresses that carry an IPv4 address inside (mapped,
 * compatible, NAT64, 6to4, Teredo) are all refused: what they lead to is somebody else's decision.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refusedV4.check(address, 'ipv4');
    case 6: {
      const groups = groupsOf(address);
      const first = groups[0] ?? 0;
      if (groups.length !== 8 || first < GLOBAL_V6_FIRST || first > GLOBAL_V6_LAST) return false;
      const canonical = groups.map((group) => group.toString(16)).join(':');
      return !refusedV6.check(canonical, 'ipv6');
    }
    default:
      return false;
  }
}
