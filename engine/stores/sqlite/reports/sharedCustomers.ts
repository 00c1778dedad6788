/** The customers of a split who are in others too. */
import type { SplitQuery, SplitReads } from '../../splitReads.ts';
import type { OtherExposure } from '../../tallies/otherExposure.ts';
import { OverlapTally } from '../../tallies/overlapTally.ts';
import { Converters, SharedTally } from '../../tallies/sharedTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { eachCustomer, eachWithEvents } from './splitCustomers.ts';

/** What is read of an exposure `o` elsewhere. */
type Elsewhere = [journeyId: string, node: string, salt: string, arm: string, exposedAtMs: number];
const COLUMNS = ['o.journey_id', 'o.node', 'o.salt', 'o.arm', 'o.exposed_at_ms'];

/** Exposures `o` of other splits that happened, as they were known then. */
function isElsewhere({ journeyId, node, asOfMs }: SplitQuery): { sql: string; parameters: unknown[] } {
  const isOther = node === '' ? 'o.journey_id <> ?' : `(o.journey_id <> ? OR (o.node <> ? AND o.node <> ''))`;
  return {
    sql: `${isOther} AND o.ineligible IS NULL AND coalesce(o.recorded_at_ms, o.exposed_at_ms) <= ?`,
    parameters: [...(node === '' ? [journeyId] : [journeyId, node]), asOfMs],
  };
}

function otherOf([journeyId, node, salt, arm, exposedAtMs]: Elsewhere): OtherExposure {
  return { journeyId, node, salt, arm, exposedAtMs };
}

export function overlaps({ $client: db }: Orm): SplitReads['overlaps'] {
  return async (query) => {
    const tally = new OverlapTally(query);
    const { sql, parameters } = isElsewhere(query);
    const question = {
      columns: COLUMNS,
      from: 'exposure AS x CROSS JOIN exposure AS o ON o.profile_id = x.profile_id',
      where: sql,
      whereParameters: parameters,
    };
    eachCustomer<Elsewhere>(db, query, question, ({ unit, state, rows }) => {
      if (state !== 'counted') return;
      const others = rows.map((row): OtherExposure => {
        const [, , , , , , , , journeyId, node, salt, arm, exposedAtMs] = row;
        return { journeyId, node, salt, arm, exposedAtMs };
      });
      tally.add(unit, others);
    });
    return tally.overlaps();
  };
}

export function sharedOutcomes({ $client: db }: Orm): SplitReads['sharedOutcomes'] {
  return async (query) => {
    const converters = new Converters<string>(query);
    type Asked = [key: string | null, name: string, occurredAtMs: number, properties: string | null];
    const columns = ['x.key', 'e.name', 'e.occurred_at_ms', 'e.properties'];
    eachWithEvents<Asked>(db, query, [query.goal.event], { columns }, (customer) => {
      const { profileId, unit, ordinal, state, first, rows } = customer;
      if (state !== 'counted') return;
      const [, , , , , , , , key] = first;
      const events = rows.map(([, , , , , , , , , name, occurredAtMs, properties]) => ({
        name,
        occurredAtMs,
        properties: propertiesOf(properties),
      }));
      converters.take(profileId, { ...unit, key, isImported: ordinal === 0 }, events);
    });
    const { sql, parameters } = isElsewhere(query);
    const elsewhere = db
      .prepare(`SELECT ${COLUMNS.join(', ')} FROM exposure AS o WHERE o.profile_id = ? AND ${sql}`)
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
