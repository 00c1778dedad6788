import type { Database, Statement } from 'better-sqlite3';
import type { CustomerEvent } from '../../../shared/event.ts';
import type { Assignment } from '../../core/exposure.ts';
import { INPUTS_ABOUT_SENDS, type Input } from '../../core/input.ts';
import { type Customer, OPEN_STATUSES } from '../../core/records.ts';
import { asksForArms } from '../asksForArms.ts';
import type { Reads } from '../store.ts';
import { columnList } from './rows/columns.ts';
import { type ConversionValues, conversionColumns, conversionOf } from './rows/conversionRow.ts';
import { type EnrollmentValues, enrollmentColumns, enrollmentOf } from './rows/enrollmentRow.ts';
import { customerEventOf, type EventValues, eventColumns } from './rows/eventRow.ts';
import { type OutboxValues, outboxColumns, outboxRowOf } from './rows/outboxRow.ts';
import { type ProfileValues, profileColumns, profileOf } from './rows/profileRow.ts';
import { type WatchValues, watchColumns, watchOf } from './rows/watchRow.ts';

type InboxValues = [profileId: string, seq: number, atMs: number, input: string];

const assignmentColumns = ['profile_id', 'journey_id', 'node', 'salt', 'arm', 'epoch', 'source'] as const;
type AssignmentValues = [
  profileId: string,
  journeyId: string,
  node: string,
  salt: string,
  arm: string,
  epoch: number,
  source: Assignment['source'],
];

const OPEN = `t.status IN ('planned', 'held', 'claimed', 'calling')`;

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(db: Database) {
  // the position in the list stands for the profile id: a number is cheaper to hand over than a text per row
  const columnsOf = ([_profileId, ...others]: readonly string[]) => `asked.key, ${columnList('t', others)}`;
  const perProfile = (table: string, columns: readonly string[], more = '') =>
    db
      .prepare(
        `SELECT ${columnsOf(columns)} FROM json_each(?) AS asked
         CROSS JOIN ${table} AS t ON t.${columns[0]} = asked.value ${more}`,
      )
      .raw();
  const any = (table: string) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).pluck();
  return {
    profile: perProfile('profile', profileColumns),
    inbox: perProfile('inbox', ['profile_id', 'seq', 'at_ms', 'input']),
    enrollment: perProfile('enrollment', enrollmentColumns),
    assignment: perProfile('exposure', assignmentColumns, 'WHERE t.withdrawn_at_ms IS NULL'),
    open: perProfile('outbox', outboxColumns, `WHERE ${OPEN}`),
    openAndSent: perProfile(
      'outbox',
      outboxColumns,
      `WHERE ${OPEN} OR (t.decided_at_ms >= ? AND t.status <> 'cancelled')`,
    ),
    conversion: perProfile('conversion', conversionColumns),
    anyConversion: any('conversion'),
    barred: perProfile('barred', ['profile_id', 'journey_id', 'since_ms']),
    anyBarred: any('barred'),
    watch: perProfile('watch', watchColumns),
    anyWatch: any('watch'),
    event: db
      .prepare(
        `SELECT ${columnsOf(eventColumns)} FROM json_each(?) AS asked CROSS JOIN json_each(?) AS named
         CROSS JOIN event AS t ON t.profile_id = asked.value AND t.name = named.value`,
      )
      .raw(),
  };
}

/**
 * `Store.loadCustomers` on SQLite: one query per table for the whole batch, each customer one range of it.
 * Measured: 3 to 6 µs a customer against 24 µs with a query per customer and table.
 */
export function prepareLoad(db: Database) {
  const statements = prepareStatements(db);
  return (profileIds: readonly string[], reads: Reads): Customer[] => {
    const ids = [...new Set(profileIds)];
    const customers = ids.map(emptyCustomer);
    const each = eachOf(customers);
    loadPeople(statements, each);
    loadJourneys(statements, each);
    loadAssignments(
      statements,
      customers.filter((customer) => asksForArms(customer, reads)),
    );
    const isAsked = customers.some(({ inputs }) =>
      inputs.some(({ input }) => INPUTS_ABOUT_SENDS.has(input.type)),
    );
    loadOutbox(statements, each, isAsked ? Number.NEGATIVE_INFINITY : reads.sendsSinceMs);
    if (reads.events.length > 0) loadEvents(statements, each, reads.events);
    if (ids.length === profileIds.length) return customers;
    const byId = new Map(customers.map((customer) => [customer.profileId, customer]));
    return profileIds.map((id) => byId.get(id) ?? emptyCustomer(id));
  };
}

