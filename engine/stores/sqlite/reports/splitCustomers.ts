/** A split's customers, some thousands at a time: what other tables know of them is read beside each stretch. */
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Exposure } from '../../../core/exposure.ts';
import type { IdRange } from '../../splitParts.ts';
import type { SplitQuery } from '../../splitReads.ts';
import type { OutcomeUnit } from '../../tallies/goalTally.ts';
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
  entry: Exposure['entry'],
];

/** Their rows then stay in the processor's cache between two readings. */
const CUSTOMERS_PER_STRETCH = 2_000;

/** '' where nobody was exposed. */
export function lastIdOf(db: Database): string {
  return String(db.prepare("SELECT coalesce(max(profile_id), '') FROM exposure").pluck().get());
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
  readonly entry: Exposure['entry'];
  private readonly isEligible: boolean;
  private readonly snapshotText: string | null;
  private isContaminated = false;
  private parsed: JsonObject | null | undefined = undefined;

  constructor(
    ...[profileId, ordinal, arm, version, epoch, exposedAtMs, eligible, key, snapshot, entry]: Row
  ) {
    this.profileId = profileId;
    this.ordinal = ordinal;
    this.arm = arm;
    this.version = version;
    this.epoch = epoch;
    this.exposedAtMs = exposedAtMs;
    this.isEligible = eligible === 1;
    this.key = key;
    this.snapshotText = snapshot;
    this.entry = entry;
  }

  get state(): UnitState {
    if (!this.isEligible) return 'ineligible';
    return this.isContaminated ? 'contaminated' : 'counted';
  }

  get isImported(): boolean {
    return this.ordinal === 0;
  }

  get snapshot(): JsonObject | null {
    if (this.parsed === undefined)
      // JSON that exposureValues wrote
      this.parsed = this.snapshotText === null ? null : (JSON.parse(this.snapshotText) as JsonObject);
    return this.parsed;
  }

  /** Exposures that happened come before those that did not, then the earlier one. */
  private isBefore(other: SplitCustomer): boolean {
    if (this.isEligible !== other.isEligible) return this.isEligible;
    return this.exposedAtMs < other.exposedAtMs;
  }

  /** The same customer after one more exposure. */
  with(later: SplitCustomer): SplitCustomer {
    const first = later.isBefore(this) ? later : this;
    first.isContaminated =
      this.isContaminated || (this.isEligible && later.isEligible && this.arm !== later.arm);
    return first;
  }
}

interface CustomerQuery extends SplitQuery {
  /** left out where nobody looks at it */
  withKey: boolean;
  withSnapshot: boolean;
}

/** Reads the first customers of a stretch with exposures between two ids, the first one not included. */
function customersReader(
  db: Database,
  { journeyId, node, salt, asOfMs, arms, withKey, withSnapshot }: CustomerQuery,
): (afterId: string, untilId: string) => SplitCustomer[] {
  const numbers = arms.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const arm = arms.length === 0 ? '0' : `CASE arm ${numbers} ELSE 0 END`;
  const [key, snapshot] = [withKey ? 'key' : 'NULL', withSnapshot ? 'snapshot' : 'NULL'];
  const exposures = db.prepare(
    `SELECT each_row(profile_id, ordinal, ${arm}, version, epoch, exposed_at_ms, ineligible IS NULL, ${key}, ${snapshot}, entry)
      FROM exposure WHERE profile_id > ? AND profile_id <= ? AND journey_id = ? AND node = ? AND salt = ?
        AND source <> 'led' AND (withdrawn_at_ms IS NULL OR withdrawn_at_ms > ?)
        AND coalesce(recorded_at_ms, exposed_at_ms) <= ?`,
  );
  return (afterId, untilId) => {
    const customers: SplitCustomer[] = [];
    let last: SplitCustomer | null = null;
    const parameters = [...arms, afterId, untilId, journeyId, node, salt, asOfMs, asOfMs];
    eachRow<Row>(exposures, parameters, (...row) => {
      const customer = new SplitCustomer(...row);
      const isAgain = last?.profileId === customer.profileId;
      if (!isAgain && customers.length === CUSTOMERS_PER_STRETCH) return true;
      if (isAgain) customers.pop();
      last = last && isAgain ? last.with(customer) : customer;
      customers.push(last);
      return false;
    });
    return customers;
  };
}

/** The id up to which there are so many exposures, of any split. */
export function nextId(db: Database, afterId: string, exposureCount: number): string | null {
  const ids = db.prepare(
    'SELECT profile_id FROM exposure WHERE profile_id > ? ORDER BY profile_id LIMIT 1 OFFSET ?',
  );
  const found = ids.pluck().get(afterId, exposureCount - 1);
  return typeof found === 'string' ? found : null;
}

/** Hands over the customers of a split in a range, stretch by stretch in the order of their ids, as of one state of the file. */
export function eachStretch(
  db: Database,
  query: CustomerQuery,
  { afterId, untilId }: IdRange,
  taking: (customers: readonly SplitCustomer[]) => void,
): void {
  const customersBetween = customersReader(db, query);
  db.transaction(() => {
    const lastId = untilId ?? lastIdOf(db);
    let customers = customersBetween(afterId, lastId);
    while (customers.length > 0) {
      taking(customers);
      const isLast = customers.length < CUSTOMERS_PER_STRETCH;
      customers = isLast ? [] : customersBetween(customers.at(-1)?.profileId ?? lastId, lastId);
    }
  })();
}
