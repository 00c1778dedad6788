/** What is due when, in memory: `Store.dueCustomers`, `dueEffects`, `nextDueMs`. */

import { compareText } from '../../core/compareText.ts';
import { sendKey } from '../../core/records.ts';
import { byPlanned } from '../effectOrder.ts';
import type { DueEffect } from '../store.ts';
import type { DueIndex } from './dueIndex.ts';

interface Due {
  atMs: number;
  seq: number;
  profileId: string;
}

export function dueCustomers(
  index: DueIndex,
  query: { nowMs: number; timersUntilMs: number; heldJourneys: readonly string[]; limit: number },
): string[] {
  const due = firstPerCustomer(index.inputs, query.nowMs, query.limit);
  for (const [journeyId, timers] of index.timers) {
    if (query.heldJourneys.includes(journeyId)) continue;
    due.push(...firstPerCustomer(timers, query.timersUntilMs, query.limit));
  }
  due.push(...firstPerCustomer(index.watches, query.timersUntilMs, query.limit));
  due.sort(inOrder);
  return [...new Set(due.map(({ profileId }) => profileId))].slice(0, query.limit);
}

function firstPerCustomer(
  items: Iterable<{ atMs: number; profileId: string; seq?: number }>,
  untilMs: number,
  limit: number,
): Due[] {
  const met = new Map<string, Due>();
  for (const { atMs, profileId, seq = Number.POSITIVE_INFINITY } of items) {
    if (atMs > untilMs) break;
    if (!met.has(profileId)) met.set(profileId, { atMs, seq, profileId });
    if (met.size === limit) break;
  }
  return [...met.values()];
}

/** At one instant inputs come before timers, which have no acceptance number. */
function inOrder(a: Due, b: Due): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.seq !== b.seq) return a.seq - b.seq;
  return compareText(a.profileId, b.profileId);
}

export function dueEffects(
  index: DueIndex,
  query: { nowMs: number; heldJourneys: readonly string[]; limit: number },
): DueEffect[] {
  const due: DueEffect[] = [];
  for (const journeyId of [...index.effects.keys()].sort(compareText)) {
    if (query.heldJourneys.includes(journeyId)) continue;
    let count = 0;
    for (const row of index.effects.get(journeyId) ?? []) {
      if (row.dueAtMs > query.nowMs || count === query.limit) break;
      const { profileId, lane, dueAtMs, plannedAtMs, hold } = row;
      due.push({ profileId, key: sendKey(row), lane, journeyId, dueAtMs, plannedAtMs, hold });
      count += 1;
    }
  }
  // the sort is stable: equals stay by journey and the parts of their key
  due.sort((a, b) => a.dueAtMs - b.dueAtMs || compareText(a.profileId, b.profileId));
  return due.slice(0, query.limit).sort(byPlanned);
}

export function nextDueMs(index: DueIndex, heldJourneys: readonly string[]): number | null {
  const instants = [index.inputs.first()?.atMs, index.watches.first()?.atMs];
  for (const [journeyId, timers] of index.timers) {
    if (!heldJourneys.includes(journeyId)) instants.push(timers.first()?.atMs);
  }
  for (const [journeyId, effects] of index.effects) {
    if (!heldJourneys.includes(journeyId)) instants.push(effects.first()?.dueAtMs);
  }
  const known = instants.filter((instant) => instant !== undefined);
  return known.length > 0 ? Math.min(...known) : null;
}