type Each = <Values extends readonly [string, ...unknown[]]>(
  statement: Statement,
  parameters: readonly unknown[],
  take: (customer: Customer, values: Values) => void,
) => void;

/** Asks a statement for the rows of these customers, and hands each to the one it belongs to. */
function eachOf(customers: readonly Customer[]): Each {
  const asked = JSON.stringify(customers.map(({ profileId }) => profileId));
  return (statement, parameters, take) => {
    // raw rows: the position in the list, then the columns but for the profile id
    for (const values of statement.all(asked, ...parameters) as [unknown, ...unknown[]][]) {
      const customer = customers[Number(values[0])];
      if (!customer) continue;
      values[0] = customer.profileId;
      // now the row is what the statement's columns say
      take(customer, values as unknown as Parameters<typeof take>[1]);
    }
  };
}

function loadPeople(statements: Statements, each: Each): void {
  each<ProfileValues>(statements.profile, [], (customer, values) => {
    customer.profile = profileOf(values);
  });
  each<InboxValues>(statements.inbox, [], (customer, [profileId, seq, atMs, input]) => {
    // JSON that accept wrote
    customer.inputs.push({ seq, profileId, atMs, input: JSON.parse(input) as Input });
  });
}

function loadJourneys(statements: Statements, each: Each): void {
  each<EnrollmentValues>(statements.enrollment, [], (customer, values) => {
    customer.enrollments.push(enrollmentOf(values));
  });
  // tables that many workspaces never fill are asked only where there is anything
  if (statements.anyConversion.get() !== undefined) {
    each<ConversionValues>(statements.conversion, [], (customer, values) => {
      customer.conversions.push(conversionOf(values));
    });
  }
  if (statements.anyBarred.get() !== undefined) {
    each<[string, string, number]>(statements.barred, [], (customer, [, journeyId, sinceMs]) => {
      customer.barredFrom.push({ journeyId, sinceMs });
    });
  }
  if (statements.anyWatch.get() !== undefined) {
    each<WatchValues>(statements.watch, [], (customer, values) => {
      customer.watches.push(watchOf(values));
    });
  }
}

function loadAssignments(statements: Statements, customers: readonly Customer[]): void {
  if (customers.length === 0) return;
  for (const customer of customers) customer.assignments = [];
  eachOf(customers)<AssignmentValues>(statements.assignment, [], (customer, values) => {
    const [, journeyId, node, salt, arm, epoch, source] = values;
    customer.assignments?.push({ journeyId, node, salt, arm, epoch, source });
  });
}

function loadOutbox(statements: Statements, each: Each, sendsSinceMs: number | null): void {
  const take = (customer: Customer, values: OutboxValues) => {
    const row = outboxRowOf(values);
    if (OPEN_STATUSES.includes(row.status)) customer.outbox.push(row);
    else customer.sends.push(row);
  };
  if (sendsSinceMs === null) each<OutboxValues>(statements.open, [], take);
  else each<OutboxValues>(statements.openAndSent, [sendsSinceMs], take);
}

/** Names are read one after the other, so each customer's history is put in order afterwards. */
function loadEvents(statements: Statements, each: Each, names: readonly string[]): void {
  const histories = new Map<Customer, { seq: number; event: CustomerEvent }[]>();
  each<EventValues>(statements.event, [JSON.stringify([...new Set(names)])], (customer, values) => {
    const kept = { seq: values[3], event: customerEventOf(values) };
    const history = histories.get(customer);
    if (history) history.push(kept);
    else histories.set(customer, [kept]);
  });
  for (const [customer, history] of histories) {
    history.sort((a, b) => a.event.occurredAtMs - b.event.occurredAtMs || a.seq - b.seq);
    customer.events = history.map(({ event }) => event);
  }
}

function emptyCustomer(profileId: string): Customer {
  return {
    profileId,
    profile: null,
    inputs: [],
    enrollments: [],
    assignments: null,
    outbox: [],
    sends: [],
    events: [],
    conversions: [],
    barredFrom: [],
    watches: [],
  };
}
