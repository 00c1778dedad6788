import { type ExplainedEntry, explainEntry } from '../core/customer/explainEntry.ts';
import type { Store } from '../stores/store.ts';
import type { Roster } from './roster.ts';
import { NO_SLOTS } from './watchJobs.ts';

export interface EntryAsked {
  profile: string;
  journey: string;
  key?: string | undefined;
}

/** Every question of an entry asked again, changing nothing; null when the journey was never launched. */
export async function explain(
  { store, roster, nowMs }: { store: Store; roster: Roster; nowMs: number },
  { profile, journey, key }: EntryAsked,
): Promise<ExplainedEntry | null> {
  const [customer] = await store.loadCustomers([profile], roster.readsAt(nowMs));
  return customer ? explainEntry(customer, journey, key ?? null, roster.world(nowMs, NO_SLOTS)) : null;
}
