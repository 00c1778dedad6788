import type { Database } from 'better-sqlite3';

/** Rising numbers for acceptance and for rows that have no key of their own; never given twice, not even after a crash. */
export interface Sequence {
  next(): number;
  /** writes the last number given; called inside the transaction that used it */
  save(): void;
  /** forgets numbers given since the last save that was committed */
  reload(): void;
}

export function createSequence(db: Database): Sequence {
  const read = db.prepare(`SELECT value FROM sequence WHERE name = 'acceptance'`).pluck();
  const write = db.prepare(
    `INSERT INTO sequence (name, value) VALUES ('acceptance', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  const stored = () => Number(read.get() ?? 0);
  let saved = stored();
  let last = saved;
  return {
    next: () => ++last,
    save: () => {
      if (last === saved) return;
      write.run(last);
      saved = last;
    },
    reload: () => {
      saved = stored();
      last = saved;
    },
  };
}
