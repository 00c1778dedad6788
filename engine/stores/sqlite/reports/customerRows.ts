import type { Database } from 'better-sqlite3';
import { compareText } from '../../../core/compareText.ts';
import type { SplitQuery } from '../../splitReads.ts';
import { keptAt } from '../../tallies/sums.ts';
import { eachRow } from './eachRow.ts';
import type { SplitCustomer } from './splitCustomers.ts';

interface Asked {
  /** clustered by profile id */
  table: 'event' | 'exposure' | 'outbox';
  columns: readonly string[];
  /** SQL over `r` */
  conditions: readonly string[];
  parameters: readonly unknown[];
}

/** Finding the rows of one customer costs as much as passing over so many of anybody's. */
const ROWS_PER_SEEK = 8;
/** Stretches that go by the answer of the first of them. */
const STRETCHES_PER_COUNT = 40;

/** Whose row it is, asked in the order of the rows. */
type OwnerOf = (profileId: string) => SplitCustomer | undefined;

type CustomerRows<Row extends unknown[]> = (
  customers: readonly SplitCustomer[],
  taking: (ownerOf: OwnerOf) => (profileId: string, ...row: Row) => void,
) => void;

/**
 * Makes a reader of the rows of customers, in the order of both; rows of others may come among them.
 * It passes over all rows between the first and the last customer, unless they are many for so few customers.
 */
export function customerRows<Row extends unknown[]>(
  db: Database,
  { table, columns, conditions, parameters }: Asked,
): CustomerRows<Row> {
  const rows = `SELECT each_row(${['profile_id', ...columns].map((column) => `r.${column}`).join(', ')})`;
  // the plus keeps every index but the clustered one away
  const where = (plus: '+' | '') =>
    conditions.map((condition) => `AND ${condition.replaceAll(/\br\./g, `${plus}r.`)}`).join(' ');
  const between = `FROM ${table} AS r WHERE r.profile_id BETWEEN ? AND ?`;
  const count = db.prepare(`SELECT count(*) FROM (SELECT 1 ${between} LIMIT ?)`).pluck();
  const scan = db.prepare(`${rows} ${between} ${where('+')}`);
  const seek = db.prepare(
    `${rows} FROM json_each(?) AS c CROSS JOIN ${table} AS r ON r.profile_id = c.value ${where('')}`,
  );
  let stretchCount = 0;
  let isDense = false;
  return (customers, taking) => {
    const [first, last] = [customers[0], customers.at(-1)];
    if (!first || !last) return;
    const range = [first.profileId, last.profileId];
    const enough = customers.length * ROWS_PER_SEEK;
    if (stretchCount++ % STRETCHES_PER_COUNT === 0) isDense = count.get(...range, enough) !== enough;
    const take = taking(ownerFinder(customers));
    if (isDense) eachRow(scan, [...range, ...parameters], take);
    else {
      const ids = customers.map(({ profileId }) => profileId);
      eachRow(seek, [JSON.stringify(ids), ...parameters], take);
    }
  };
}

function ownerFinder(customers: readonly SplitCustomer[]): OwnerOf {
  let index = 0;
  let customer = customers[0];
  return (profileId) => {
    if (customer?.profileId === profileId) return customer;
    while (customer && compareText(customer.profileId, profileId) < 0) customer = customers[++index];
    return customer?.profileId === profileId ? customer : undefined;
  };
}

/** A reader of the customers' events of these names that were accepted by then. */
export function customerEvents<Row extends unknown[]>(
  db: Database,
  { asOfMs }: Pick<SplitQuery, 'asOfMs'>,
  names: readonly string[],
  columns: readonly string[],
): CustomerRows<Row> {
  const seen = db.prepare('SELECT 1 FROM event_name WHERE name = ?');
  const known = names.filter((name) => seen.get(name) !== undefined);
  if (known.length === 0) return () => {};
  return customerRows<Row>(db, {
    table: 'event',
    columns,
    conditions: [`r.name IN (${known.map(() => '?').join(', ')})`, 'r.accepted_at_ms <= ?'],
    parameters: [...known, asOfMs],
  });
}

/** Hands over each customer with any rows once, with all of them. */
export function byCustomer<Row extends unknown[]>(
  eachOne: CustomerRows<Row>,
): (
  customers: readonly SplitCustomer[],
  taking: (customer: SplitCustomer, rows: readonly Row[]) => void,
) => void {
  return (customers, taking) => {
    const found = new Map<SplitCustomer, Row[]>();
    eachOne(customers, (ownerOf) => (profileId, ...row) => {
      const customer = ownerOf(profileId);
      if (customer) keptAt(found, customer, () => []).push(row);
    });
    for (const [customer, rows] of found) taking(customer, rows);
  };
}
