import type { Store } from '../store.ts';
import { prepareAcceptBusiness } from './acceptBusiness.ts';
import { prepareAccept } from './acceptInputs.ts';
import { prepareBacklog } from './backlog.ts';
import { prepareCommit } from './commitBatch.ts';
import { prepareDueWork } from './dueWork.ts';
import { prepareLists } from './lists.ts';
import { prepareLoad } from './loadCustomers.ts';
import { prepareResolve } from './mergeCustomers.ts';
import type { OpenFile } from './openFile.ts';
import { prepareOutboxClaims } from './outboxClaims.ts';
import { populationPage } from './population/askPopulation.ts';
import { createSequence } from './sequence.ts';

/** `Store` over an open database; every method is one call into SQLite and settles at once. */
export function createExecutionStore({ db, orm, close }: OpenFile): Store {
  const sequence = createSequence(db);
  const aliases = prepareResolve(db);
  const accept = prepareAccept(db, sequence, aliases.resolve);
  const acceptBusiness = prepareAcceptBusiness(db, sequence);
  const load = prepareLoad(db);
  const commit = prepareCommit(db, sequence);
  const due = prepareDueWork(db);
  const claims = prepareOutboxClaims(db);
  const lists = prepareLists(db);
  const backlog = prepareBacklog(db);
  return {
    accept: async (inputs, nowMs) => accept(inputs, nowMs),
    acceptBusiness: async (event, jobs, nowMs) => acceptBusiness(event, jobs, nowMs),
    dueCustomers: async (query) => due.customers(query),
    dueEffects: async (query) => due.effects(query),
    nextDueMs: async (heldJourneys) => due.nextMs(heldJourneys),
    loadCustomers: async (profileIds, reads) => load(profileIds, reads),
    commit: async (batch) => commit.commit(batch),
    merge: async (merge) => {
      const outcome = commit.merge(merge);
      if (outcome === 'committed') aliases.noteMerge();
      return outcome;
    },
    resolve: async (profileId) => aliases.resolve(profileId),
    markCalling: async (rows, nowMs) => claims.markCalling(rows, nowMs),
    interrupted: async () => claims.interrupted(),
    population: async (query) => populationPage(orm, query),
    enrolled: async (query) => lists.enrolled(query),
    moved: async (query) => lists.moved(query),
    backlog: async (query) => backlog(query),
    jobs: async () => lists.jobs(),
    paces: async () => lists.paces(),
    close: async () => close(),
  };
}
