// Goal: what is remembered about zones stays right, though more is asked than is kept.
// Method: fill both memories beyond their limits and compare with the runtime's own formatter.
import { expect, test } from 'vitest';
import {
  isZone,
  offsetRangeAt,
  RANGES_PER_ZONE_MAX,
  ZONE_NAMES_MAX,
} from '../../../engine/core/time/offsetRange.ts';
import { offsetReader } from './intlZone.ts';

const DAY = 86_400_000;

test('a flood of unknown names does not displace what zones mean', () => {
  const before = offsetRangeAt(Date.UTC(2026, 6, 1), 'Europe/Berlin');
  for (let n = 0; n <= ZONE_NAMES_MAX; n++) expect(isZone(`Nowhere/Place${n}`)).toBe(false);
  expect(offsetRangeAt(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toEqual(before);
});

test('ranges touch and agree with the formatter, forward and back over more years than are remembered', () => {
  const zone = 'America/Chicago';
  const offsetAt = offsetReader(zone);
  let range = offsetRangeAt(Date.UTC(2026, 0, 1), zone);
  for (let n = 0; n < RANGES_PER_ZONE_MAX + 20; n++) {
    const next = offsetRangeAt(range.toMs, zone);
    expect(next.fromMs).toBe(range.toMs);
    expect(offsetRangeAt(range.toMs - 1, zone)).toEqual(range);
    expect(next.offsetMs).toBe(offsetAt(next.fromMs));
    range = next;
  }
  expect(offsetRangeAt(Date.UTC(2026, 0, 1), zone).offsetMs).toBe(-6 * 3_600_000);
});

test('a zone that no longer changes is one range that grows as later instants are asked', () => {
  const now = Date.UTC(2026, 10, 22);
  const first = offsetRangeAt(now, 'Asia/Shanghai');
  const later = offsetRangeAt(now + 20_000 * DAY, 'Asia/Shanghai');
  expect(later.fromMs).toBe(first.fromMs);
  expect(later.toMs).toBeGreaterThan(first.toMs);
  expect(offsetRangeAt(first.toMs, 'Asia/Shanghai')).toEqual(later);
});
