/**
 * Tables of the SQLite store. Those of a customer are clustered by profile id (WITHOUT ROWID, STRICT, written into the
 * generated SQL by hand): one range per table. Instants are epoch milliseconds; absent JSON stands for "empty".
 */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Look } from '../../core/experiments/experimentRecords.ts';
import type { EnrollmentState, OutboxStatus, Watch } from '../../core/records.ts';
import type { JourneyLife } from '../../core/version.ts';
import type { IdSpace } from '../idSpace.ts';
import type { Job } from '../store.ts';

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
    source: text().$type<'hash' | 'sticky' | 'import'>().notNull(),
    exposedAtMs: integer('exposed_at_ms').notNull(),
    key: text(),
    /** 1 where the customer was assigned but never exposed */
    ineligible: integer(),
    recordedAtMs: integer('recorded_at_ms'),
    snapshot: text(),
  },
  (table) => [primaryKey({ columns: [table.profileId, table.seq] })],
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

export const audit = sqliteTable('audit', {
  seq: integer().primaryKey(),
  atMs: integer('at_ms').notNull(),
  actor: text().notNull(),
  deed: text().notNull(),
  subject: text().notNull(),
  detail: text().notNull(),
});

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
