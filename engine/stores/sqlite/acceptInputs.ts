import type { Database } from 'better-sqlite3';
import { idSpaceOf } from '../idSpace.ts';
import type { Acceptance, NewInput } from '../store.ts';
import { refuseConflict } from './refuseConflict.ts';
import type { Sequence } from './sequence.ts';

/** `Store.accept` on SQLite: the whole array in one transaction. */
export function prepareAccept(db: Database, sequence: Sequence, resolve: (id: string) => string) {
  const insertInput = db.prepare('INSERT INTO inbox (profile_id, seq, at_ms, input) VALUES (?, ?, ?, ?)');
  const insertId = db.prepare('INSERT INTO accepted (id, type) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const insertDuplicate = db.prepare(
    'INSERT INTO duplicate (seq, id, profile_id, at_ms) VALUES (?, ?, ?, ?)',
  );

  function isNew({ input }: NewInput): boolean {
    if (!('id' in input)) return true;
    return insertId.run(input.id, idSpaceOf(input)).changes === 1;
  }

  function acceptOne(given: NewInput, nowMs: number): Acceptance {
    const { atMs, input } = given;
    const profileId = resolve(given.profileId);
    const seq = sequence.next();
    if (isNew(given)) {
      insertInput.run(profileId, seq, atMs, JSON.stringify(input));
      return { seq };
    }
    insertDuplicate.run(seq, 'id' in input ? input.id : '', profileId, nowMs);
    return { duplicate: true };
  }

  const acceptAll = db.transaction((inputs: readonly NewInput[], nowMs: number) => {
    const answers = inputs.map((given) => acceptOne(given, nowMs));
    sequence.save();
    return answers;
  });

  return (inputs: readonly NewInput[], nowMs: number): readonly Acceptance[] => {
    if (inputs.length === 0) return [];
    try {
      return refuseConflict(() => acceptAll.immediate(inputs, nowMs));
    } catch (error) {
      sequence.reload();
      throw error;
    }
  };
}
