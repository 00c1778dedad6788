import { setTimeout as sleep } from 'node:timers/promises';
import type { Reports } from '../../engine/stores/reports.ts';

const LOOK_EVERY_MS = 10;
/** So often, half a second in all: whoever reads a customer who is always busy sees them as they are then. */
const LOOKS_MAX = 50;

/** What was accepted for a customer before they are read shows, unless it takes too long. */
export async function whenApplied(profileId: string, reports: Reports): Promise<void> {
  for (let looks = 0; looks < LOOKS_MAX && (await reports.hasWaitingInput(profileId)); looks++) {
    await sleep(LOOK_EVERY_MS);
  }
}
