import type { Database } from 'better-sqlite3';
import { RECEIPT_EVENTS } from '../../../shared/event.ts';
import { type Alias, ledOn } from '../alias.ts';
import type { MergeCommit } from '../store.ts';
import { MovedOn } from './movedOn.ts';
import type { Sequence } from './sequence.ts';

/** Tables whose rows belong to an enrollment, and move with its new ordinal. */
const OF_ENROLLMENTS = ['enrollment', 'trace', 'exposure', 'outbox', 'conversion'] as const;
const OF_CUSTOMERS = ['inbox', 'event', 'entry_decision', 'duplicate'] as const;

/** Moves all rows of one customer to another, inside the caller's transaction. */
export function prepareMerge(db: Database, sequence: Sequence) {
  const takeInput = db.prepare('DELETE FROM inbox WHERE profile_id = ? AND seq = ?');
  const ofEnrollments = OF_ENROLLMENTS.map((table) =>
    db.prepare(
      `UPDATE ${table} SET profile_id = @into,
         ordinal = ordinal + (ordinal > 0) * coalesce((SELECT value FROM json_each(@ordinals) WHERE key = journey_id), 0)
       WHERE profile_id = @from`,
    ),
  );
  const ofCustomers = OF_CUSTOMERS.map((table) =>
    db.prepare(`UPDATE ${table} SET profile_id = @into WHERE profile_id = @from`),
  );
  const renameReceipts = db.prepare(
    `UPDATE event SET properties = renamed_receipt(properties, @from, @into, @ordinals)
       WHERE profile_id = @from AND name IN (${RECEIPT_EVENTS.map((name) => `'${name}'`).join(', ')}) AND properties IS NOT NULL`,
  );
  const exposuresOf = db.prepare('SELECT seq FROM exposure WHERE profile_id = ? ORDER BY seq').pluck();
  const renumber = db.prepare('UPDATE exposure SET seq = ? WHERE profile_id = ? AND seq = ?');
  const moveBarred = db.prepare(
    `INSERT INTO barred (profile_id, journey_id, since_ms) SELECT @into, journey_id, since_ms FROM barred WHERE profile_id = @from
     ON CONFLICT DO UPDATE SET since_ms = max(since_ms, excluded.since_ms)`,
  );
  const dropBarred = db.prepare('DELETE FROM barred WHERE profile_id = ?');
  // what is watched of the joined customer comes with the commit
  const dropWatches = db.prepare('DELETE FROM watch WHERE profile_id = ?');
  const dropProfile = db.prepare('DELETE FROM profile WHERE id = ?');
  const aliasesTo = db.prepare('SELECT id, ordinals FROM merged WHERE into_id = ?').raw();
  const putAlias = db.prepare(
    `INSERT INTO merged (id, into_id, ordinals) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET into_id = excluded.into_id, ordinals = excluded.ordinals`,
  );

  function leadOn(from: string, next: Alias): void {
    for (const [id, text] of aliasesTo.all(from) as [string, string][]) {
      // JSON written below
      const before = { into: from, ordinals: JSON.parse(text) as Alias['ordinals'] };
      const { into, ordinals } = ledOn(before, next);
      putAlias.run(id, into, JSON.stringify(ordinals));
    }
    putAlias.run(from, next.into, JSON.stringify(next.ordinals));
  }

  return ({ from, into, seq, ordinalsAfter }: MergeCommit): void => {
    if (takeInput.run(from, seq).changes === 0) throw new MovedOn();
    // behind their own, because the arm taken first is the sticky one
    for (const old of exposuresOf.all(from)) renumber.run(sequence.next(), from, old);
    const ordinals = JSON.stringify(ordinalsAfter);
    for (const move of ofEnrollments) move.run({ from, into, ordinals });
    renameReceipts.run({ from, into, ordinals });
    for (const move of ofCustomers) move.run({ from, into });
    moveBarred.run({ from, into });
    dropBarred.run(from);
    dropWatches.run(from);
    dropProfile.run(from);
    leadOn(from, { into, ordinals: ordinalsAfter });
  };
}

/** Where merged ids lead; asked for every input, so the table is not read while it is empty. */
export function prepareResolve(db: Database) {
  const find = db.prepare('SELECT into_id FROM merged WHERE id = ?').pluck();
  const any = db.prepare('SELECT 1 FROM merged LIMIT 1').pluck();
  let isAny = any.get() !== undefined;
  return {
    resolve: (id: string): string => (isAny ? String(find.get(id) ?? id) : id),
    noteMerge(): void {
      isAny = true;
    },
  };
}
