/** Deterministic assignment: SHA-256 over salt and unit into 10,000 slots (statistics.md §9). */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ArmShare } from '../../shared/nodes/moment.ts';
import type { Allocation, SlotRange } from './version.ts';

export const SLOTS = 10_000;
const UNIT_SEPARATOR = '\u001f';

/** First eight bytes of the digest as an unsigned integer, in two halves because doubles hold 53 bits. */
function digestHalves(text: string): [high: number, low: number] {
  const bytes = sha256(utf8ToBytes(text));
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  return [view.getUint32(0), view.getUint32(4)];
}

/**
 * Slot of a unit, 0 to 9,999.
 * @param unitId the stored id, exactly; taken in Unicode NFC
 */
export function slotOf(salt: string, unitId: string): number {
  const [high, low] = digestHalves(salt + UNIT_SEPARATOR + unitId.normalize('NFC'));
  return ((high % SLOTS) * (0x1_0000_0000 % SLOTS) + (low % SLOTS)) % SLOTS;
}

/** A repeatable number in [0, 1) from any text. */
export function drawOf(text: string): number {
  const [high] = digestHalves(text);
  return high / 0x1_0000_0000;
}

/** Whole slots per arm by largest remainder, so that they add up to 10,000 exactly. */
export function quotas(arms: readonly ArmShare[]): Map<string, number> {
  const exact = arms.map((arm) => ({ id: arm.id, slots: (arm.share * SLOTS) / 100 }));
  const whole = new Map(exact.map(({ id, slots }) => [id, Math.floor(slots + 1e-9)]));
  let missing = SLOTS - [...whole.values()].reduce((sum, count) => sum + count, 0);
  const byRemainder = [...exact].sort((a, b) => (b.slots % 1) - (a.slots % 1));
  for (const { id } of byRemainder) {
    if (missing <= 0) break;
    whole.set(id, (whole.get(id) ?? 0) + 1);
    missing -= 1;
  }
  return whole;
}

/** Runs of equal arms in a table of one arm per slot. */
function rangesOf(table: readonly string[]): SlotRange[] {
  const ranges: SlotRange[] = [];
  for (const [slot, arm] of table.entries()) {
    const last = ranges.at(-1);
    if (last && last.arm === arm) last.to = slot + 1;
    else ranges.push({ arm, from: slot, to: slot + 1 });
  }
  return ranges;
}

/**
 * The slots of a split in a new version: contiguous at first, then moved as little as the shares ask.
 * Arms over their quota give up their highest slots; a new epoch opens whenever anything moved.
 * @param opensEpoch  opens one although nothing moved
 */
export function allocate(
  arms: readonly ArmShare[],
  before: Allocation | null,
  opensEpoch = false,
): Allocation {
  const wanted = quotas(arms);
  const table: string[] = new Array<string>(SLOTS).fill('');
  const held = new Map([...wanted.keys()].map((arm) => [arm, 0]));
  for (const range of before?.slots ?? []) {
    for (let slot = range.from; slot < range.to; slot++) {
      const count = held.get(range.arm);
      // removed arms and slots beyond the quota are free again; going upwards frees the highest ones
      if (count === undefined || count >= (wanted.get(range.arm) ?? 0)) continue;
      table[slot] = range.arm;
      held.set(range.arm, count + 1);
    }
  }
  let free = 0;
  for (const [arm, quota] of wanted) {
    for (let missing = quota - (held.get(arm) ?? 0); missing > 0; missing--) {
      while (table[free] !== '') free++;
      table[free] = arm;
    }
  }
  const slots = rangesOf(table);
  const isSame = !opensEpoch && before !== null && JSON.stringify(before.slots) === JSON.stringify(slots);
  return { epoch: isSame ? before.epoch : (before?.epoch ?? 0) + 1, slots };
}

export function armOfSlot(allocation: Allocation, slot: number): string {
  const range = allocation.slots.find(({ from, to }) => slot >= from && slot < to);
  if (!range) throw new Error(`slot ${slot} belongs to no arm`);
  return range.arm;
}
