/** Why a server does not come to rest, as far as its file, its health and its words can tell. */
import Database from 'better-sqlite3';

const ROWS_SHOWN = 3;
/** By table, what is not done yet. */
const OPEN_WORK: { readonly [table: string]: string } = {
  inbox: 'TRUE',
  enrollment: "status = 'active'",
  outbox: "status IN ('planned', 'held', 'claimed', 'calling')",
  job: "status = 'running'",
  watch: 'flips_at_ms IS NOT NULL',
};

/** How much is not done; what is watched without end does not count. */
export function openWork(db: Database.Database): number {
  const tables = Object.entries(OPEN_WORK).filter(([table]) => table !== 'watch');
  const sum = tables.map(([table, where]) => `(SELECT count(*) FROM ${table} WHERE ${where})`).join(' + ');
  return Number(db.prepare(`SELECT ${sum}`).pluck().get());
}

export function describeStandstill(file: string, health: unknown, said: string): string {
  const db = new Database(file, { readonly: true });
  try {
    const tables = Object.entries(OPEN_WORK).map(([table, where]) => {
      const rows = db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all();
      return `${table} ${rows.length} ${JSON.stringify(rows.slice(0, ROWS_SHOWN))}`;
    });
    const lives = db.prepare(`SELECT id || ' ' || life FROM journey`).pluck().all().join(', ');
    const lines = [`at ${Date.now()}`, lives, JSON.stringify(health), ...tables, said.slice(-2_000)];
    return lines.join('\n  ');
  } finally {
    db.close();
  }
}
