import type { Database } from 'better-sqlite3';
import type { CustomerCommit } from '../../core/records.ts';
import { beginsIn } from '../beginsIn.ts';
import { placeholders } from './rows/columns.ts';
import { entryDecisionColumns, entryDecisionValues } from './rows/entryDecisionRow.ts';
import type { Sequence } from './sequence.ts';

type Decided = Pick<CustomerCommit, 'enrollments' | 'trace' | 'entries'>;

/** Records entry decisions; what decides an offer that was held takes it off the list of held ones, the oldest first. */
export function prepareDecideEntries(db: Database, sequence: Sequence) {
  const insert = db.prepare(
    `INSERT INTO entry_decision (${entryDecisionColumns.join(', ')}) VALUES (${placeholders(entryDecisionColumns)})`,
  );
  const dropHeld = db.prepare(
    `DELETE FROM entry_decision WHERE seq = (
       SELECT seq FROM entry_decision INDEXED BY entry_decision_profile
       WHERE profile_id = ? AND journey_id = ? AND key IS ? AND event_id IS ? AND decision = 'held'
       ORDER BY at_ms, seq LIMIT 1)`,
  );
  // enrolling is the hot path and pauses are rare: nothing is looked for until something was held
  let mayHold =
    db.prepare(`SELECT 1 FROM entry_decision WHERE decision = 'held' LIMIT 1`).pluck().get() !== undefined;

  return ({ enrollments, trace, entries }: Decided): void => {
    if (mayHold) {
      for (const enrollment of enrollments.filter((of) => beginsIn(trace, of))) {
        const { profileId, journeyId, key, entry } = enrollment;
        dropHeld.run(profileId, journeyId, key, entry.eventId);
      }
    }
    for (const decision of entries) {
      const { profileId, journeyId, key, eventId } = decision;
      if (decision.decision === 'held') mayHold = true;
      else if (mayHold) dropHeld.run(profileId, journeyId, key, eventId);
      insert.run(...entryDecisionValues(decision, sequence.next()));
    }
  };
}
