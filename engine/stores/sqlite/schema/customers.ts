/**
 * Tables of what is known of customers. Here and in the files beside: tables of a customer are clustered by profile id
 * (WITHOUT ROWID, STRICT, written into the generated SQL by hand), one range per table. Instants are epoch
 * milliseconds; absent JSON stands for "empty".
 */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { IdSpace } from '../../idSpace.ts';

/** The last acceptance number given out; history, exposures and decisions draw from it too. */
export const sequence = sqliteTable('sequence', {
  name: text().primaryKey(),
  value: integer().notNull(),
});

export const profile = sqliteTable('profile', {
  id: text().primaryKey(),
  knownSinceMs: integer('known_since_ms').notNull(),
  timeZone: text('time_zone'),
  locale: text().notNull(),
  attributes: text().notNull(),
  tags: text(),
  addresses: text(),
  consent: text(),
  suppressed: text(),
  /** absent means since the customer is known */
  since: text(),
});

/** Ids that turned out to be another customer's; always to an id that was not merged itself. */
export const merged = sqliteTable(
  'merged',
  {
    id: text().primaryKey(),
    intoId: text('into_id').notNull(),
    /** per journey, what was added to the ordinals of its enrollments: old send keys are read with it */
    ordinals: text().notNull(),
  },
  (table) => [index('merged_into').on(table.intoId)],
);

export const inbox = sqliteTable(
  'inbox',
  {
    profileId: text('profile_id').notNull(),
    seq: integer().notNull(),
    atMs: integer('at_ms').notNull(),
    input: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.profileId, table.seq] }),
    index('inbox_due').on(table.atMs, table.seq),
  ],
);

/** Ids of events, receipts and imported exposures ever accepted: what makes a second delivery a duplicate. */
export const accepted = sqliteTable(
  'accepted',
  { id: text().notNull(), type: text().$type<IdSpace>().notNull() },
  (table) => [primaryKey({ columns: [table.id, table.type] })],
);

export const duplicate = sqliteTable('duplicate', {
  seq: integer().primaryKey(),
  id: text().notNull(),
  profileId: text('profile_id').notNull(),
  atMs: integer('at_ms').notNull(),
});

export const event = sqliteTable(
  'event',
  {
    profileId: text('profile_id').notNull(),
    name: text().notNull(),
    occurredAtMs: integer('occurred_at_ms').notNull(),
    seq: integer().notNull(),
    id: text().notNull(),
    acceptedAtMs: integer('accepted_at_ms').notNull(),
    properties: text(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.name, table.occurredAtMs, table.seq] })],
);

/** Event names in the history: how often, and with which properties. */
export const eventName = sqliteTable('event_name', {
  name: text().primaryKey(),
  count: integer().notNull(),
  properties: text().notNull(),
});

export const conversion = sqliteTable(
  'conversion',
  {
    profileId: text('profile_id').notNull(),
    seq: integer().notNull(),
    journeyId: text('journey_id').notNull(),
    ordinal: integer().notNull(),
    version: integer().notNull(),
    goal: text().notNull(),
    atMs: integer('at_ms').notNull(),
    value: real(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.seq] })],
);
