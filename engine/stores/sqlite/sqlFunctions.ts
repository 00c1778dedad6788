import type { Database } from 'better-sqlite3';
import { slotOf } from '../../core/assign.ts';

/** Functions of ours that queries may call; deterministic, and never part of the schema. */
export function addFunctions(db: Database): void {
  db.function('slot_of', { deterministic: true, directOnly: true }, (salt: unknown, unit: unknown) =>
    slotOf(String(salt), String(unit)),
  );
}
