/** A split's customers, some thousands at a time: what other tables know of them is read beside each stretch. */
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import type { SplitQuery } from '../../splitReads.ts';
import type { OutcomeUnit } from '../../tallies/outcomeTally.ts';
import type { UnitState } from '../../tallies/unit.ts';
import { eachRow } from './eachRow.ts';

export interface SplitCustomer {
  profileId: string;
  /** of the enrollment they were first exposed in; 0 for an imported exposure */
  ordinal: number;
  /** by their first exposure */
  unit: OutcomeUnit;
  state: UnitState;
}

type Row = [
  profileId: string,
  ordinal: number,
  arm: number,
  version: number,
  epoch: number,
  exposedAtMs: number,
  eligible: 0 | 1,
  key: string | null,
  snapshot: string | null,
];
const [ARM, EXPOSED_AT, ELIGIBLE] = [2, 5, 6] as const;

/** Exposures of any split; the customers' rows then stay in the processor's cache between two readings. */
const EXPOSURES_PER_STRETCH = 2_000;

/** Exposures that happened before those that did not, then the earlier one. */
function isBefore(one: Row, other: Row): boolean {
  if (one[ELIGIBLE] !== other[ELIGIBLE]) return one[ELIGIBLE] === 1;
  return one[EXPOSED_AT] < other[EXPOSED_AT];
}

function customerOf(some: Row, more: readonly Row[]): SplitCustomer {
  let first = some;
  for (const row of more) if (isBefore(row, first)) first = row;
  const [profileId, ordinal, arm, version, epoch, exposedAtMs, eligible, key, text] = first;
  const isElsewhere = (row: Row) => row[ARM] !== arm && row[ELIGIBLE] === 1;
  const isContaminated = more.length > 0 && (isElsewhere(some) || more.some(isElsewhere));
  // JSON that exposureValues wrote
  const snapshot = text === null ? null : (JSON.parse(text) as JsonObject);
  return {
    profileId,
    ordinal,
    unit: { arm, epoch, version, exposedAtMs, snapshot, key, isImported: ordinal === 0 },
    state: eligible === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'counted',
  };
}

/** Reads the customers with exposures between two ids, the first one not included. */
function customersReader(
  db: Database,
  { journeyId, node, salt, asOfMs, arms }: SplitQuery,
  withSnapshots: boolean,
): (afterId: string, untilId: string) => SplitCustomer[] {
  const numbers = arms.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const arm = arms.length === 0 ? '0' : `CASE arm ${numbers} ELSE 0 END`;
  const snapshot = withSnapshots ? 'snapshot' : 'NULL';
  const exposures = db.prepare(
    `SELECT each_row(profile_id, ordinal, ${arm}, version, epoch, exposed_at_ms, ineligible IS NULL, key, ${snapshot})
      FROM exposure WHERE profile_id > ? AND profile_id <= ? AND journey_id = ? AND node = ? AND salt = ?
        AND coalesce(recorded_at_ms, exposed_at_ms) <= ?`,
  );
  return (afterId, untilId) => {
    const customers: SplitCustomer[] = [];
    let some: Row | null = null;
    let more: Row[] = [];
    const parameters = [...arms, afterId, untilId, journeyId, node, salt, asOfMs];
    eachRow<Row>(exposures, parameters, (row) => {
      if (row[0] === some?.[0]) more.push(row);
      else {
        if (some) customers.push(customerOf(some, more));
        some = row;
        if (more.length > 0) more = [];
      }
    });
    if (some) customers.push(customerOf(some, more));
    return customers;
  };
}

/** Hands over all customers of a split, stretch by stretch in the order of their ids, as of one state of the file. */
export function eachStretch(
  db: Database,
  query: SplitQuery,
  withSnapshots: boolean,
  taking: (customers: readonly SplitCustomer[]) => void,
): void {
  const ids = db.prepare(
    'SELECT profile_id FROM exposure WHERE profile_id > ? ORDER BY profile_id LIMIT 1 OFFSET ?',
  );
  const lastId = db.prepare('SELECT max(profile_id) FROM exposure').pluck();
  const customersBetween = customersReader(db, query, withSnapshots);
  db.transaction(() => {
    const endId = lastId.get() as string | null; // the column asked for
    let afterId = '';
    while (endId !== null && afterId !== endId) {
      const found = ids.pluck().get(afterId, EXPOSURES_PER_STRETCH - 1) as string | undefined; // likewise
      const untilId = found ?? endId;
      const customers = customersBetween(afterId, untilId);
      if (customers.length > 0) taking(customers);
      afterId = untilId;
    }
  })();
}
