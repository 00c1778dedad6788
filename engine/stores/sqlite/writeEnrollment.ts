import type { Database } from 'better-sqlite3';
import type { Enrollment, TraceRow } from '../../core/records.ts';
import { beginsIn } from '../beginsIn.ts';
import { MovedOn } from './movedOn.ts';
import { placeholders } from './rows/columns.ts';
import { enrollmentColumns, enrollmentValues, stateColumns, stateValues } from './rows/enrollmentRow.ts';

const AT = 'WHERE profile_id = ? AND journey_id = ? AND ordinal = ?';
/** What was loaded is still so: nobody ended it, but by a move that can be undone, or took a step beyond those written now. */
const UNMOVED = `AND (status <> 'ended' OR former IS NOT NULL) AND step_count <= ?`;

const assigned = (columns: readonly string[]) => columns.map((name) => `${name} = ?`).join(', ');

/**
 * Writes one enrollment inside the caller's transaction; throws `MovedOn` when it was ended or went further.
 * A statement per case, because an update touches every index whose columns it names.
 */
export function prepareWriteEnrollment(db: Database) {
  const insert = db.prepare(
    `INSERT INTO enrollment (${enrollmentColumns.join(', ')}) VALUES (${placeholders(enrollmentColumns)}) ON CONFLICT DO NOTHING`,
  );
  const advance = db.prepare(
    `UPDATE enrollment SET version = ?, step_count = ?, node = ?, due_at_ms = ?, ${assigned(stateColumns)} ${AT} AND status = 'active' AND former IS NULL AND step_count <= ?`,
  );
  const replace = db.prepare(
    `UPDATE enrollment SET ${assigned(enrollmentColumns.slice(3))} ${AT} ${UNMOVED}`,
  );

  function tryInsert(enrollment: Enrollment): boolean {
    return insert.run(...enrollmentValues(enrollment)).changes === 1;
  }

  function tryUpdate(enrollment: Enrollment): boolean {
    const { profileId, journeyId, ordinal, stepCount } = enrollment;
    if (enrollment.status === 'active' && !enrollment.former) {
      const { version, state, dueAtMs } = enrollment;
      const changes = advance.run(
        version,
        stepCount,
        state.node,
        dueAtMs,
        ...stateValues(state),
        profileId,
        journeyId,
        ordinal,
        stepCount,
      ).changes;
      if (changes === 1) return true;
    }
    const [, , , ...values] = enrollmentValues(enrollment);
    return replace.run(...values, profileId, journeyId, ordinal, stepCount).changes === 1;
  }

  return (enrollment: Enrollment, trace: readonly TraceRow[]): void => {
    // an enrollment without steps may be new or not; the insert fails where the update found it ended or further
    const isWritten =
      enrollment.stepCount > 0 && beginsIn(trace, enrollment)
        ? tryInsert(enrollment)
        : tryUpdate(enrollment) || tryInsert(enrollment);
    if (!isWritten) throw new MovedOn();
  };
}
