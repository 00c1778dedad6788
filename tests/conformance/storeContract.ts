import { afterEach, beforeEach, describe, test } from 'vitest';
import { acceptContract } from './acceptContract.ts';
import { catalogContract } from './catalogContract.ts';
import { commitContract } from './commitContract.ts';
import { dueContract } from './dueContract.ts';
import { experimentContract } from './experimentContract.ts';
import { goalHistoryContract } from './goalHistoryContract.ts';
import { householdContract } from './householdContract.ts';
import { listsContract } from './listsContract.ts';
import { loadContract } from './loadContract.ts';
import { mergeContract } from './mergeContract.ts';
import { overlapContract } from './overlapContract.ts';
import { populationContract } from './populationContract.ts';
import { reportsContract } from './reportsContract.ts';
import { type Keeper, type Session, startSession } from './session.ts';
import { splitContract } from './splitContract.ts';
import { watchContract } from './watchContract.ts';

const contracts = [
  { of: 'accept', promises: acceptContract },
  { of: 'commit', promises: commitContract },
  { of: 'load', promises: loadContract },
  { of: 'what is due', promises: dueContract },
  { of: 'watches and business events', promises: watchContract },
  { of: 'ledger and lists', promises: listsContract },
  { of: 'merge', promises: mergeContract },
  { of: 'catalog', promises: catalogContract },
  { of: 'reports', promises: reportsContract },
  { of: 'splits', promises: splitContract },
  { of: 'customers of several splits', promises: overlapContract },
  { of: 'households of a split', promises: householdContract },
  { of: 'experiments', promises: experimentContract },
  { of: 'population', promises: populationContract },
  { of: 'history of a goal', promises: goalHistoryContract },
];

/** The promises of the three ports, run against an adapter twice: as it is, and reopened before every call. */
export function storeContract(name: string, makeKeeper: () => Keeper): void {
  const modes = [
    { says: name, isReplaying: false },
    { says: `${name}, reopened before every call`, isReplaying: true },
  ];
  describe.each(modes)('$says', ({ isReplaying }) => {
    let current: Session | undefined;
    const session = () => {
      if (!current) throw new Error('no test is running');
      return current;
    };
    beforeEach(() => {
      current = startSession(makeKeeper(), isReplaying);
    });
    afterEach(async () => {
      await current?.end();
      current = undefined;
    });

    describe.each(contracts)('$of', ({ promises }) => {
      test.each(Object.entries(promises))('%s', (_promise, isKept) => isKept(session()));
    });
  });
}
