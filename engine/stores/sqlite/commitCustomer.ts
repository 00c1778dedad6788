import type { Database } from 'better-sqlite3';
import type { Bar, CustomerCommit, HistoryEvent } from '../../core/records.ts';
import { prepareDecideEntries } from './decideEntries.ts';
import type { EventNames } from './eventNames.ts';
import { MovedOn } from './movedOn.ts';
import { placeholders } from './rows/columns.ts';
import { conversionColumns, conversionValues } from './rows/conversionRow.ts';
import { eventColumns, eventValues } from './rows/eventRow.ts';
import { exposureColumns, exposureValues } from './rows/exposureRow.ts';
import { outboxColumns, outboxValues } from './rows/outboxRow.ts';
import { profileColumns, profileValues } from './rows/profileRow.ts';
import type { Sequence } from './sequence.ts';
import { prepareWithdraw } from './withdraw.ts';
import { prepareWriteEnrollment } from './writeEnrollment.ts';
import { prepareWriteTrace } from './writeTrace.ts';
import { prepareWriteWatches } from './writeWatches.ts';

export type CommitCustomer = (commit: CustomerCommit) => void;

/** Writes one customer's share of a batch inside the caller's transaction; throws `MovedOn` when it may not. */
export function prepareCommitCustomer(
  db: Database,
  sequence: Sequence,
  eventNames: EventNames,
): CommitCustomer {
  const insert = (table: string, columns: readonly string[], more = '') =>
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${placeholders(columns)}) ${more}`);
  const takeInput = db
    .prepare(`DELETE FROM inbox WHERE profile_id = ? AND seq = ? RETURNING input ->> '$.id'`)
    .pluck();
  const putProfile = insert('profile', profileColumns, onConflict(['id'], profileColumns));
  const insertEvent = insert('event', eventColumns);
  const insertId = db.prepare(`INSERT INTO accepted (id, type) VALUES (?, 'event') ON CONFLICT DO NOTHING`);
  const writeTrace = prepareWriteTrace(db);
  const insertExposure = insert('exposure', exposureColumns);
  const withdraw = prepareWithdraw(db);
  const insertConversion = insert('conversion', conversionColumns);
  const putOutbox = insert(
    'outbox',
    outboxColumns,
    // the claim is made here and nowhere else: of two that saw the row planned, one finds it claimed
    `${onConflict(outboxColumns.slice(0, 6), changingColumns)} WHERE excluded.status <> 'claimed' OR outbox.status IN ('planned', 'held', 'failed')`,
  );
  const writeBars = prepareWriteBars(db);
  const writeEnrollment = prepareWriteEnrollment(db);
  const writeWatches = prepareWriteWatches(db);
  const decideEntries = prepareDecideEntries(db, sequence);

  function consume({ profileId, consumed }: CustomerCommit): Set<unknown> {
    const ids = new Set<unknown>();
    for (const seq of consumed) {
      const id = takeInput.get(profileId, seq);
      if (id === undefined) throw new MovedOn();
      ids.add(id);
    }
    return ids;
  }

  function addToHistory(events: readonly HistoryEvent[], acceptedIds: ReadonlySet<unknown>): void {
    for (const event of events) {
      // an event that came by no input still takes its id
      if (!acceptedIds.has(event.id)) insertId.run(event.id);
      insertEvent.run(...eventValues(event, sequence.next()));
    }
  }

  return (commit) => {
    const acceptedIds = consume(commit);
    if (commit.profile) putProfile.run(...profileValues(commit.profile));
    addToHistory(commit.events, acceptedIds);
    for (const enrollment of commit.enrollments) writeEnrollment(enrollment, commit.trace);
    writeTrace(commit.trace);
    // what comes with this commit carries its own
    for (const withdrawal of commit.withdrawals) withdraw(commit.profileId, withdrawal);
    for (const exposure of commit.exposures) insertExposure.run(...exposureValues(exposure, sequence.next()));
    for (const row of commit.outbox) {
      if (putOutbox.run(...outboxValues(row)).changes === 0) throw new MovedOn();
    }
    decideEntries(commit);
    for (const of of commit.conversions) insertConversion.run(...conversionValues(of, sequence.next()));
    if (commit.barredFrom) writeBars(commit.profileId, commit.barredFrom);
    writeWatches(commit.profileId, commit.watches);
    // last, because a customer who moved on leaves nothing noted
    for (const event of commit.events) eventNames.note(event);
  };
}

/** Replaces the journeys a customer is barred from. */
function prepareWriteBars(db: Database) {
  const clear = db.prepare('DELETE FROM barred WHERE profile_id = ?');
  const insert = db.prepare('INSERT INTO barred (profile_id, journey_id, since_ms) VALUES (?, ?, ?)');
  return (profileId: string, bars: readonly Bar[]): void => {
    clear.run(profileId);
    for (const { journeyId, sinceMs } of bars) insert.run(profileId, journeyId, sinceMs);
  };
}

/** When a send was planned never changes; naming it would rewrite the index of the newest. */
const changingColumns = outboxColumns.filter((name) => name !== 'planned_at_ms');

/** Everything but the key is overwritten. */
function onConflict(key: readonly string[], columns: readonly string[]): string {
  const changed = columns.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  return `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changed.join(', ')}`;
}
