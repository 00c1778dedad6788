import { compareText } from '../core/compareText.ts';
import type { DueEffect } from './store.ts';

/** What falls due together, as quiet hours end, goes in the order in which it was planned (language.md §11.4). */
export function byPlanned(a: DueEffect, b: DueEffect): number {
  return a.dueAtMs - b.dueAtMs || a.plannedAtMs - b.plannedAtMs || compareText(a.profileId, b.profileId);
}
