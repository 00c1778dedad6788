/** A split's customers, some thousands at a time: what other tables know of them is read beside each stretch. */
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import type { SplitQuery } from '../../splitReads.ts';
import type { OutcomeUnit } from '../../tallies/outcomeTally.ts';
import type { UnitState } from '../../tallies/unit.ts';
import { eachRow } from './eachRow.ts';

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
const [PROFILE_ID, ARM, EXPOSED_AT, ELIGIBLE] = [0, 2, 5, 6] as const;

/** Exposures of any split; the customers' rows then stay in the processor's cache between two readings. */
const EXPOSURES_PER_STRETCH = 2_000;

/** Exposures that happened before those that did not, then the earlier one. */
function isBefore(one: Row, other: Row): boolean {
  if (one[ELIGIBLE] !== other[ELIGIBLE]) return one[ELIGIBLE] === 1;
  return one[EXPOSED_AT] < other[EXPOSED_AT];
}

/** A customer by their first exposure. */
export class SplitCustomer implements OutcomeUnit {
  readonly profileId: string;
  /** 0 for an imported exposure */
  readonly ordinal: number;
  readonly arm: number;
  readonly version: number;
  readonly epoch: number;
  readonly exposedAtMs: number;
  readonly key: string | null;
  readonly state: UnitState;
  private readonly snapshotText: string | null;

  constructor(first: Row, isContaminated: boolean) {
    const [profileId, ordinal, arm, version, epoch, exposedAtMs, eligible, key, snapshotText] = first;
    this.profileId = profileId;
    this.ordinal = ordinal;
    this.arm = arm;
    this.version = version;
    this.epoch = epoch;
    this.exposedAtMs = exposedAtMs;
    this.key = key;
    this.state = eligible === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'counted';
    this.snapshotText = snapshotText;
  }

  get isImported(): boolean {
    return this.ordinal === 0;
  }

  get snapshot(): JsonObject | null {
    // JSON that exposureValues wrote
    return this.snapshotText === null ? null : (JSON.parse(this.snapshotText) as JsonObject);
  }
}

function customerOf(some: Row, more: readonly Row[]): SplitCustomer {
  let first = some;
  for (const row of more) if (isBefore(row, first)) first = row;
  const isElsewhere = (row: Row) => row[ARM] !== first[ARM] && row[ELIGIBLE] === 1;
  return new SplitCustomer(first, more.length > 0 && [some, ...more].some(isElsewhere));
}

/** Reads the customers with exposures between two ids, the first one not included. */
function customersReader(
  db: Database,
  { journeyId, node, salt, asOfMs, arms }: SplitQuery,
): (afterId: string, untilId: string) => SplitCustomer[] {
  const numbers = arms.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const arm = arms.length === 0 ? '0' : `CASE arm ${numbers} ELSE 0 END`;
  const exposures = db.prepare(
    `SELECT each_row(profile_id, ordinal, ${arm}, version, epoch, exposed_at_ms, ineligible IS NULL, key, snapshot)
      FROM exposure WHERE profile_id > ? AND profile_id <= ? AND journey_id = ? AND node = ? AND salt = ?
        AND coalesce(recorded_at_ms, exposed_at_ms) <= ?`,
  );
  return (afterId, untilId) => {
    const customers: SplitCustomer[] = [];
    let some: Row | null = null;
    let more: Row[] = [];
    const parameters = [...arms, afterId, untilId, journeyId, node, salt, asOfMs];
    eachRow<Row>(exposures, parameters, (row) => {
      if (row[PROFILE_ID] === some?.[PROFILE_ID]) more.push(row);
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
  taking: (customers: readonly SplitCustomer[]) => void,
): void {
  const ids = db.prepare(
    'SELECT profile_id FROM exposure WHERE profile_id > ? ORDER BY profile_id LIMIT 1 OFFSET ?',
  );
  const lastId = db.prepare('SELECT max(profile_id) FROM exposure').pluck();
  const customersBetween = customersReader(db, query);
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
