/** Tables of customers inside journeys: where each stands, and what was sent. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { EnrollmentState, OutboxStatus } from '../../../core/records.ts';
import type { Watch } from '../../../core/watch.ts';

export const enrollment = sqliteTable(
  'enrollment',
  {
    profileId: text('profile_id').notNull(),
    journeyId: text('journey_id').notNull(),
    ordinal: integer().notNull(),
    version: integer().notNull(),
    key: text(),
    enteredAtMs: integer('entered_at_ms').notNull(),
    /** [event id, event name, properties] */
    entry: text(),
    stepCount: integer('step_count').notNull(),
    status: text().$type<'active' | 'parked' | 'ended'>().notNull(),
    node: text().$type<EnrollmentState['node']>(),
    dueAtMs: integer('due_at_ms'),
    format: integer().$type<EnrollmentState['format']>(),
    visits: text(),
    vars: text(),
    arrivedAtMs: integer('arrived_at_ms'),
    untilMs: integer('until_ms'),
    memory: text(),
    caughtUpAtMs: integer('caught_up_at_ms'),
    fault: text(),
    endedAtMs: integer('ended_at_ms'),
    reason: text(),
    detail: text(),
    former: text(),
  },
  (table) => [
    primaryKey({ columns: [table.profileId, table.journeyId, table.ordinal] }),
    index('enrollment_due')
      .on(table.journeyId, table.dueAtMs, table.profileId)
      .where(sql`due_at_ms IS NOT NULL`),
    index('enrollment_newest').on(table.journeyId, table.enteredAtMs),
    index('enrollment_inside').on(table.journeyId, table.profileId).where(sql`status <> 'ended'`),
    index('enrollment_moved').on(table.journeyId, table.profileId).where(sql`former IS NOT NULL`),
  ],
);

/** Steps as text, sixteen to a row (rows/traceRow.ts); `part` is the position of the first, divided by sixteen. */
export const trace = sqliteTable(
  'trace',
  {
    profileId: text('profile_id').notNull(),
    journeyId: text('journey_id').notNull(),
    ordinal: integer().notNull(),
    part: integer().notNull(),
    stepCount: integer('step_count').notNull(),
    steps: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.journeyId, table.ordinal, table.part] })],
);

/** The send ledger. */
export const outbox = sqliteTable(
  'outbox',
  {
    profileId: text('profile_id').notNull(),
    journeyId: text('journey_id').notNull(),
    ordinal: integer().notNull(),
    node: text().notNull(),
    visit: integer().notNull(),
    lane: text().notNull(),
    version: integer().notNull(),
    status: text().$type<OutboxStatus>().notNull(),
    plannedAtMs: integer('planned_at_ms').notNull(),
    dueAtMs: integer('due_at_ms').notNull(),
    hold: text(),
    attempts: integer().notNull(),
    decidedAtMs: integer('decided_at_ms'),
    reason: text(),
    address: text(),
    reference: text(),
    /** fields that are not at their default */
    effect: text().notNull(),
    /** [subject, body] */
    content: text(),
  },
  (table) => [
    primaryKey({
      columns: [table.profileId, table.journeyId, table.ordinal, table.node, table.visit, table.lane],
    }),
    index('outbox_planned')
      .on(table.journeyId, table.dueAtMs, table.profileId)
      .where(sql`status = 'planned'`),
    index('outbox_held').on(table.journeyId, table.dueAtMs, table.profileId).where(sql`status = 'held'`),
    // spelled with OR: a list is built anew for every row written
    index('outbox_in_flight').on(table.profileId).where(sql`status = 'claimed' OR status = 'calling'`),
    index('outbox_unsent')
      .on(table.journeyId, table.plannedAtMs)
      .where(
        sql`status = 'refused' OR status = 'rejected' OR status = 'failed' OR status = 'unknown' OR status = 'cancelled'`,
      ),
    index('outbox_newest').on(table.journeyId, table.plannedAtMs),
  ],
);

export const entryDecision = sqliteTable(
  'entry_decision',
  {
    seq: integer().primaryKey(),
    profileId: text('profile_id').notNull(),
    journeyId: text('journey_id').notNull(),
    atMs: integer('at_ms').notNull(),
    decision: text().notNull(),
    key: text(),
    eventId: text('event_id'),
    offer: text(),
  },
  (table) => [
    index('entry_decision_profile').on(table.profileId),
    index('entry_decision_held').on(table.journeyId, table.atMs).where(sql`decision = 'held'`),
  ],
);

export const barred = sqliteTable(
  'barred',
  {
    profileId: text('profile_id').notNull(),
    journeyId: text('journey_id').notNull(),
    sinceMs: integer('since_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.journeyId] })],
);

/** What is kept of customers because somebody watches; `flips_at_ms` is a timer of the customer. */
export const watch = sqliteTable(
  'watch',
  {
    profileId: text('profile_id').notNull(),
    type: text().$type<Watch['type']>().notNull(),
    name: text().notNull(),
    isIn: integer('is_in').notNull(),
    sinceMs: integer('since_ms').notNull(),
    flipsAtMs: integer('flips_at_ms'),
    eventId: text('event_id'),
  },
  (table) => [
    primaryKey({ columns: [table.profileId, table.type, table.name] }),
    index('watch_due').on(table.flipsAtMs, table.profileId).where(sql`flips_at_ms IS NOT NULL`),
  ],
);
