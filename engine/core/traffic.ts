/** Which slots a split tests: of a layer it shares with other splits, or of a drawing of its own (statistics.md §9.6, §9.7). */
import type { Traffic } from '../../shared/nodes/traffic.ts';
import { SLOTS } from './assign.ts';
import type { OwnedSlots, SlotSpan } from './version.ts';

/** Salt of the slot that decides about traffic. It differs from the arms' salt, so that being tested says nothing about the arm. */
export function trafficSalt(layer: string | null, salt: string): string {
  return layer === null ? `traffic:${salt}` : `layer:${layer}`;
}

export function slotsAsked({ share }: Traffic): number {
  return Math.round(share * 100);
}

export function countOf(spans: readonly SlotSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

export function ownsSlot({ slots }: OwnedSlots, slot: number): boolean {
  return slots.some(({ from, to }) => slot >= from && slot < to);
}

/** Without anything published before: the lowest slots. */
export function firstSlots(traffic: Traffic): OwnedSlots {
  return { layer: traffic.layer ?? null, slots: [{ from: 0, to: slotsAsked(traffic) }] };
}

function spansOf(isOwned: readonly boolean[]): SlotSpan[] {
  const spans: SlotSpan[] = [];
  for (const [slot, owned] of isOwned.entries()) {
    const last = spans.at(-1);
    if (!owned) continue;
    if (last?.to === slot) last.to = slot + 1;
    else spans.push({ from: slot, to: slot + 1 });
  }
  return spans;
}

function marked(spans: readonly SlotSpan[]): boolean[] {
  const isOwned = new Array<boolean>(SLOTS).fill(false);
  for (const { from, to } of spans) isOwned.fill(true, from, to);
  return isOwned;
}

/** Slots that are in none of the spans. */
export function freeSlots(taken: readonly SlotSpan[]): SlotSpan[] {
  return spansOf(marked(taken).map((isTaken) => !isTaken));
}

/** Spans as a list without overlaps, lowest first. */
export function joinedSpans(spans: readonly SlotSpan[]): SlotSpan[] {
  return spansOf(marked(spans));
}

/**
 * So many slots: first those held before, then the lowest free ones.
 * @returns fewer where there are not enough
 */
export function settledSlots(
  wanted: number,
  held: readonly SlotSpan[],
  taken: readonly SlotSpan[],
): SlotSpan[] {
  const isTaken = marked(taken);
  const isHeld = marked(held).map((is, slot) => is && !isTaken[slot]);
  let missing = wanted;
  const isOwned = new Array<boolean>(SLOTS).fill(false);
  for (const candidates of [isHeld, isTaken.map((is, slot) => !is && !isHeld[slot])]) {
    for (let slot = 0; slot < SLOTS && missing > 0; slot++) {
      if (!candidates[slot]) continue;
      isOwned[slot] = true;
      missing -= 1;
    }
  }
  return spansOf(isOwned);
}
