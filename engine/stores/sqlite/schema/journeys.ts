/** Tables of the workspace and of journeys as wholes. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { JourneyLife } from '../../../../shared/journey/life.ts';
import type { Job } from '../../store.ts';

export const journey = sqliteTable('journey', {
  id: text().primaryKey(),
  name: text().notNull(),
  life: text().$type<JourneyLife>().notNull(),
  currentVersion: integer('current_version'),
  undoneMove: integer('undone_move'),
  draft: text(),
  revision: integer().notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  changedAtMs: integer('changed_at_ms').notNull(),
});

export const journeyVersion = sqliteTable(
  'journey_version',
  {
    journeyId: text('journey_id').notNull(),
    version: integer().notNull(),
    hash: text().notNull(),
    document: text().notNull(),
    templates: text().notNull(),
    allocations: text().notNull(),
    migration: text(),
    publishedAtMs: integer('published_at_ms').notNull(),
    actor: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.journeyId, table.version] })],
);

export const count = sqliteTable(
  'count',
  {
    journeyId: text('journey_id').notNull(),
    version: integer().notNull(),
    node: text().notNull(),
    metric: text().notNull(),
    detail: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.journeyId, table.version, table.node, table.metric, table.detail] }),
  ],
);

export const job = sqliteTable('job', {
  id: text().primaryKey(),
  type: text().$type<Job['type']>().notNull(),
  journeyId: text('journey_id').notNull(),
  version: integer().notNull(),
  atMs: integer('at_ms').notNull(),
  priority: integer().notNull(),
  cursor: text().notNull(),
  status: text().$type<Job['status']>().notNull(),
  doneCount: integer('done_count').notNull(),
  /** how a pause ended: at, backlog, per second */
  resume: text(),
  /** [id, name, properties] */
  event: text(),
});

export const pace = sqliteTable('pace', {
  name: text().primaryKey(),
  nextAtMs: integer('next_at_ms').notNull(),
});

export const audit = sqliteTable('audit', {
  seq: integer().primaryKey(),
  atMs: integer('at_ms').notNull(),
  actor: text().notNull(),
  deed: text().notNull(),
  subject: text().notNull(),
  detail: text().notNull(),
});

export const template = sqliteTable('template', {
  id: text().primaryKey(),
  name: text().notNull(),
  content: text().notNull(),
  changedAtMs: integer('changed_at_ms').notNull(),
});

export const audience = sqliteTable('audience', {
  id: text().primaryKey(),
  name: text().notNull(),
  definition: text().notNull(),
  changedAtMs: integer('changed_at_ms').notNull(),
});

export const workspace = sqliteTable('workspace', {
  id: integer().primaryKey(),
  settings: text().notNull(),
});
