import type { Database } from 'better-sqlite3';
import type { CustomerCommit } from '../../core/records.ts';
import type { BatchCommit, MergeCommit } from '../store.ts';
import { type CommitCustomer, prepareCommitCustomer } from './commitCustomer.ts';
import { prepareCommitTotals } from './commitTotals.ts';
import { createEventNames } from './eventNames.ts';
import { prepareMerge } from './mergeCustomers.ts';
import { MovedOn } from './movedOn.ts';
import { refuseConflict } from './refuseConflict.ts';
import type { Sequence } from './sequence.ts';

export type CommitAnswer = 'committed' | 'stale';

/**
 * `Store.commit` on SQLite. Guards, per customer: every consumed input is still there; no enrollment is
 * written over one with more steps or one that ended; an effect is claimed only while it is planned.
 * The first attempt writes the whole batch without savepoints; when somebody moved on it is rolled back
 * and written again with one savepoint per customer, which is slower and rare.
 */
export function prepareCommit(db: Database, sequence: Sequence) {
  const eventNames = createEventNames(db);
  const commitCustomer = prepareCommitCustomer(db, sequence, eventNames);
  const commitTotals = prepareCommitTotals(db);
  const moveRows = prepareMerge(db, sequence);

  const writeTogether = db.transaction((batch: BatchCommit): CommitAnswer[] => {
    for (const customer of batch.customers) commitCustomer(customer);
    finish(batch);
    return batch.customers.map(() => 'committed');
  });

  const writeApart = db.transaction((batch: BatchCommit): CommitAnswer[] => {
    // a transaction inside a transaction is a savepoint
    const apart = db.transaction(commitCustomer);
    const answers = batch.customers.map((customer) => answerOf(apart, customer));
    finish(batch);
    return answers;
  });

  const writeMerge = db.transaction((merge: MergeCommit): CommitAnswer[] => {
    moveRows(merge);
    for (const customer of merge.batch.customers) commitCustomer(customer);
    finish(merge.batch);
    return ['committed'];
  });

  function finish(batch: BatchCommit): void {
    commitTotals(batch);
    eventNames.save();
    sequence.save();
  }

  function attempt<Given>(write: (given: Given) => CommitAnswer[], given: Given): CommitAnswer[] {
    try {
      return refuseConflict(() => write(given));
    } catch (error) {
      sequence.reload();
      eventNames.reload();
      throw error;
    }
  }

  function commit(batch: BatchCommit): readonly CommitAnswer[] {
    try {
      return attempt(writeTogether.immediate, batch);
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      return attempt(writeApart.immediate, batch);
    }
  }

  function merge(given: MergeCommit): CommitAnswer {
    try {
      attempt(writeMerge.immediate, given);
      return 'committed';
    } catch (error) {
      if (error instanceof MovedOn) return 'stale';
      throw error;
    }
  }

  return { commit, merge };
}

function answerOf(apart: CommitCustomer, customer: CustomerCommit): CommitAnswer {
  try {
    apart(customer);
    return 'committed';
  } catch (error) {
    if (error instanceof MovedOn) return 'stale';
    throw error;
  }
}
