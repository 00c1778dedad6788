/** What the hostile provider writes down before it answers, one line of JSON a request. */
import { existsSync, readFileSync } from 'node:fs';

/** In words: what it does with a request, and whether the message went out. */
export const PROVIDER_DEEDS = {
  accept: { isAccepted: true, mayRepeat: false, weight: 60 },
  acceptAndHang: { isAccepted: true, mayRepeat: false, weight: 6 },
  acceptAnd500: { isAccepted: true, mayRepeat: false, weight: 8 },
  /** takes the message, then breaks off in the middle of its own answer */
  acceptAndReset: { isAccepted: true, mayRepeat: false, weight: 6 },
  /** breaks off before it has read the message, which the sender cannot know */
  reset: { isAccepted: false, mayRepeat: false, weight: 6 },
  reject: { isAccepted: false, mayRepeat: false, weight: 6 },
  /** asks for another try: a definite failure */
  askLater: { isAccepted: false, mayRepeat: true, weight: 8 },
} as const;

export type ProviderDeed = keyof typeof PROVIDER_DEEDS;

export interface ProviderLine {
  atMs: number;
  channel: string;
  /** the `webhook-id` header: a hash of the send key */
  id: string;
  /** nth request under this id */
  attempt: number;
  /** `again`: accepted before, and dropped because this channel deduplicates */
  deed: ProviderDeed | 'again';
}

export function readProviderLog(file: string): ProviderLine[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // lines that hostileProvider wrote
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ProviderLine);
}
