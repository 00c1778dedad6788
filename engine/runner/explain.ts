import { type ExplainedEntry, explainEntry } from '../core/customer/explainEntry.ts';
import type { Store } from '../stores/store.ts';
import type { PersonDeed } from './deedInputs.ts';
import type { Roster } from './roster.ts';
import { NO_SLOTS } from './watchJobs.ts';

/** Every question of an entry asked again, changing nothing; null when the journey was never launched. */
export async function explain(
  { store, roster, nowMs }: { store: Store; roster: Roster; nowMs: number },
  { profile, journey, key }: PersonDeed,
): Promise<ExplainedEntry | null> {
  const [customer] = await store.loadCustomers([profile], roster.readsAt(nowMs));
  return customer ? explainEntry(customer, journey, key ?? null, roster.world(nowMs, NO_SLOTS)) : null;
}
