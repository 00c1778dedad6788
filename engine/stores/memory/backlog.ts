import { compareText } from '../../core/compareText.ts';
import { sendKey } from '../../core/records.ts';
import type { HeldItem } from '../store.ts';
import type { MemoryData } from './memoryData.ts';

/** What a pause of a journey held, oldest first. */
export function backlogOf(data: MemoryData, journeyId: string, limit: number): HeldItem[] {
  const entries = data.entries
    .filter((entry) => entry.journeyId === journeyId && entry.decision === 'held')
    .sort((a, b) => a.atMs - b.atMs || a.seq - b.seq)
    .map(({ seq: _order, ...entry }): HeldItem => {
      const { atMs, profileId } = entry;
      return { atMs, profileId, held: { type: 'entry', entry } };
    });
  const acts = [...(data.due.held.get(journeyId) ?? [])].map((row): HeldItem => {
    const { dueAtMs, profileId } = row;
    return { atMs: dueAtMs, profileId, held: { type: 'act', key: sendKey(row) } };
  });
  return [...entries, ...acts]
    .sort((a, b) => a.atMs - b.atMs || compareText(a.profileId, b.profileId))
    .slice(0, limit);
}
