// Goal: anybody can recompute who is in which arm, shares hold exactly, and a change moves as few as it must.
// Method: slots are compared with the runtime's own SHA-256; allocations with their definition on random shares (fast-check).
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, armOfSlot, drawOf, SLOTS, slotOf } from '../../engine/core/assign.ts';
import type { Allocation } from '../../engine/core/version.ts';

/** First eight bytes, big-endian, modulo 10,000, in exact integers. */
function slotBySpecification(salt: string, unit: string): number {
  const digest = createHash('sha256')
    .update(`${salt}\u001f${unit.normalize('NFC')}`, 'utf8')
    .digest();
  return Number(digest.readBigUInt64BE(0) % 10_000n);
}

const slotsOf = (allocation: Allocation) =>
  Array.from({ length: SLOTS }, (_, slot) => armOfSlot(allocation, slot));
const countOf = (table: readonly string[], arm: string) => table.filter((held) => held === arm).length;
const sharesOf = (cuts: readonly number[]) => {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), 10_000];
  return edges
    .slice(1)
    .map((edge, index) => ({ id: `arm${index}`, share: (edge - (edges[index] ?? 0)) / 100 }));
};
const cuts = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 5 });

/** Upper 0.1 % point of the chi-square distribution with 99 degrees of freedom. */
const CHI_SQUARE_99_P001 = 148.23;

describe('slot of a customer', () => {
  test.each([
    ['k7f2', 'c1'],
    ['k7f2', '客户-42'],
    ['', ''],
    ['salt with spaces', ' c1 '],
    ['k7f2', 'C1'],
    ['k7f2', '👩‍💼'],
  ])('salt %j, id %j is recomputed by SHA-256', (salt, unit) => {
    expect(slotOf(salt, unit)).toBe(slotBySpecification(salt, unit));
  });

  test('is recomputed for any salt and id', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (salt, unit) => {
        expect(slotOf(salt, unit)).toBe(slotBySpecification(salt, unit));
      }),
      { numRuns: 500 },
    );
  });

  test('is that of the composed form of the id, without trimming or case folding', () => {
    expect(slotOf('s', 'Zoe\u0308')).toBe(slotOf('s', 'Zo\u00eb'));
    expect(slotOf('s', 'c1')).not.toBe(slotOf('s', 'C1'));
    expect(slotOf('s', 'c1')).not.toBe(slotOf('s', 'c1 '));
  });

  test('falls evenly over the slots', () => {
    const counts = new Array<number>(100).fill(0);
    const total = 100_000;
    for (let index = 0; index < total; index++) {
      const bin = Math.floor(slotOf('uniform', `customer-${index}`) / 100);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const expected = total / 100;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(CHI_SQUARE_99_P001);
  });

  test('of two salts are independent', () => {
    let both = 0;
    const total = 40_000;
    for (let index = 0; index < total; index++) {
      if (slotOf('a', `c${index}`) < 5000 && slotOf('b', `c${index}`) < 5000) both += 1;
    }
    // a quarter, within four standard deviations
    expect(Math.abs(both - total / 4)).toBeLessThan(4 * Math.sqrt(total * 0.25 * 0.75));
  });

  test('a draw lies in [0, 1) and repeats', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const draw = drawOf(text);
        expect(draw).toBe(drawOf(text));
        expect(draw >= 0 && draw < 1).toBe(true);
      }),
    );
  });
});

describe('allocation of slots to arms', () => {
  test('a first one is contiguous, in order, and holds the shares exactly', () => {
    fc.assert(
      fc.property(cuts, (places) => {
        const arms = sharesOf(places);
        const { epoch, slots } = allocate(arms, null);
        expect(epoch).toBe(1);
        const wanted = arms.filter(({ share }) => share > 0);
        expect(slots.map(({ arm }) => arm)).toEqual(wanted.map(({ id }) => id));
        expect(slots.map(({ from, to }) => to - from)).toEqual(
          wanted.map(({ share }) => Math.round(share * 100)),
        );
        expect(slots[0]?.from).toBe(0);
        expect(slots.at(-1)?.to).toBe(SLOTS);
      }),
    );
  });

  test('shares that are no whole slots add up by largest remainder', () => {
    const third = [1, 2, 3].map((n) => ({ id: `arm${n}`, share: 100 / 3 }));
    const { slots } = allocate(third, null);
    expect(slots.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(SLOTS);
    expect(slots.map(({ from, to }) => to - from).toSorted()).toEqual([3333, 3333, 3334]);
  });

  test('a change of shares moves the fewest slots and opens a new epoch only when something moved', () => {
    fc.assert(
      fc.property(cuts, cuts, (before, after) => {
        const first = allocate(sharesOf(before), null);
        const arms = sharesOf(after);
        const second = allocate(arms, first);
        const [old, now] = [slotsOf(first), slotsOf(second)];
        for (const { id, share } of arms) expect(countOf(now, id)).toBe(Math.round(share * 100));
        const moved = now.filter((arm, slot) => arm !== old[slot]).length;
        const fewest = arms.reduce(
          (sum, { id, share }) => sum + Math.max(0, Math.round(share * 100) - countOf(old, id)),
          0,
        );
        expect(moved).toBe(fewest);
        expect(second.epoch).toBe(moved === 0 ? 1 : 2);
      }),
      { numRuns: 60 },
    );
  });

  test('arms over their quota give up their highest slots', () => {
    const first = allocate(sharesOf([5000]), null);
    const table = slotsOf(allocate(sharesOf([2000]), first));
    expect(table.slice(0, 2000).every((arm) => arm === 'arm0')).toBe(true);
    expect(table.slice(2000).every((arm) => arm === 'arm1')).toBe(true);
  });

  test('a removed arm gives its slots to the others and a new one takes what it is due', () => {
    const first = allocate(
      [
        { id: 'A', share: 50 },
        { id: 'B', share: 50 },
      ],
      null,
    );
    const table = slotsOf(
      allocate(
        [
          { id: 'A', share: 60 },
          { id: 'C', share: 40 },
        ],
        first,
      ),
    );
    expect(table.slice(0, 5000).every((arm) => arm === 'A')).toBe(true);
    expect(countOf(table, 'A')).toBe(6000);
    expect(countOf(table, 'C')).toBe(4000);
  });
});
