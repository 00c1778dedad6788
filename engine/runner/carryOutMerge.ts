import { type Merged, mergeCustomers } from '../core/customer/mergeCustomers.ts';
import type { World } from '../core/customer/world.ts';
import type { Customer } from '../core/records.ts';
import type { Reads, Store } from '../stores/store.ts';
import { CountSums } from './countSums.ts';
import { emptyCommit } from './emptyCommit.ts';
import type { Paces } from './paces.ts';

export interface AskedMerge {
  from: string;
  seq: number;
  into: string;
}

/** The answer to a call under way comes under the id it was made with. */
function hasCallUnderWay({ outbox }: Customer): boolean {
  return outbox.some(({ status }) => status === 'claimed' || status === 'calling');
}

/**
 * Carries out a merge that the inbox of a customer asks for.
 * @returns what came of it; `later` while a call is under way, null when there was nothing to merge
 */
export async function carryOutMerge(
  asked: AskedMerge,
  given: { store: Store; world: World; reads: Reads; paces: Paces },
): Promise<Merged | 'later' | null> {
  const { from, seq } = asked;
  const { store, world, reads, paces } = given;
  const into = await store.resolve(asked.into);
  const batch = { atMs: world.nowMs, counts: [], jobs: [], paces: [] };
  if (into === from) {
    await store.commit({ ...batch, customers: [{ ...emptyCommit(from), consumed: [seq] }] });
    return null;
  }
  const [source, target] = await store.loadCustomers([from, into], reads);
  if (!source || !target) throw new Error('a store answers for every customer it is asked for');
  if (hasCallUnderWay(source)) return 'later';
  const merged = mergeCustomers(source, target, world);
  const counts = new CountSums();
  for (const delta of merged.counts) counts.add(delta);
  const { ordinalsAfter } = merged;
  const outcome = await store.merge({
    from,
    into,
    seq,
    ordinalsAfter,
    batch: { ...batch, customers: [merged.commit], counts: counts.all(), paces: paces.takeChanges() },
  });
  return outcome === 'committed' ? merged : null;
}
