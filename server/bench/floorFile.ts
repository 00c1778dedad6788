/**
 * The floor: the rows the engine wrote, written again into a second file of the same schema by bare prepared
 * statements in transactions of the same size. Nothing is decided, loaded or checked.
 */
import { openForReading, openForWriting } from '../../engine/stores/sqlite/openFile.ts';

/** A row as read from the engine's file, and the statement that writes it. */
interface Copy {
  read: string;
  write: string;
}

const IDS = 'profile_id BETWEEN @from AND @to';
const OF_ENROLLMENT = 'WHERE profile_id = ? AND journey_id = ? AND ordinal = ?';
const OF_SEND = `${OF_ENROLLMENT} AND node = ? AND visit = ? AND lane = ?`;
const KEY_OF_SEND = 'profile_id, journey_id, ordinal, node, visit, lane';
const ENROLLMENT = 'profile_id, journey_id, ordinal, version, key, entered_at_ms, entry, step_count, status';

function insert(table: string, columns: string, where = IDS, conflict = ''): Copy {
  const marks = columns.replace(/\w+/g, '?');
  return {
    read: `SELECT ${columns} FROM ${table} WHERE ${where}`,
    write: `INSERT INTO ${table} (${columns}) VALUES (${marks}) ${conflict}`,
  };
}

const STATE = 'node, due_at_ms, format, visits, vars, arrived_at_ms, until_ms, memory, caught_up_at_ms';
const move = (table: string, columns: string): Copy => ({
  read: `SELECT ${columns}, profile_id, journey_id, ordinal FROM ${table} WHERE ${IDS}`,
  write: `UPDATE ${table} SET ${columns.replace(/\w+/g, '$& = ?')} ${OF_ENROLLMENT}`,
});
const moveEnrollment = move('enrollment', `step_count, ${STATE}`);
const moveTrace = move('trace', 'step_count, steps');
const moveSend = (columns: string, literals: string): Copy => ({
  read: `SELECT ${columns}, ${KEY_OF_SEND} FROM outbox WHERE ${IDS}`,
  write: `UPDATE outbox SET ${literals}, ${columns.replace(/\w+/g, '$& = ?')} ${OF_SEND}`,
});
const counts = insert(
  'count',
  'journey_id, version, node, metric, detail, count',
  'true',
  'ON CONFLICT DO UPDATE SET count = count + excluded.count',
);
const sequence = insert(
  'sequence',
  'name, value',
  'true',
  'ON CONFLICT DO UPDATE SET value = excluded.value',
);

const copies = {
  events: [
    insert('accepted', 'id, type', `id IN (SELECT input ->> '$.id' FROM inbox WHERE ${IDS})`),
    insert('inbox', 'profile_id, seq, at_ms, input'),
    sequence,
  ],
  enrol: [
    insert('enrollment', `${ENROLLMENT}, ${STATE}`),
    insert('trace', 'profile_id, journey_id, ordinal, part, step_count, steps'),
    insert(
      'exposure',
      'profile_id, seq, journey_id, node, ordinal, salt, arm, version, epoch, source, exposed_at_ms',
    ),
    insert('outbox', `${KEY_OF_SEND}, version, status, planned_at_ms, due_at_ms, hold, attempts, effect`),
    counts,
    insert(
      'job',
      'id, type, journey_id, version, at_ms, priority, cursor, status, done_count',
      'true',
      'ON CONFLICT DO UPDATE SET cursor = excluded.cursor',
    ),
    sequence,
  ],
  decide: [moveSend('attempts, decided_at_ms, address, content', `status = 'claimed', hold = NULL`)],
  call: [moveSend('decided_at_ms', `status = 'calling'`)],
  settle: [moveSend('decided_at_ms', `status = 'accepted'`), moveEnrollment, moveTrace, counts],
  timers: [moveEnrollment, moveTrace, counts],
} satisfies { [phase: string]: Copy[] };

export type FloorPhase = keyof typeof copies;

export interface FloorFile {
  /** Copies what a phase wrote, batch by batch; milliseconds spent writing. */
  write(phase: FloorPhase, batchSize: number, atMs?: number): number;
  /** Counts the engine's profiles by hand-written SQL; milliseconds. */
  count(balanceFrom: number): number;
  close(): void;
}

/** @param source the engine's file, open for writing elsewhere; each phase is copied before the next one runs */
export function openFloorFile(file: string, source: string): FloorFile {
  const from = openForReading(source);
  const to = openForWriting(file);
  const profileIds = from.db.prepare('SELECT id FROM profile ORDER BY id').pluck();

  function write(phase: FloorPhase, batchSize: number, atMs = 0): number {
    const steps = copies[phase].map((copy) => ({
      read: from.db.prepare(copy.read).raw(),
      names: copy.read.match(/@\w+/g)?.map((name) => name.slice(1)) ?? [],
      write: to.db.prepare(copy.write),
    }));
    // one column of text
    const ids = profileIds.all() as string[];
    const commit = to.db.transaction((batch: unknown[][][]) => {
      for (const [index, rows] of batch.entries()) for (const row of rows) steps[index]?.write.run(...row);
    });
    let spentMs = 0;
    for (let start = 0; start < ids.length; start += batchSize) {
      const range = { from: ids[start], to: ids[Math.min(start + batchSize, ids.length) - 1], atMs };
      // raw rows are lists of values
      const batch = steps.map(
        ({ read, names }) => (names.length > 0 ? read.all(range) : read.all()) as unknown[][],
      );
      const startedMs = performance.now();
      commit.immediate(batch);
      spentMs += performance.now() - startedMs;
    }
    return spentMs;
  }

  function count(balanceFrom: number): number {
    const asked = from.db.prepare(`SELECT count(*) FROM profile WHERE attributes ->> '$.balance' >= ?`);
    const startedMs = performance.now();
    asked.get(balanceFrom);
    return performance.now() - startedMs;
  }

  return {
    write,
    count,
    close: () => {
      from.close();
      to.close();
    },
  };
}
