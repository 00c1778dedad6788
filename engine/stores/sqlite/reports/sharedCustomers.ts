/** The customers of a split who are in others too. */
import { ALL_IDS } from '../../splitParts.ts';
import type { SplitQuery, SplitReads } from '../../splitReads.ts';
import type { OtherExposure } from '../../tallies/otherExposure.ts';
import { OverlapTally } from '../../tallies/overlapTally.ts';
import { Converters, SharedTally } from '../../tallies/sharedTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { byCustomer, customerEvents, customerRows } from './customerRows.ts';
import { eachStretch } from './splitCustomers.ts';

/** What is read of an exposure elsewhere. */
type Elsewhere = [journeyId: string, node: string, salt: string, arm: string, exposedAtMs: number];
const COLUMNS = ['journey_id', 'node', 'salt', 'arm', 'exposed_at_ms'];

/** Exposures `r` of other splits that happened, as they were known then. */
function isElsewhere({ journeyId, node, asOfMs }: SplitQuery): { sql: string; parameters: unknown[] } {
  const isOther = node === '' ? 'r.journey_id <> ?' : `(r.journey_id <> ? OR (r.node <> ? AND r.node <> ''))`;
  return {
    sql: `${isOther} AND r.ineligible IS NULL AND (r.withdrawn_at_ms IS NULL OR r.withdrawn_at_ms > ?) AND coalesce(r.recorded_at_ms, r.exposed_at_ms) <= ?`,
    parameters: [...(node === '' ? [journeyId] : [journeyId, node]), asOfMs, asOfMs],
  };
}

function otherOf([journeyId, node, salt, arm, exposedAtMs]: Elsewhere): OtherExposure {
  return { journeyId, node, salt, arm, exposedAtMs };
}

export function overlaps({ $client: db }: Orm): SplitReads['overlaps'] {
  return async (query) => {
    const tally = new OverlapTally(query);
    const { sql, parameters } = isElsewhere(query);
    const exposures = { table: 'exposure', columns: COLUMNS, conditions: [sql], parameters } as const;
    const eachShared = byCustomer(customerRows<Elsewhere>(db, exposures));
    const asked = { ...query, withKey: false, withSnapshot: false };
    eachStretch(db, asked, ALL_IDS, (customers) =>
      eachShared(customers, (customer, rows) => {
        if (customer.state === 'counted') tally.add(customer, rows.map(otherOf));
      }),
    );
    return tally.overlaps();
  };
}

export function sharedOutcomes({ $client: db }: Orm): SplitReads['sharedOutcomes'] {
  return async (query) => {
    const converters = new Converters<string>(query);
    type Event = [name: string, occurredAtMs: number, properties: string | null];
    const columns = ['name', 'occurred_at_ms', 'properties'];
    const eachActive = byCustomer(customerEvents<Event>(db, query, [query.goal.event], columns));
    const asked = { ...query, withKey: query.goal.key !== undefined, withSnapshot: false };
    eachStretch(db, asked, ALL_IDS, (customers) =>
      eachActive(customers, (customer, rows) => {
        if (customer.state !== 'counted') return;
        const events = rows.map(([name, occurredAtMs, properties]) => ({
          name,
          occurredAtMs,
          properties: propertiesOf(properties),
        }));
        converters.take(customer.profileId, customer, events);
      }),
    );
    const { sql, parameters } = isElsewhere(query);
    const elsewhere = db
      .prepare(`SELECT ${COLUMNS.join(', ')} FROM exposure AS r WHERE r.profile_id = ? AND ${sql}`)
      .raw();
    const tally = new SharedTally(query);
    for (const converter of converters.found) {
      // the columns asked for
      const rows = elsewhere.all(converter.id, ...parameters) as Elsewhere[];
      tally.add(converter, rows.map(otherOf));
    }
    return tally.outcomes();
  };
}
