import type { Database } from 'better-sqlite3';
import type { HistoryEvent } from '../../core/records.ts';

/** Property names kept per event name: enough to choose from, and a bound on what senders can make us keep. */
const PROPERTIES_MAX = 500;

/** Notes the names of events while they are written, so that listing them does not read the whole history. */
export interface EventNames {
  note(event: HistoryEvent): void;
  /** writes what was noted; called inside the transaction that wrote the events */
  save(): void;
  /** forgets what was noted since the last save that was committed */
  reload(): void;
}

export function createEventNames(db: Database): EventNames {
  const all = db.prepare('SELECT name, properties FROM event_name').raw();
  const put = db.prepare(
    `INSERT INTO event_name (name, count, properties) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count, properties = excluded.properties`,
  );
  const added = new Map<string, number>();
  let known = read();

  function read(): Map<string, Set<string>> {
    // columns of the statement; properties is JSON that save wrote
    const rows = all.all() as [string, string][];
    return new Map(rows.map(([name, properties]) => [name, new Set(JSON.parse(properties) as string[])]));
  }

  return {
    note: ({ name, properties }) => {
      added.set(name, (added.get(name) ?? 0) + 1);
      let names = known.get(name);
      if (!names) {
        names = new Set();
        known.set(name, names);
      }
      for (const property in properties) if (names.size < PROPERTIES_MAX) names.add(property);
    },
    save: () => {
      for (const [name, count] of added) put.run(name, count, JSON.stringify([...(known.get(name) ?? [])]));
      added.clear();
    },
    reload: () => {
      added.clear();
      known = read();
    },
  };
}
