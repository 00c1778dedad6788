import type { Database } from 'better-sqlite3';
import { exposureId } from '../../core/exposure.ts';
import { importedCount } from '../../core/importedCount.ts';
import type { Withdrawal } from '../../core/withdrawal.ts';
import { prepareAddCount } from './addCount.ts';

/** Withdraws imported exposures of a customer, inside the caller's transaction; they may be imported again, and are in no counter. */
export function prepareWithdraw(db: Database) {
  const withdraw = db
    .prepare(
      `UPDATE exposure SET withdrawn_at_ms = @atMs
       WHERE profile_id = @profileId AND journey_id = @journeyId AND node = @node AND salt = @salt
         AND source = 'import' AND withdrawn_at_ms IS NULL AND (@batch IS NULL OR batch = @batch)
       RETURNING arm, version, exposed_at_ms`,
    )
    .raw();
  const addCount = prepareAddCount(db);
  const forget = db.prepare(`DELETE FROM accepted WHERE id = ? AND type = 'exposure'`);
  const aliasesTo = db.prepare('SELECT id FROM merged WHERE into_id = ?').pluck();
  return (profileId: string, withdrawal: Withdrawal): void => {
    // the columns asked for
    const rows = withdraw.all({ profileId, ...withdrawal }) as [
      arm: string,
      version: number,
      exposedAtMs: number,
    ][];
    if (rows.length === 0) return;
    // an id that was merged since may be the one they were imported under
    const ids = [profileId, ...(aliasesTo.all(profileId) as string[])]; // the column asked for
    for (const [arm, version, exposedAtMs] of rows) {
      addCount(importedCount({ ...withdrawal, arm, version }, -1));
      for (const id of ids) forget.run(exposureId({ ...withdrawal, profileId: id, arm, exposedAtMs }));
    }
  };
}
