/** Tables of experiments: who was exposed, what was found, what was decided. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Look } from '../../../core/experiments/experimentRecords.ts';
import type { Exposure } from '../../../core/exposure.ts';

export const exposure = sqliteTable(
  'exposure',
  {
    profileId: text('profile_id').notNull(),
    seq: integer().notNull(),
    journeyId: text('journey_id').notNull(),
    node: text().notNull(),
    ordinal: integer().notNull(),
    salt: text().notNull(),
    arm: text().notNull(),
    version: integer().notNull(),
    epoch: integer().notNull(),
    source: text().$type<Exposure['source']>().notNull(),
    exposedAtMs: integer('exposed_at_ms').notNull(),
    key: text(),
    unit: text(),
    /** 1 where the customer was assigned but never exposed */
    ineligible: integer(),
    recordedAtMs: integer('recorded_at_ms'),
    snapshot: text(),
    /** null where the trigger let in */
    entry: text().$type<Exposure['entry']>(),
    /** of an imported one, what it came with */
    batch: text(),
    withdrawnAtMs: integer('withdrawn_at_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.profileId, table.seq] }),
    index('exposure_batch').on(table.batch).where(sql`batch IS NOT NULL`),
    index('exposure_withdrawn').on(table.journeyId, table.node).where(sql`withdrawn_at_ms IS NOT NULL`),
  ],
);

/** Analyses as they were; head, input and analysis are JSON, and only the head is read in lists. */
export const analysisRun = sqliteTable(
  'analysis_run',
  {
    seq: integer().primaryKey(),
    id: text().notNull().unique(),
    journeyId: text('journey_id').notNull(),
    node: text().notNull(),
    head: text().notNull(),
    input: text().notNull(),
    analysis: text().notNull(),
  },
  (table) => [index('analysis_run_newest').on(table.journeyId, table.node, table.seq)],
);

export const look = sqliteTable(
  'look',
  {
    seq: integer().primaryKey(),
    runId: text('run_id').notNull(),
    atMs: integer('at_ms').notNull(),
    actor: text().notNull(),
    type: text().$type<Look['type']>().notNull(),
  },
  (table) => [index('look_run').on(table.runId)],
);

/** What was decided on experiments, as JSON. */
export const decision = sqliteTable('decision', {
  seq: integer().primaryKey(),
  journeyId: text('journey_id').notNull(),
  node: text().notNull(),
  decision: text().notNull(),
});
